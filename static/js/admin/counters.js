// "52 · best under 70" beside fields that read best when they are short. A hint, never a limit.
export function counters(root) {
  root.querySelectorAll("[data-best-under]").forEach((field) => {
    const best = Number(field.dataset.bestUnder)
    const count = document.createElement("span")
    count.className = "counter"
    const write = () => { count.textContent = `${[...field.value].length} / ${best}` }
    field.before(count)
    field.addEventListener("input", write)
    write()
  })
}
