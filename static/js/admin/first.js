// The first article ever: three grey lines of help over the empty body, gone at the first key.
export function firstHelp(root) {
  root.querySelectorAll(".first-help").forEach((help) => {
    const body = help.closest(".field")
    const gone = () => { help.remove() }
    body.addEventListener("keydown", gone, { once: true })
    body.addEventListener("input", gone, { once: true })
  })
}
