// The form of a subject: everything works without this; it adds tabs, side by side, lists of names and counters.
import { tabs } from "./tabs.js"
import { names } from "./names.js"
import { counters } from "./counters.js"
import { outdated } from "./outdated.js"

tabs(document)
document.querySelectorAll("[data-names]").forEach(names)
counters(document)
outdated(document)

// Leaving with unsaved words asks once; sending the form twice sends it once.
const form = document.getElementById("subject-form")
let changed = false
let sent = false
form.addEventListener("input", () => { changed = true })
form.addEventListener("submit", (event) => {
  const asked = event.submitter?.dataset.ask
  if (sent || (asked && !window.confirm(asked))) return event.preventDefault()
  sent = true
  changed = false
})
window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault() })
window.addEventListener("pageshow", () => { sent = false })
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "s") {
    event.preventDefault()
    form.requestSubmit(form.querySelector('.bar [value="save"]'))
  }
})
