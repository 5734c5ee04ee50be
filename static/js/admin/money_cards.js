// The cards by keyboard. Shortcuts count only while the card itself or one of its stages has the focus.
const WORDS = "input:not([type=radio]), select, textarea, summary, a"

// Confirm is off until a stage is chosen, and the line above it says so.
export function offOrOn(card) {
  const confirm = card?.querySelector("[data-confirm]")
  const stages = card?.querySelectorAll(".money-stages input") ?? []
  if (!confirm || !card.querySelector("[data-why]") || confirm.disabled) return
  const chosen = [...stages].some((each) => each.checked)
  confirm.setAttribute("aria-disabled", String(!chosen))
  confirm.classList.toggle("next-step", chosen)
  const why = card.querySelector("[data-why]")
  why.hidden = chosen
  if (chosen) why.classList.remove("asked")
}

export function cardKeys(list, act) {
  list.addEventListener("keydown", (event) => {
    const card = event.target.closest("[data-card]")
    if (!card || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return
    if (event.key === "Enter" && event.target.matches("input, select")) {
      event.preventDefault() // never the button of the whole form
      return press(event.target.dataset.find === undefined ? confirmOf(card) : null, card, act)
    }
    if (event.target !== card && (event.target.matches(WORDS) || !event.target.matches("input"))) return
    const stage = "1234".indexOf(event.key)
    if (stage >= 0 && !card.classList.contains("confirmed")) {
      event.preventDefault()
      const radio = card.querySelectorAll(".money-stages input")[stage]
      if (radio) { radio.checked = true; offOrOn(card) }
    } else if (event.key === "Enter") {
      event.preventDefault()
      press(confirmOf(card), card, act)
    } else if (event.key === "n" && card.querySelector("[data-aside]")) {
      event.preventDefault()
      act(card.querySelector("[data-aside]"))
    } else if (event.target === card && ["ArrowDown", "ArrowUp", "ArrowRight", "ArrowLeft"].includes(event.key)) {
      event.preventDefault()
      const cards = [...list.querySelectorAll("[data-card]")]
      const step = event.key === "ArrowDown" || event.key === "ArrowRight" ? 1 : -1
      cards[cards.indexOf(card) + step]?.focus()
    }
  })
}

// Enter: confirm, or in an opened “Change” save the change.
function confirmOf(card) {
  return card.querySelector("[data-confirm]") || card.querySelector("details[open] button[value^='money:change']")
}

function press(button, card, act) {
  if (!button || button.disabled) return
  if (button.getAttribute("aria-disabled") === "true") return card.querySelector("[data-why]").classList.add("asked")
  act(button)
}
