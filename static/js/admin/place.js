// A save gives the page back where it was: the scroll position is kept, and the bar says what the message says.
const KEY = "fps-place"

export function place(form) {
  form.addEventListener("submit", () => {
    sessionStorage.setItem(KEY, JSON.stringify({ path: location.pathname, top: window.scrollY, at: Date.now() }))
  })
  const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null")
  sessionStorage.removeItem(KEY)
  const said = document.querySelector(".messagelist .success")
  if (!kept || !said || kept.path !== location.pathname || location.hash || Date.now() - kept.at > 60_000) return
  if (document.querySelector(".messagelist .error, .errorlist")) return
  // The page grows while the editors are put in place: go there as soon as it is long enough.
  const grown = new ResizeObserver(() => {
    window.scrollTo({ top: kept.top, behavior: "instant" })
    if (Math.abs(window.scrollY - kept.top) < 2) grown.disconnect()
  })
  grown.observe(document.body)
  const leave = () => grown.disconnect()
  for (const act of ["wheel", "keydown", "pointerdown", "touchstart"]) window.addEventListener(act, leave, { once: true })
  setTimeout(leave, 3000)
  const state = form.querySelector("[data-state]")
  if (state) state.textContent = said.textContent.trim()
}
