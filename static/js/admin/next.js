// “Send for review” in the bar means the language that is open; where that has nothing to send, it is not there.
export function nextStep(root) {
  const button = root.querySelector("[data-send]")
  if (!button) return
  const follow = () => {
    const open = root.querySelector("[data-panel]:not([hidden])")
    button.hidden = !open?.hasAttribute("data-may-send")
    if (!button.hidden) button.value = `submit:${open.dataset.panel}`
  }
  root.addEventListener("tab-shown", follow)
  follow()
}
