// The picture of a text: a search in the library, an upload that is kept at once, and what the picture still lacks.
export function picture(box) {
  const part = (name) => box.querySelector(`[data-${name}]`)
  const [now, none, acts, said, plain] = ["picture-now", "picture-none", "picture-acts", "said", "picture-plain"].map(part)
  const chosen = plain.querySelector("input[type=text]")
  const file = plain.querySelector("input[type=file]")
  const dialog = box.querySelector("dialog")
  const search = part("search")
  const found = part("found")
  const token = box.closest("form").elements.csrfmiddlewaretoken.value
  const openLibrary = part("open-library")
  plain.hidden = true
  acts.hidden = false
  file.removeAttribute("name") // sent at once, not once more with the form
  const label = box.closest(".field").querySelector("label")
  box.id = chosen.id
  chosen.removeAttribute("id")
  label.removeAttribute("for")
  label.id = `${box.id}-label`
  box.setAttribute("role", "group")
  box.setAttribute("aria-labelledby", label.id)

  const say = (words, failed = false) => {
    said.textContent = words
    said.classList.toggle("failed", failed)
  }
  const changed = () => box.dispatchEvent(new Event("input", { bubbles: true }))
  const show = (html) => {
    now.innerHTML = html
    const details = now.querySelector("[data-image]")
    chosen.value = details?.dataset.image ?? ""
    arrange()
    changed()
    return details
  }
  const arrange = () => {
    const some = Boolean(now.querySelector("[data-image]"))
    none.hidden = some
    part("take-away").hidden = !some
  }
  const choose = async (key) => {
    const answer = await fetch(box.dataset.details.replace("/0/", `/${key}/`))
    if (answer.ok) show(await answer.text())
    dialog.close()
    openLibrary.focus()
  }
  const send = async (upload) => {
    say(box.dataset.wait)
    const data = new FormData()
    data.append("csrfmiddlewaretoken", token)
    data.append("file", upload)
    try {
      const answer = await fetch(box.dataset.upload, { method: "POST", body: data })
      const text = await answer.text()
      if (answer.headers.get("Content-Type").startsWith("text/plain")) return say(text, true)
      if (!answer.ok || answer.redirected) throw new Error(answer.status)
      show(text)?.querySelector("[data-alt]")?.focus()
      say(box.dataset.kept)
    } catch {
      say(box.dataset.failed, true)
    } finally {
      file.value = ""
    }
  }
  // -- the library
  let asked = 0
  const look = async () => {
    const mine = ++asked
    const answer = await fetch(`${box.dataset.choose}?q=${encodeURIComponent(search.value)}`)
    if (answer.ok && mine === asked) found.innerHTML = await answer.text()
  }
  openLibrary.addEventListener("click", () => { dialog.showModal(); search.focus(); look() })
  let rest
  search.addEventListener("input", (event) => { event.stopPropagation(); clearTimeout(rest); rest = setTimeout(look, 200) })
  search.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); look() } })
  part("close").addEventListener("click", () => dialog.close())
  found.addEventListener("click", (event) => {
    const key = event.target.closest("[data-pick]")?.dataset.pick
    if (key) choose(key)
  })
  // -- a new one
  part("open-file").addEventListener("click", () => file.click())
  file.addEventListener("change", (event) => { event.stopPropagation(); if (file.files[0]) send(file.files[0]) })
  file.addEventListener("input", (event) => event.stopPropagation())
  const field = box.closest(".field")
  const carries = (event) => event.dataTransfer?.types.includes("Files")
  field.addEventListener("dragover", (event) => {
    if (!carries(event)) return
    event.preventDefault()
    field.classList.add("drop-here")
  })
  field.addEventListener("dragleave", (event) => { if (!field.contains(event.relatedTarget)) field.classList.remove("drop-here") })
  field.addEventListener("drop", (event) => {
    if (!carries(event)) return
    event.preventDefault()
    field.classList.remove("drop-here")
    send(event.dataTransfer.files[0])
  })
  part("take-away").addEventListener("click", () => { show(""); say(""); openLibrary.focus() })
  // -- decorative: nothing to describe
  const kept = new WeakMap()
  now.addEventListener("change", (event) => {
    if (!event.target.matches("[data-decorative]")) return
    now.querySelectorAll("[data-alt]").forEach((input) => {
      if (event.target.checked) { kept.set(input, input.value); input.value = "" } else input.value = kept.get(input) ?? ""
      input.disabled = event.target.checked
    })
  })
  box.addEventListener("fps:put", ({ detail: [key] }) => { if (key) choose(key); else show("") })
  arrange()
}
