// A language without a text: its fields open when somebody has chosen how to start, with the source beside or empty.
export function start(root, { beside }) {
  root.querySelectorAll("[data-start]").forEach((box) => {
    const panel = box.closest("[data-panel]")
    const words = panel.querySelector(".panel-words")
    const title = words.querySelector("textarea, input:not([type=hidden])")
    const isBegun = () => "begun" in box.dataset || words.querySelector(".errorlist, [role=alert]") ||
      [...words.querySelectorAll("textarea, input:not([type=hidden])")].some((field) => field.value.trim())
    const open = () => { words.hidden = false; box.hidden = true; title?.focus() }
    if (isBegun()) { box.hidden = true; return }
    words.hidden = true
    box.addEventListener("click", (event) => {
      const button = event.target.closest("[data-source], [data-empty]")
      if (!button) return
      event.preventDefault()
      open()
      if (button.dataset.source) beside(button.dataset.source)
    })
    panel.addEventListener("fps:reveal", open)
  })
}
