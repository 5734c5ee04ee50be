// A file on its way in: the form is sent by the script, which shows how many rows are through, and follows to the page.
const form = document.querySelector("form[data-progress]")

form?.addEventListener("submit", async (event) => {
  event.preventDefault()
  const button = form.querySelector(".next-step")
  const line = form.querySelector("[data-progress-line]")
  const bar = document.createElement("progress")
  bar.setAttribute("aria-label", document.title)
  button.disabled = true
  line.replaceChildren(bar)
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/x-ndjson" } })
    if (!answer.headers.get("Content-Type")?.startsWith("application/x-ndjson")) return show(await answer.text())
    await follow(answer.body.pipeThrough(new TextDecoderStream()), bar)
  } catch {
    line.textContent = form.dataset.failed
    button.disabled = false
  }
})

// The page that says what is wrong with the file, in place of this one; its own scripts are the same.
function show(html) {
  const told = new DOMParser().parseFromString(html, "text/html")
  const note = told.querySelector(".errornote")
  if (!note) return location.reload()
  form.querySelector(".errornote")?.remove()
  form.prepend(note)
  form.querySelector("[data-progress-line]").replaceChildren()
  form.querySelector(".next-step").disabled = false
  document.title = told.title
  note.focus()
}

async function follow(stream, bar) {
  let rest = ""
  for await (const part of stream) {
    const lines = (rest + part).split("\n")
    rest = lines.pop()
    for (const told of lines.map((each) => JSON.parse(each))) {
      if (told.to) return location.assign(told.to)
      bar.max = told.total
      bar.value = told.through
    }
  }
  throw new Error("the answer has no end")
}
