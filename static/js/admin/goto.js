// Links to a field put the cursor into it: its tab is shown, a folded section is opened, the editor gets the focus.
export function goTo(root, { show }) {
  const go = (id) => {
    const target = document.getElementById(id)
    if (!target) return false
    const panel = target.closest("[data-panel]")
    if (panel) {
      show(panel.dataset.panel)
      panel.dispatchEvent(new Event("fps:reveal"))
    }
    target.closest(".editor-side > section")?.dispatchEvent(new Event("fps:reveal"))
    target.closest("details")?.setAttribute("open", "")
    const field = target.closest(".field-body")?.querySelector(".tiptap") ??
      (target.matches("[data-picture]") ? target.querySelector("[data-image] input:not([type=hidden]), button") : target)
    if (!field.matches("input, select, textarea, button, a[href], [contenteditable=true], [tabindex]")) field.tabIndex = -1
    field.focus()
    return true
  }
  root.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-goto]")
    const id = link?.getAttribute("href").match(/^#(.+)/)?.[1]
    if (id && go(id)) event.preventDefault()
  })
  const asked = location.hash.match(/^#((?:id_|card-).+)/)?.[1]
  // The field of a text that is only read: its language is shown, with the button that corrects it.
  const language = asked?.match(/^id_text-(\w+)-/)?.[1]
  if (asked && !go(asked) && language) show(language)
}
