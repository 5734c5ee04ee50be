// Lists: the bar of bulk acts appears with the first chosen row; one box chooses all rows of the page.
const form = document.querySelector("[data-rows]")
if (form) {
  const bar = form.querySelector("[data-bulk]")
  const count = form.querySelector("[data-count]")
  const all = form.querySelector("[data-all]")
  const boxes = [...form.querySelectorAll('[name="chosen"]')]
  const words = count.textContent

  const show = () => {
    const chosen = boxes.filter((box) => box.checked)
    bar.hidden = chosen.length === 0
    count.textContent = chosen.length ? `${words} ${chosen.length}` : words
    all.checked = chosen.length === boxes.length
    all.indeterminate = chosen.length > 0 && !all.checked
    boxes.forEach((box) => box.closest("tr").classList.toggle("selected", box.checked))
  }
  all.hidden = false
  all.addEventListener("change", () => {
    boxes.forEach((box) => { box.checked = all.checked })
    show()
  })
  form.addEventListener("change", show)
  // Enter in a field of the bar does that field's act, not the first of the bar.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("[data-bulk] input")) return
    event.preventDefault()
    let next = event.target.nextElementSibling
    while (next && next.tagName !== "BUTTON") next = next.nextElementSibling
    form.requestSubmit(next)
  })
  window.addEventListener("pageshow", show)
  show()
}
