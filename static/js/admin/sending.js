// Sending the form: once, with a living session, and back to the same place; leaving with unsaved words asks.
const PLACE = "fps-place"

export function sending(form, saving) {
  let sent = false
  let checked = false
  const send = async (submitter) => {
    if (await saving.ready()) {
      checked = true
      form.requestSubmit(submitter)
    } else sent = false
  }
  form.addEventListener("submit", (event) => {
    const submitter = event.submitter
    if (checked) {
      checked = false
      return remember(submitter)
    }
    const asked = submitter?.dataset.ask
    if (sent || (asked && !window.confirm(asked))) return event.preventDefault()
    sent = true
    if (!saving?.isBusy()) return remember(submitter)
    event.preventDefault()
    send(submitter)
  })
  window.addEventListener("beforeunload", (event) => { if (!sent && saving?.isUnsaved()) event.preventDefault() })
  window.addEventListener("pageshow", () => { sent = false })
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault()
      form.requestSubmit(form.querySelector('.bar [value="save"]:not([hidden])'))
    }
  })
  comeBack(saving)
}

function remember(submitter) {
  if (submitter && submitter.value !== "save") return
  const field = document.activeElement
  const place = { path: location.pathname, at: Date.now(), y: window.scrollY, id: field?.id, caret: field?.selectionStart }
  if (field?.classList.contains("tiptap")) {
    place.panel = field.closest("[data-panel]")?.dataset.panel
    place.range = [field.editor?.state.selection.from, field.editor?.state.selection.to]
  }
  sessionStorage.setItem(PLACE, JSON.stringify(place))
}

// After a save: the same scroll, the same field, the same place in it; and “Saved”, spoken once.
function comeBack(saving) {
  const place = JSON.parse(sessionStorage.getItem(PLACE) ?? "null")
  sessionStorage.removeItem(PLACE)
  if (!place || Date.now() - place.at > 60_000 || place.path !== location.pathname) return
  if (document.querySelector(".conflict, .errornote")) return
  if (document.querySelector(".messagelist .saved")) setTimeout(() => saving?.speak(saving.spoken()), 200)
  window.scrollTo(0, place.y)
  const field = place.id && document.getElementById(place.id)
  if (field) {
    field.focus({ preventScroll: true })
    if (typeof place.caret === "number" && field.setSelectionRange && /^(textarea|text)$/.test(field.type)) field.setSelectionRange(place.caret, place.caret)
  }
  if (!place.panel) return
  document.addEventListener("prose-editor:ready", ({ target, detail }) => {
    if (target.name !== `text-${place.panel}-body`) return
    detail.editor.commands.focus(null, { scrollIntoView: false })
    detail.editor.commands.setTextSelection({ from: place.range[0], to: place.range[1] })
    window.scrollTo(0, place.y)
  })
}
