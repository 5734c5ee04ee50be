// Every page of the back office: “/” goes to the search field; Escape closes an open menu.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]")
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const field = document.getElementById("desk-q")
    if (!field) return
    event.preventDefault()
    field.focus()
    field.select()
  }
  if (event.key === "Escape") {
    const open = event.target.closest?.("details.desk-new[open], details.desk-menu-phone[open]")
    if (!open) return
    open.open = false
    open.querySelector("summary").focus()
  }
})
