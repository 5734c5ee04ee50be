// The editor names its buttons and questions in English: each name is replaced by ours, whenever one appears.
const PLACES = ".prose-menubar, .prose-editor-dialog"
const NAMED = ["title", "aria-label"]

export function editorWords(root) {
  const words = new Map(Object.entries(JSON.parse(root.getElementById("editor-words").textContent)).filter(([theirs, ours]) => theirs !== ours))
  const name = (place) => {
    for (const element of [place, ...place.querySelectorAll("[title], [aria-label]")]) {
      for (const attribute of NAMED) {
        const ours = words.get(element.getAttribute(attribute))
        if (ours) element.setAttribute(attribute, ours)
      }
    }
    const texts = root.createTreeWalker(place, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
      const text = texts.currentNode
      if (!text.parentElement.matches(".material-icons, textarea") && words.has(text.data)) text.data = words.get(text.data)
    }
  }
  const changed = (records) => {
    const places = new Set()
    for (const { target, addedNodes } of records) {
      const around = target.closest(PLACES)
      if (around) places.add(around)
      else addedNodes.forEach((node) => { if (node.matches?.(PLACES)) places.add(node); else node.querySelectorAll?.(PLACES).forEach((each) => places.add(each)) })
    }
    places.forEach(name)
  }
  new MutationObserver(changed).observe(root.body, { childList: true, subtree: true, attributeFilter: NAMED })
  root.querySelectorAll(PLACES).forEach(name)
}
