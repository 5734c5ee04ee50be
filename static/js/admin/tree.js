// The tree of topics by mouse: a topic that is dropped somewhere opens the page that shows what this move changes.
const tree = document.querySelector("[data-tree]")
let taken = null

const zones = ["before", "inside", "after"]
const clear = () => tree.querySelectorAll(".before, .inside, .after").forEach((line) => line.classList.remove(...zones))
const zone = (line, event) => {
  const box = line.getBoundingClientRect()
  const part = (event.clientY - box.top) / box.height
  return part < 0.3 ? "before" : part > 0.7 ? "after" : "inside"
}

// `below` and `place` as the page asks for them: the place counts the neighbours without the topic that is moved.
function target(line, where) {
  const item = line.parentElement
  if (where === "inside") {
    const inside = [...item.querySelectorAll(":scope > ol > li")].filter((each) => each !== taken)
    return { below: item.dataset.topic, place: inside.length }
  }
  const beside = [...item.parentElement.children].filter((each) => each !== taken)
  return { below: item.dataset.below, place: beside.indexOf(item) + (where === "after" ? 1 : 0) }
}

function begin(line) {
  const handle = document.createElement("span")
  handle.className = "topic-handle"
  handle.draggable = true
  handle.setAttribute("aria-hidden", "true") // the buttons do the same
  handle.addEventListener("dragstart", (event) => {
    taken = line.parentElement
    event.dataTransfer.setData("text/plain", line.innerText)
    event.dataTransfer.effectAllowed = "move"
    event.dataTransfer.setDragImage(line, 0, 0)
  })
  handle.addEventListener("dragend", () => { taken = null; clear() })
  line.prepend(handle)
}

if (tree) {
  tree.querySelectorAll("[data-move]").forEach(begin)
  const over = (event) => {
    const line = event.target.closest?.(".topic-line")
    return taken && line && !taken.contains(line) ? line : null
  }
  tree.addEventListener("dragover", (event) => {
    clear()
    const line = over(event)
    if (!line) return
    event.preventDefault()
    line.classList.add(zone(line, event))
  })
  tree.addEventListener("drop", (event) => {
    const line = over(event)
    if (!line) return
    event.preventDefault()
    const { below, place } = target(line, zone(line, event))
    const url = taken.querySelector("[data-move]").dataset.move
    location.assign(`${url}?${new URLSearchParams({ below, place })}`)
  })
}
