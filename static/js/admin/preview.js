// Preview of the words as they stand, in a panel over the form: any language, the width of a phone or of a desk.
// Without this the button opens the same page in another tab.
const shell = document.getElementById("preview-shell")
const frame = shell.querySelector("iframe")
const form = document.getElementById("subject-form")
const shown = [...shell.querySelectorAll("[data-show]")]
const widths = [...shell.querySelectorAll("[data-width]")]

// A form of its own, so that nothing takes this for a save; files stay where they are.
function send(url) {
  const copy = document.createElement("form")
  copy.method = "post"
  copy.action = url
  copy.target = frame.name
  copy.hidden = true
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== "string" || name === "_act") continue
    const field = document.createElement("textarea") // an input would lose the line ends
    field.name = name
    field.value = value
    copy.append(field)
  }
  document.body.append(copy)
  copy.submit()
  copy.remove()
}

function show(language) {
  for (const button of shown) button.setAttribute("aria-pressed", button.dataset.show === language)
  send(shown.find((button) => button.dataset.show === language).dataset.url)
}

function widen(width) {
  for (const button of widths) button.setAttribute("aria-pressed", button.dataset.width === width)
  frame.className = width
}

function open(language) {
  if (!shell.open) shell.showModal()
  show(language)
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-preview]")
  if (!button || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  open(button.dataset.preview)
})
shell.addEventListener("click", (event) => {
  const { show: language, width, close } = event.target.closest("button")?.dataset ?? {}
  if (language) show(language)
  if (width) widen(width)
  if (close !== undefined) shell.close()
})
if (matchMedia("(max-width: 48rem)").matches) widen("phone")

// Links lead to the public site, which no frame may show: they open beside.
frame.addEventListener("load", () => {
  for (const link of frame.contentDocument?.querySelectorAll("a[href]:not([href^='#']), form") ?? []) link.target = "_blank"
  frame.contentDocument?.addEventListener("keydown", (event) => { if (event.key === "Escape") shell.close() })
})
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey && event.altKey && event.key.toLowerCase() === "p")) return
  const panel = [...document.querySelectorAll("[data-panel]")].find((each) => !each.hidden)
  event.preventDefault()
  open(panel?.dataset.panel ?? shown[0].dataset.show)
})
