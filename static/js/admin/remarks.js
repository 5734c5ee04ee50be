// Remarks are sent without leaving the form, so that what is typed in it stays; without this the page loads anew.
const form = document.getElementById("remark-form")

form?.addEventListener("submit", async (event) => {
  event.preventDefault()
  const data = new FormData(form, event.submitter)
  const answer = await fetch(form.action, { method: "POST", body: data, headers: { "X-Part": "remarks" } }).catch(() => null)
  if (!answer?.ok || answer.redirected) { // no connection, or signed out: nobody's words are lost for it
    const failed = document.querySelector(".remark-failed")
    failed.textContent = failed.dataset.failed
    return
  }
  const parsed = new DOMParser().parseFromString(await answer.text(), "text/html")
  const place = document.getElementById("remark-place")?.value
  document.getElementById("remarks").replaceWith(document.importNode(parsed.getElementById("remarks"), true))
  const field = document.getElementById("remark-text")
  const choice = document.getElementById("remark-place")
  if (choice && place) choice.value = place
  field?.focus()
})
