// A button that copies an address; without this it is selected and copied by hand.
const field = document.querySelector("[data-copy]")
const button = document.querySelector("[data-copy-button]")

if (field && button && navigator.clipboard) {
  button.hidden = false
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value)
    const said = document.querySelector("[data-copied]")
    said.textContent = said.dataset.copied
  })
}
field?.addEventListener("focus", () => field.select())
