// Sending the form: once, with a living session, and back to the same place; leaving with unsaved words asks.
const PLACE = "fps-place"

export function sending(form, saving) {
  let sent = false
  let checked = false
  const send = async (submitter) => {
    await new Promise((resume) => { setTimeout(resume) }) // a form cannot be sent from within its own submit event
    if (await saving.ready()) {
      checked = true
      form.requestSubmit(submitter)
    } else sent = false
  }
  form.addEventListener("submit", (event) => {
    const submitter = event.submitter
    if (submitter?.formTarget === "_blank") return // shown elsewhere, not saved
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
  const panel = document.querySelector("[data-panel]:not([hidden])")
  const field = document.activeElement?.closest("#subject-form [id], #subject-form .tiptap") ?? panel
  if (!field) return
  const place = { path: location.pathname, at: Date.now(), top: field.getBoundingClientRect().top }
  if (field.classList.contains("tiptap")) {
    const { from, to } = field.editor?.state.selection ?? {}
    Object.assign(place, { panel: panel?.dataset.panel, from, to })
  } else Object.assign(place, { id: field.id, caret: field.selectionStart })
  sessionStorage.setItem(PLACE, JSON.stringify(place))
}

// After a save: the same scroll, the same field, the same place in it; and “Saved”, spoken once.
function comeBack(saving) {
  const place = JSON.parse(sessionStorage.getItem(PLACE) ?? "null")
  sessionStorage.removeItem(PLACE)
  if (!place || Date.now() - place.at > 60_000 || place.path !== location.pathname) return
  if (document.querySelector(".conflict, .errornote")) return
  if (document.querySelector(".messagelist .saved")) setTimeout(() => saving?.speak(saving.spoken()), 200)
  const back = (field) => window.scrollBy({ top: field.getBoundingClientRect().top - place.top, behavior: "instant" })
  const field = place.id && document.getElementById(place.id)
  if (field) {
    if (field.matches("input, textarea, select")) field.focus({ preventScroll: true })
    if (typeof place.caret === "number" && /^(textarea|text)$/.test(field.type)) field.setSelectionRange(place.caret, place.caret)
    whileGrowing(() => back(field))
  }
  if (!place.panel) return
  const enter = (editor) => {
    editor.commands.setTextSelection({ from: place.from, to: place.to })
    editor.view.dom.focus({ preventScroll: true })
    requestAnimationFrame(() => whileGrowing(() => back(editor.view.dom)))
  }
  // The editor may stand already: which module comes first is nobody's promise.
  const there = document.querySelector(`#panel-${place.panel} .tiptap`)?.editor
  if (there) return enter(there)
  document.addEventListener("prose-editor:ready", ({ target, detail: { editor } }) => {
    if (target.name === `text-${place.panel}-body`) enter(editor)
  })
}

// The page grows while the editors are put in place: go there again until somebody does something.
function whileGrowing(go) {
  go()
  const grown = new ResizeObserver(go)
  grown.observe(document.body)
  const leave = () => grown.disconnect()
  for (const act of ["wheel", "keydown", "pointerdown", "touchstart"]) window.addEventListener(act, leave, { once: true })
  setTimeout(leave, 3000)
}
