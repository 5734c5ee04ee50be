// A list of chosen names: each with Remove (and Make main), and one field with suggestions to add the next.
import { loose, suggest } from "./suggest.js"

const named = (pattern, name) => pattern.replace("%(name)s", name)

export function names(box) {
  const { main, remove, add, also, make } = box.dataset
  const removeName = box.dataset.removeName ?? `${remove}: %(name)s`
  const mainName = box.dataset.mainName ?? `${main}: %(name)s`
  const inputs = [...box.querySelectorAll(":scope > input")]
  if ("single" in box.dataset) return
  const ordered = "ordered" in box.dataset
  const [first] = inputs
  const list = document.createElement(ordered ? "ol" : "ul")
  list.className = ordered ? "chosen" : "chosen chips"
  const field = first.cloneNode()
  field.value = ""
  field.removeAttribute("name")
  const button = document.createElement("button")
  button.type = "button"
  button.className = "button small"
  button.textContent = add
  const options = [...box.querySelectorAll("datalist option")].map((option) => ({ value: option.value, also: option.dataset.also?.split("|").filter(Boolean) ?? [] }))
  const template = box.querySelector("template[data-new-thing]")
  const added = document.createElement("div")

  const changed = () => list.dispatchEvent(new Event("input", { bubbles: true }))
  const act = (word, label, does) => {
    const knob = Object.assign(document.createElement("button"), { type: "button", className: "link", textContent: word })
    knob.setAttribute("aria-label", label)
    knob.addEventListener("click", does)
    return knob
  }
  const entry = (value) => {
    if ([...list.querySelectorAll("input")].some((input) => loose(input.value) === loose(value))) return
    const item = document.createElement("li")
    const hidden = Object.assign(document.createElement("input"), { type: "hidden", name: first.name, value })
    const text = Object.assign(document.createElement("span"), { textContent: value })
    item.append(hidden, text)
    if (ordered) item.append(act(main, named(mainName, value), () => { list.prepend(item); changed(); field.focus() }))
    item.append(act(remove, named(removeName, value), () => { item.remove(); forget(value); changed(); field.focus() }))
    list.append(item)
  }
  // A thing that does not exist yet: it is chosen, and its fields stand below until the form is saved.
  const fresh = (name) => [...box.querySelectorAll("[data-new]")].find((each) => loose(each.dataset.new) === loose(name))
  const forget = (name) => fresh(name)?.remove()
  const begin = (name) => {
    entry(name)
    if (!fresh(name)) {
      const made = template.content.firstElementChild.cloneNode(true)
      made.dataset.new = name
      made.querySelector("[data-new-name]").textContent = name
      made.querySelectorAll("[name=tags-new], [name=tags-make]").forEach((input) => { input.value = name })
      const own = made.querySelector(`[data-label="${document.documentElement.lang.slice(0, 2)}"]`)
      if (own) own.value = name
      made.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && event.target.matches("input")) { event.preventDefault(); field.focus() }
      })
      added.append(made)
    }
    field.value = ""
    changed()
    const labels = [...fresh(name).querySelectorAll("[data-label]")]
    ;(labels.find((input) => !input.value) ?? labels[0]).focus()
  }
  const take = (value) => {
    if (template && !helper.exact(value)) return begin(value)
    entry(value)
    field.value = ""
    changed()
  }
  inputs.forEach((input) => { if (input.value) entry(input.value); input.remove() })
  box.dataset.names = first.name
  box.addEventListener("fps:put", ({ detail }) => { list.replaceChildren(); detail.forEach(entry); changed() })
  box.prepend(list, field, button)
  box.append(added)
  const more = template && make ? (name) => ({ text: named(make, name), act: () => begin(name) }) : null
  const helper = suggest(field, options, { take, also, more })
  button.addEventListener("click", () => { const value = field.value.trim(); if (value) take(helper.exact(value) ?? value) })
  // What was typed and not added is not lost: it goes along as it stands.
  field.form?.addEventListener("formdata", (event) => {
    const rest = field.value.trim()
    if (rest) event.formData.append(first.name, rest)
  })
}
