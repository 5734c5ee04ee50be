// Shortcuts besides Ctrl+S and the languages; the list of them opens with "?" and from the menu of the bar.
export function keys(root) {
  const dialog = root.querySelector("#keys")
  root.querySelectorAll("[data-keys-open]").forEach((button) => {
    button.hidden = !dialog
    button.addEventListener("click", () => dialog.showModal())
  })
  const writes = (target) => target.closest("input:not([type=checkbox], [type=radio], [type=file]), textarea, select, [contenteditable=true]")
  document.addEventListener("keydown", (event) => {
    if (event.key === "?" && dialog && !event.ctrlKey && !event.altKey && !event.metaKey && !writes(event.target)) {
      event.preventDefault()
      if (!dialog.open) dialog.showModal()
    }
    if (event.ctrlKey && event.altKey && event.code === "KeyP") {
      const preview = root.querySelector("[data-shortcut=preview]")
      if (!preview) return
      event.preventDefault()
      preview.click()
    }
  })
  // The menu of the bar closes as menus do.
  root.querySelectorAll("details[data-menu]").forEach((menu) => {
    const close = () => { menu.open = false }
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return
      close()
      menu.querySelector("summary").focus()
    })
    document.addEventListener("click", (event) => { if (!menu.contains(event.target)) close() })
    menu.addEventListener("focusout", (event) => { if (event.relatedTarget && !menu.contains(event.relatedTarget)) close() })
  })
  // Tab leaves the body, in lists and tables too, where the editor would keep it.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Tab" && event.target.closest(".tiptap")) event.stopImmediatePropagation()
  }, { capture: true })
}
