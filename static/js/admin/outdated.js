// A bar in the margin of the source, beside the paragraphs that changed since they were translated.
const BLOCKS = ".reading-title, .reading-teaser, p, h2, h3, li, tr, caption"
const squeezed = (text) => text.replace(/\s+/g, "")

export function outdated(root) {
  root.querySelectorAll("[data-changed-in]").forEach((mark) => {
    const source = root.querySelector(`[data-reading="${mark.dataset.changedIn}"]`)
    const words = squeezed(mark.dataset.changedWords)
    if (!source || !words) return
    const block = [...source.querySelectorAll(BLOCKS)].find((each) => squeezed(each.textContent) === words)
    block?.classList.add("was-changed")
  })
}
