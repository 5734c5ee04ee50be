// A combobox (ARIA 1.2) over a list of names: typing filters, arrows move, Enter takes. Accents and case do not count.
const MOST = 8
let made = 0

export const loose = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().split(/\s+/).filter(Boolean).join(" ")

// options: [{value, also: [further spellings]}]; take(value) is called with a choice, more(text) may add a last row.
export function suggest(field, options, { take, also, more }) {
  const list = document.createElement("ul")
  list.id = `suggest-${++made}`
  list.className = "suggestions"
  list.setAttribute("role", "listbox")
  list.setAttribute("aria-label", field.labels?.[0]?.textContent ?? "")
  list.hidden = true
  field.removeAttribute("list")
  for (const [name, value] of Object.entries({ role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) field.setAttribute(name, value)
  const known = options.map((option) => ({ ...option, keys: [option.value, ...option.also].map(loose) }))
  let rows = []
  let active = -1

  const found = (wanted) => {
    const hits = []
    for (const option of known) {
      const place = option.keys.findIndex((key) => key.includes(wanted))
      if (place < 0) continue
      const starts = option.keys[place].startsWith(wanted) ? 0 : 1
      hits.push({ value: option.value, match: place > 0 ? option.also[place - 1] : "", rank: (place > 0 ? 2 : 0) + starts })
    }
    return hits.sort((a, b) => a.rank - b.rank).slice(0, MOST)
  }
  const point = (place) => {
    active = place
    rows.forEach((row, each) => row.element.setAttribute("aria-selected", each === place))
    if (place < 0) return field.removeAttribute("aria-activedescendant")
    field.setAttribute("aria-activedescendant", rows[place].element.id)
    rows[place].element.scrollIntoView({ block: "nearest" })
  }
  const close = () => {
    list.hidden = true
    field.setAttribute("aria-expanded", "false")
    point(-1)
  }
  const add = (text, act, match) => {
    const element = document.createElement("li")
    element.id = `${list.id}-${rows.length}`
    element.setAttribute("role", "option")
    element.append(text)
    if (match) {
      const [before, after] = also.split("%(name)s")
      const words = document.createElement("em")
      words.textContent = match
      element.append(", ", before, words, after)
    }
    element.addEventListener("mousedown", (event) => event.preventDefault())
    element.addEventListener("click", () => { close(); act() })
    list.append(element)
    rows.push({ element, act })
  }
  const open = () => {
    const wanted = loose(field.value)
    list.replaceChildren()
    rows = []
    if (wanted) {
      found(wanted).forEach(({ value, match }) => add(value, () => take(value), match))
      const last = exact(field.value) ? null : more?.(field.value.trim())
      if (last) add(last.text, last.act)
    }
    list.hidden = rows.length === 0
    field.setAttribute("aria-expanded", String(rows.length > 0))
    point(-1)
  }
  const exact = (text) => known.find((option) => option.keys.includes(loose(text)))?.value
  field.after(list)
  field.addEventListener("input", open)
  field.addEventListener("blur", close)
  field.addEventListener("keydown", (event) => {
    const steps = { ArrowDown: 1, ArrowUp: -1 }
    if (event.key in steps) {
      if (list.hidden) open()
      if (!rows.length) return
      event.preventDefault()
      const size = rows.length + 1 // one place is the field itself
      point(((active + 1 + steps[event.key] + size) % size) - 1)
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault()
      close()
    } else if (event.key === "Enter") {
      event.preventDefault()
      const chosen = rows[active]
      const text = field.value.trim()
      close()
      if (chosen) chosen.act()
      else if (text) take(exact(text) ?? text)
    }
  })
  return { exact, close }
}
