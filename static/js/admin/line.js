// The line to the server: every question has one of few answers, and no answer is one of them.
const PATIENCE = 20_000

export class Line {
  constructor(form, bar) {
    this.form = form
    this.url = bar.dataset.autosave
    this.user = bar.dataset.user
    this.spokeAt = Date.now() // the page itself was an answer
  }

  // Still signed in, as the same person? Brings a fresh token: it changes at each sign-in.
  async ask() {
    const answer = await this.fetch({})
    if (answer.state === "ok" && answer.user !== this.user) return { state: "other_user" }
    if (answer.state === "ok") this.takeToken(answer.token)
    return answer
  }

  async send(fields) {
    const answer = await this.post(fields)
    if (answer.state !== "token") return answer
    const asked = await this.ask()
    return asked.state === "ok" ? this.post(fields) : asked
  }

  post(fields) {
    const body = new FormData()
    for (const [name, value] of Object.entries(fields)) [value].flat().forEach((each) => body.append(name, each))
    body.append("_user", this.user)
    body.append("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value)
    return this.fetch({ method: "POST", body })
  }

  takeToken(token) {
    document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((field) => { field.value = token })
  }

  async fetch(options) {
    if (!navigator.onLine) return { state: "offline" }
    try {
      const response = await fetch(this.url, { ...options, redirect: "error", signal: AbortSignal.timeout(PATIENCE) })
      const answer = await response.json()
      this.spokeAt = Date.now()
      return answer
    } catch {
      return { state: "offline" }
    }
  }
}
