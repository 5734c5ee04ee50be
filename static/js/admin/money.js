// Sums of money while somebody writes: found after a rest, underlined in the editor, a card each beside it.
// Nothing here stores words; without this file the cards come after each save, and their buttons send the form.
import { cardKeys, offOrOn } from "./money_cards.js"
import { underline } from "./money_marks.js"

const REST = 600
const section = document.getElementById("money-part")
const form = section?.closest("form")
const list = section?.querySelector("[data-money-cards]")
const said = section?.querySelector("[data-money-said]")
const refused = section?.querySelector("[data-money-refused]")
let resting = 0
let asking = null

function words() {
  const texts = {}
  form.querySelectorAll("textarea[name^=text-], input[name^=text-]").forEach((field) => {
    const [, code, name] = /^text-(\w+)-(title|teaser|body)$/.exec(field.name) || []
    if (name) (texts[code] ||= {})[name] = field.value
  })
  return texts
}

async function send(act) {
  asking?.abort()
  asking = new AbortController()
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value
  try {
    const answer = await fetch(section.dataset.money, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify({ texts: words(), act }),
      signal: asking.signal,
    })
    return answer.ok ? await answer.json() : null
  } catch {
    return null // no connection, or overtaken by a newer question: the next rest asks again
  }
}

async function look() {
  const found = await send(null)
  if (found) show(found)
}

function show(found) {
  keep(found.html)
  section.querySelector("[data-money-count]").textContent = found.count
  count.textContent = found.count
  count.classList.toggle("waits", found.waits > 0)
  underline(found.marks)
}

// Puts the new cards in and leaves what the person has chosen, opened and focused as it is.
function keep(html) {
  if (list.innerHTML === html) return
  const chosen = [...list.querySelectorAll("input, select")].filter(isTouched).map((each) => [each.name || each.id, each.value])
  const open = [...list.querySelectorAll("details[open]")].map((each) => each.dataset.keep)
  const place = list.contains(document.activeElement) ? placeOf(document.activeElement) : ""
  list.innerHTML = html
  chosen.forEach(([name, value]) => {
    const fields = list.querySelectorAll(`[name="${CSS.escape(name)}"], #${CSS.escape(name)}`)
    fields.forEach((field) => {
      if (field.type === "radio") field.checked = field.value === value
      else field.value = value
    })
  })
  open.forEach((name) => list.querySelector(`details[data-keep="${CSS.escape(name)}"]`)?.setAttribute("open", ""))
  list.querySelectorAll("[data-card]").forEach(offOrOn)
  list.querySelectorAll(".money-find").forEach((each) => { each.hidden = !section.dataset.figures })
  if (place) list.querySelector(place)?.focus()
}

function isTouched(field) {
  if (field.type === "radio") return field.checked && !field.defaultChecked
  if (field.tagName === "SELECT") return [...field.options].some((each) => each.selected !== each.defaultSelected)
  return field.value !== field.defaultValue
}

function placeOf(element) {
  if (element.id) return `#${CSS.escape(element.id)}`
  return element.value ? `[value="${CSS.escape(element.value)}"]` : ""
}

async function act(button) {
  const [, name, card] = button.value.split(":")
  const holder = button.closest("[data-card]")
  const fields = {}
  holder?.querySelectorAll("input, select").forEach((field) => {
    if (field.name && (field.type !== "radio" || field.checked)) fields[field.name] = field.value
  })
  clearTimeout(resting)
  const cards = [...list.querySelectorAll("[data-card]")]
  const next = cards[cards.indexOf(holder) + 1]?.id
  const found = await send({ name, card, fields })
  refused.hidden = Boolean(found?.done)
  refused.textContent = found ? (found.done ? "" : found.said) : section.dataset.failed
  if (!found) return
  show(found)
  said.textContent = found.done ? found.said : ""
  if (!found.done) return
  const here = holder && document.getElementById(holder.id)
  const waiting = list.querySelector(".money-card:not(.confirmed)")
  const to = document.getElementById(next) || here || waiting || list.querySelector("[data-card]")
  to?.focus()
}

// "3 sums, 1 to confirm" in the bar, as a way to the cards.
const count = document.createElement("a")

if (section) {
  count.className = "bar-money"
  count.href = "#money-part"
  count.textContent = section.querySelector("[data-money-count]").textContent
  form.querySelector(".bar [data-state]")?.after(count)
  section.classList.add("by-keys")
  section.querySelector(".money-keys").hidden = false
  cardKeys(list, act)
  list.addEventListener("click", (event) => {
    const button = event.target.closest("button[value^='money:']")
    if (!button) return
    event.preventDefault()
    if (button.getAttribute("aria-disabled") === "true") return button.closest("[data-card]").querySelector("[data-why]").classList.add("asked")
    if (!section.dataset.figures) return
    act(button)
  })
  form.addEventListener("input", (event) => {
    if (section.contains(event.target)) return
    clearTimeout(resting)
    resting = setTimeout(look, REST)
  })
  // What is chosen on a card goes its own way: the form has nothing to save because of it.
  section.addEventListener("input", (event) => {
    event.stopPropagation()
    offOrOn(event.target.closest("[data-card]"))
    if (event.target.dataset.find !== undefined) find(event.target)
  })
  addEventListener("prose-editor:ready", () => { clearTimeout(resting); resting = setTimeout(look, REST) }, true)
  resting = setTimeout(look, REST)
  list.querySelectorAll("[data-card]").forEach(offOrOn)
  list.querySelectorAll(".money-find").forEach((each) => { each.hidden = !section.dataset.figures })
}

let finding = 0
function find(field) {
  clearTimeout(finding)
  finding = setTimeout(async () => {
    const query = new URLSearchParams({ q: field.value, near: field.dataset.near })
    const answer = await fetch(`${section.dataset.figures}?${query}`).catch(() => null)
    if (!answer?.ok) return
    const { figures } = await answer.json()
    const select = field.closest("details").querySelector("select")
    const none = select.options[0]
    select.replaceChildren(none, ...figures.map((each) => new Option(each.words, each.pk)))
    if (figures.length) select.selectedIndex = 1
  }, 300)
}
