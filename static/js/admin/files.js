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
    if (!answer.headers.get("Content-Type")?.startsWith("application/x-ndjson")) return location.reload() // signed out
    await follow(answer.body.pipeThrough(new TextDecoderStream()), bar)
  } catch {
    line.textContent = form.dataset.failed
    button.disabled = false
  }
})

// What is wrong with the file, said above the form, which keeps what was chosen.
function refuse(refusal) {
  const note = form.querySelector(".errornote") ?? document.createElement("div")
  note.className = "errornote"
  note.tabIndex = -1
  note.textContent = refusal
  form.querySelector("fieldset").before(note)
  form.querySelector("[data-progress-line]").replaceChildren()
  form.querySelector(".next-step").disabled = false
  if (!document.title.startsWith(form.dataset.error)) document.title = `${form.dataset.error} ${document.title}`
  note.focus()
}

async function follow(stream, bar) {
  let rest = ""
  for await (const part of stream) {
    const lines = (rest + part).split("\n")
    rest = lines.pop()
    for (const told of lines.map((each) => JSON.parse(each))) {
      if (told.to) return location.assign(told.to)
      if (told.refusal) return refuse(told.refusal)
      bar.max = told.total
      bar.value = told.through
    }
  }
  throw new Error("the answer has no end")
}
