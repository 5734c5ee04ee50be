// On a phone the sections of the right column are folded under their headings, each with its count.
const narrow = window.matchMedia("(max-width: 40rem)")

export function folds(root) {
  root.querySelectorAll(".editor-side > section").forEach((section) => {
    const head = section.querySelector("h2")
    if (!head) return
    const button = document.createElement("button")
    button.type = "button"
    button.className = "fold"
    const set = (open) => {
      section.classList.toggle("folded", !open)
      button.setAttribute("aria-expanded", open)
    }
    button.addEventListener("click", () => set(section.classList.contains("folded")))
    section.addEventListener("fps:reveal", () => { if (narrow.matches) set(true) })
    const arrange = () => {
      if (narrow.matches && !button.isConnected) {
        button.append(...head.childNodes)
        head.append(button)
        set(Boolean(section.querySelector(".errorlist, .errors, [role=alert]")) || section.matches(".facts-open"))
      } else if (!narrow.matches && button.isConnected) {
        head.append(...button.childNodes)
        button.remove()
        section.classList.remove("folded")
      }
    }
    narrow.addEventListener("change", arrange)
    arrange()
  })
}
