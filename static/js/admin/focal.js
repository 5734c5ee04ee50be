// The focal point of a picture: a click or the arrow keys set the two numbers, which work without this as well.
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

export function focal(box) {
  const picture = box.querySelector("[data-focal-picture]")
  const point = box.querySelector("[data-focal-point]")
  const said = box.querySelector("[data-focal-said]")
  const [x, y] = ["id_focal_x", "id_focal_y"].map((id) => document.getElementById(id))
  if (!x || !y) return
  const share = (input) => Math.min(Math.max(Number(input.value) || 0, 0), 1)
  const show = () => {
    point.style.left = `${share(x) * 100}%`
    point.style.top = `${share(y) * 100}%`
  }
  const tell = () => {
    const numbers = { "{x}": share(x), "{y}": share(y) }
    said.textContent = box.dataset.said.replace(/\{[xy]\}/g, (name) => String(Math.round(numbers[name] * 100)))
  }
  const put = (left, top) => {
    const cut = (value) => (Math.round(Math.min(Math.max(value, 0), 1) * 100) / 100).toFixed(2)
    x.value = cut(left)
    y.value = cut(top)
    show()
    tell()
  }
  picture.addEventListener("click", (event) => {
    if (event.target === point) return
    const area = picture.getBoundingClientRect()
    put((event.clientX - area.left) / area.width, (event.clientY - area.top) / area.height)
    point.focus()
  })
  point.addEventListener("keydown", (event) => {
    const step = STEPS[event.key]
    if (!step) return
    event.preventDefault()
    put(share(x) + step[0] / 100, share(y) + step[1] / 100)
  })
  for (const input of [x, y]) input.addEventListener("input", () => { show(); tell() })
  point.hidden = false
  box.querySelector("[data-focal-help]").hidden = false
  show()
}

document.querySelectorAll("[data-focal]").forEach(focal)
