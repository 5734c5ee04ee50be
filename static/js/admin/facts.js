// The facts of the form. Only a person saves them (they may be public at once); until then this browser keeps them.
export const FACTS = "facts"

export class Facts {
  constructor(form, unsaved) {
    this.part = form.querySelector(".facts-part")
    this.known = unsaved ? {} : this.now() // a form that came back unsaved holds nothing that the server has
  }

  isOpen() { return Boolean(this.part?.querySelector("[name=version]")) }

  controls() {
    const all = this.part?.querySelectorAll("input[name], select[name], textarea[name]") ?? []
    return [...all].filter((each) => each.type !== "file" && each.type !== "search" && each.name !== "version")
  }

  now() {
    const found = {}
    for (const each of this.controls()) {
      found[each.name] ??= []
      if (/^(checkbox|radio)$/.test(each.type) ? each.checked : each.value) found[each.name].push(each.value)
    }
    return found
  }

  // Name → values, of what is not as it was.
  changed() {
    const now = this.now()
    const names = [...new Set([...Object.keys(this.known), ...Object.keys(now)])]
    return Object.fromEntries(names.map((name) => [name, now[name] ?? []]).filter(([name, values]) => !same(values, this.known[name])))
  }

  isChanged() { return Object.keys(this.changed()).length > 0 }

  holds(facts) {
    const now = this.now()
    return Object.entries(facts).every(([name, values]) => same(values, now[name]))
  }

  put(facts) {
    for (const [name, values] of Object.entries(facts)) {
      const fields = this.controls().filter((each) => each.name === name)
      const box = this.part.querySelector(`[data-names="${CSS.escape(name)}"]`) ?? fields[0]?.closest("[data-picture-plain]")?.closest("[data-picture]")
      if (box) box.dispatchEvent(new CustomEvent("fps:put", { detail: values }))
      else fields.forEach((field, place) => set(field, values, place))
    }
    this.part.dispatchEvent(new Event("input", { bubbles: true }))
  }
}

function set(field, values, place) {
  if (/^(checkbox|radio)$/.test(field.type)) field.checked = values.includes(field.value)
  else field.value = values[place] ?? ""
}

const same = (some, others) => JSON.stringify(some) === JSON.stringify(others ?? [])
