// A list of chosen names: each with Remove (and Make main), and one field to add the next.
export function names(box) {
  const { ordered, single, main, remove, add } = { ...box.dataset, ordered: "ordered" in box.dataset, single: "single" in box.dataset }
  const inputs = [...box.querySelectorAll("input")]
  if (single) return
  const [first] = inputs
  const list = document.createElement("ol")
  list.className = "chosen"
  const field = first.cloneNode()
  field.value = ""
  field.removeAttribute("name")
  const button = document.createElement("button")
  button.type = "button"
  button.className = "button small"
  button.textContent = add
  const options = new Set([...box.querySelectorAll("option")].map((option) => option.value))

  const entry = (value) => {
    const item = document.createElement("li")
    const hidden = Object.assign(document.createElement("input"), { type: "hidden", name: first.name, value })
    const text = Object.assign(document.createElement("span"), { textContent: value })
    item.append(hidden, text)
    if (ordered) item.append(act(main, value, () => { list.prepend(item); changed(); field.focus() }))
    item.append(act(remove, value, () => { item.remove(); changed(); field.focus() }))
    list.append(item)
  }
  const act = (word, value, does) => {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "link", textContent: word })
    made.setAttribute("aria-label", `${word}: ${value}`)
    made.addEventListener("click", does)
    return made
  }
  const changed = () => list.dispatchEvent(new Event("input", { bubbles: true }))
  const take = () => {
    const value = field.value.trim()
    if (!value) return
    entry(value)
    field.value = ""
    changed()
  }
  inputs.forEach((input) => { if (input.value) entry(input.value); input.remove() })
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { event.preventDefault(); take() }
  })
  // A click in the browser's list of suggestions is a choice; typing past a name that also stands alone is not.
  field.addEventListener("input", (event) => {
    if (event.inputType !== "insertText" && !event.inputType?.startsWith("delete") && options.has(field.value)) take()
  })
  button.addEventListener("click", take)
  box.prepend(list, field, button)
  // What was typed and not added is not lost: it goes along as it stands.
  field.form?.addEventListener("formdata", (event) => {
    const rest = field.value.trim()
    if (rest) event.formData.append(first.name, rest)
  })
}
