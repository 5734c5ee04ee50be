// The last line says the deed in one sentence, and follows the ticks; notes are asked for where they are needed.
const form = document.getElementById("publish-form")
const deed = form.querySelector("[data-deed]")
const language = (document.documentElement.lang || "en").replace(/^en.*/, "en-GB")
const list = new Intl.ListFormat(language, { type: "conjunction" })
// What is typed is the time in Brussels; it is written as typed, whatever the zone of the browser.
const day = new Intl.DateTimeFormat(language, { day: "numeric", month: "long", timeZone: "UTC" })
// While a year is being typed, it may have six digits for a moment, and is no date yet.
const isDate = (at) => !Number.isNaN(Date.parse(`${at}:00Z`))
const moment = (at) => (at ? `${day.format(new Date(`${at}:00Z`))} ${at.slice(11, 16)}` : "")

const value = (name) => form.querySelector(`[name="${name}"]:checked`)?.value

function update() {
  const chosen = [...form.querySelectorAll('[name="languages"]:checked')].map((box) => box.value)
  const at = isDate(form.elements.at.value) ? form.elements.at.value : ""
  const later = value("when") === "at"
  deed.disabled = !chosen.length
  const sentence = !chosen.length ? deed.dataset.none : later && at ? deed.dataset.later : later ? form.dataset.generic : deed.dataset.now
  deed.textContent = sentence.replace("{languages}", list.format(chosen)).replace("{time}", moment(at))
  form.querySelectorAll("[data-note]").forEach((note) => {
    note.hidden = value("kind") !== "notable" || !chosen.includes(note.dataset.note)
  })
}

form.dataset.generic = deed.textContent
form.elements.at.addEventListener("input", () => { form.querySelector('[name="when"][value="at"]').checked = true })
form.addEventListener("input", update)
window.addEventListener("pageshow", update)
update()
form.querySelector("[autofocus]")?.focus()

let sent = false
form.addEventListener("submit", (event) => {
  if (sent) event.preventDefault()
  sent = true
})
window.addEventListener("pageshow", () => { sent = false })
