// The rich text editor says what it is: its name and language, and a toolbar that is one tab stop (ARIA toolbar).
export function editors(root, { toolbar }) {
  const dress = () => root.querySelectorAll(".field-body .tiptap:not([aria-label])").forEach((editor) => {
    const field = editor.closest(".field")
    const area = field.querySelector("textarea")
    editor.setAttribute("aria-label", field.querySelector("label").textContent)
    editor.setAttribute("aria-multiline", "true")
    editor.lang = area.lang
    editor.setAttribute("spellcheck", "true")
    const bar = field.querySelector(".prose-menubar")
    if (bar) roving(bar, `${toolbar}, ${editor.getAttribute("aria-label")}`)
  })
  new MutationObserver(dress).observe(root, { childList: true, subtree: true })
  dress()
}

function roving(bar, name) {
  bar.setAttribute("role", "toolbar")
  bar.setAttribute("aria-label", name)
  const buttons = () => [...bar.querySelectorAll("button")].filter((button) => !button.closest("[popover]") && !button.classList.contains("hidden"))
  let stop = null
  const arrange = () => {
    const all = buttons()
    if (!all.includes(stop)) stop = all[0]
    all.forEach((button) => {
      const index = button === stop ? 0 : -1
      if (button.tabIndex !== index) button.tabIndex = index
      const pressed = String(button.classList.contains("active"))
      if (button.dataset.name && button.getAttribute("aria-pressed") !== pressed) button.setAttribute("aria-pressed", pressed)
    })
  }
  bar.addEventListener("focusin", (event) => { if (buttons().includes(event.target)) { stop = event.target; arrange() } })
  bar.addEventListener("keydown", (event) => {
    const all = buttons()
    const place = all.indexOf(event.target)
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    const end = { Home: 0, End: all.length - 1 }[event.key]
    if (place < 0 || (step === undefined && end === undefined)) return
    event.preventDefault()
    all[end ?? (place + step + all.length) % all.length].focus()
  })
  new MutationObserver(arrange).observe(bar, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] })
  arrange()
}
