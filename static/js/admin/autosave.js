// Saves what was typed after a rest, into drafts that exist; keeps it in the browser until the server has it; and says
// the truth about it at the left of the bar. Silent to screen readers, unless something fails or is mended.
import { FACTS, Facts } from "./facts.js"
import { Kept } from "./kept.js"
import { Line } from "./line.js"
import { Words } from "./words.js"

const REST = 1500
const LONGEST_REST = 10_000
const AGAIN = 4000
const SIGN_OF_LIFE = 30_000
const STOPS = new Set(["conflict", "refused", "other_user"])

export function autosave(form) {
  const bar = form.querySelector("[data-autosave]")
  if (!bar) return null
  const words = new Words(form, bar.dataset.words.split(" "))
  const line = new Line(form, bar)
  const kept = new Kept(bar.dataset.user, line.url)
  const page = crypto.getRandomValues(new Uint32Array(4)).join("-")
  form.elements._page.value = page
  const facts = new Facts(form, "unsaved" in bar.dataset)
  const out = bar.querySelector("[data-signed-out]")
  const state = bar.querySelector("[data-state]")
  let failed = null // the state that stopped us
  let running = null
  let timer = 0
  let again = 0
  let firstAt = 0
  let keptWell = true
  let savedAt = ""
  const atFirst = state.textContent

  const write = (text, fails = false) => {
    state.textContent = text
    state.classList.toggle("failed", fails)
  }
  const speak = (text) => { bar.querySelector("[data-speak]").textContent = text }
  const say = bar.dataset

  const isUnsaved = () => "unsaved" in bar.dataset || facts.isChanged() || words.unsaved().length > 0
  const pending = () => words.unsaved().filter((language) => words.isDraft(language) && !words.isCompared(language))

  function keep() {
    for (const language of words.languages()) {
      if (words.isCompared(language)) continue
      if (Object.keys(words.changed(language)).length) keptWell = kept.put(language, words.changed(language))
      else if (accepted.has(language)) kept.drop(language)
    }
  }
  const accepted = new Set()

  function keepFacts() {
    if (facts.isChanged()) keptWell = kept.put(FACTS, facts.changed())
    else kept.drop(FACTS)
  }

  function typed(event) {
    if (event.target.closest(".facts-part")) keepFacts()
    if (!words.unsaved().length) return tell()
    keep()
    if (!failed) write(keptWell ? (pending().length ? say.sayTyping : say.sayKept) : say.sayLong, !keptWell)
    firstAt ||= Date.now()
    clearTimeout(timer)
    timer = setTimeout(run, Math.max(0, Math.min(REST, firstAt + LONGEST_REST - Date.now())))
  }

  function run() {
    if (running) return running
    if (STOPS.has(failed) || !pending().length) return Promise.resolve()
    running = save().finally(() => {
      running = null
      if (!failed && pending().length) timer = setTimeout(run, REST)
    })
    return running
  }

  async function save() {
    firstAt = 0
    if (failed) { // the token may have changed: asking is safe, sending an old one is not
      const asked = await line.ask()
      if (asked.state !== "ok") return fail(asked)
    } else write(say.saySaving)
    const sent = Object.fromEntries(pending().map((language) => [language, words.changed(language)]))
    const answer = await line.send({ _page: page, _language: shown(), ...asFields(sent) })
    if (answer.state !== "ok") return fail(answer)
    for (const [language, text] of Object.entries(answer.texts ?? {})) {
      if (text.state === "saved") {
        words.accept(language, sent[language], text)
        accepted.add(language)
      } else if (text.state !== "waits") return fail(text)
    }
    showOthers(answer)
    keep()
    mended()
    tell(answer.at)
  }

  function asFields(sent) {
    const fields = {}
    for (const [language, changed] of Object.entries(sent)) {
      for (const name of ["seen", "version", "was"]) fields[`text-${language}-${name}`] = words.mark(language, name).value
      for (const [name, value] of Object.entries(changed)) fields[`text-${language}-${name}`] = value
    }
    return fields
  }

  function tell(at) {
    savedAt = at || savedAt
    if (failed) return
    if (words.unsaved().length) return write(pending().length ? say.sayTyping : say.sayKept)
    if (facts.isChanged()) return write(!keptWell ? say.sayLong : savedAt || "factsPublic" in say ? say.sayFacts : say.sayKept, !keptWell)
    write(savedAt ? `${say.saySaved} ${savedAt}` : atFirst)
  }

  function fail(answer) {
    keep()
    const first = failed !== answer.state
    failed = answer.state
    out.hidden = failed !== "signed_out"
    state.hidden = failed === "signed_out"
    const text = { offline: say.sayOffline, other_user: say.sayOther, conflict: `${answer.message} ${say.sayNothing}` }
    write(text[failed] ?? answer.message ?? "", failed !== "conflict")
    bar.classList.toggle("conflict", failed === "conflict")
    bar.querySelector("[data-compare]").hidden = failed !== "conflict"
    if (first) speak(failed === "signed_out" ? out.textContent : state.textContent)
    clearTimeout(again)
    if (!STOPS.has(failed)) again = setTimeout(tryAgain, AGAIN)
  }

  async function tryAgain() {
    if (!failed || STOPS.has(failed) || running) return
    if (pending().length) return run()
    const answer = await line.ask()
    if (answer.state !== "ok") return fail(answer)
    mended()
    tell(answer.at)
  }

  function mended() {
    if (!failed) return
    failed = null
    out.hidden = true
    state.hidden = false
    state.classList.remove("failed")
    speak(say.saySpoken)
  }

  const shown = () => form.querySelector("[data-panel]:not([hidden])")?.dataset.panel ?? ""

  function showOthers(answer) {
    const place = form.querySelector("[data-others]")
    if (!place || answer.others === undefined) return
    if (place.textContent !== answer.others) place.textContent = answer.others
    place.hidden = !answer.others
  }

  let told = document.documentElement.lang.slice(0, 2) // what the server noted when the form was opened
  const tellLanguage = () => { if (shown() && shown() !== told) signOfLife() }

  async function signOfLife() {
    if (running || failed || document.hidden) return
    told = shown()
    const answer = await line.send({ _language: shown() })
    if (answer.state === "ok") showOthers(answer)
    else if (answer.state === "signed_out" || answer.state === "other_user") fail(answer)
  }

  form.addEventListener("input", typed)
  form.addEventListener("change", typed)
  window.addEventListener("online", tryAgain)
  window.addEventListener("focus", tryAgain)
  document.addEventListener("visibilitychange", () => { if (document.hidden) run(); else tryAgain() })
  setInterval(signOfLife, SIGN_OF_LIFE)
  for (const act of ["click", "focusin", "change"]) form.addEventListener(act, tellLanguage)
  tellLanguage()
  if ("unsaved" in bar.dataset) keepAll()
  function keepAll() {
    words.languages().filter((language) => !words.isCompared(language)).forEach((language) => kept.put(language, words.of(language)))
  }

  return {
    words, facts, kept, line, isUnsaved, speak,
    spoken: () => say.saySpoken,
    stopped: () => failed,
    // Before the form is sent: nothing on its way, the session alive, the token fresh.
    async ready() {
      clearTimeout(timer)
      await running
      if (failed === "conflict" || failed === "refused") return true // sending is how this goes on
      if (!failed && navigator.onLine && Date.now() - line.spokeAt < SIGN_OF_LIFE / 2) return true
      const answer = await line.ask()
      if (answer.state !== "ok") fail(answer)
      else await running // what began when the line came back: two savings at once are one too many
      return answer.state === "ok"
    },
    isBusy: () => Boolean(running) || Boolean(failed) || !navigator.onLine || Date.now() - line.spokeAt > SIGN_OF_LIFE / 2,
  }
}
