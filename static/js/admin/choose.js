// Comparison of two texts: a choice fills the result; writing in the result is a choice as well.
import { fill } from "./words.js"

export function choose(root) {
  root.querySelectorAll("[data-choice]").forEach((box) => {
    const head = box.closest("[data-panel]").dataset.panel
    const named = (name) => box.querySelector(`[name="text-${head}-${name}"]`)
    const result = named(box.dataset.choice)
    let filling = false
    box.addEventListener("change", (event) => {
      const source = event.target.type === "radio" && named(`${event.target.value}-${box.dataset.choice}`)
      if (!source) return
      filling = true
      fill(result, source.value)
      filling = false
    })
    box.addEventListener("input", (event) => {
      if (filling || event.target.type === "radio") return
      box.querySelector("[value=result]").checked = true
    })
  })
}
