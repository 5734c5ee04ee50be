// Text of an earlier visit that never reached the server is offered: show the difference, take it, throw it away.
import { FACTS } from "./facts.js"

export async function offerFound(form, saving) {
  const { facts, kept, line, words } = saving
  const isThere = (entry) => entry.language === FACTS && facts.isOpen() && facts.isChanged() && facts.holds(entry.words)
  const entries = kept.all().filter((entry) => entry.words && !words.isCompared(entry.language) && !isThere(entry))
  const place = form.querySelector("[data-found]")
  if (!entries.length || !place) return
  const fields = { _act: "compare" }
  for (const { language, words: found } of entries) {
    const isFacts = language === FACTS
    if (isFacts) fields.version = ""
    for (const [name, value] of Object.entries(found)) fields[isFacts ? name : `text-${language}-${name}`] = isFacts && !value.length ? "" : value
  }
  const answer = await line.send(fields)
  if (answer.state !== "ok") return
  for (const entry of entries) {
    const difference = answer.found?.[entry.language]
    if (difference) place.append(notice(form, saving, entry, difference))
    else kept.drop(entry.language)
  }
  if (place.firstElementChild) saving.speak(place.querySelector("[data-found-head]").textContent)
}

function notice(form, saving, entry, difference) {
  const { facts, words, kept } = saving
  const made = form.querySelector("[data-found-template]").content.cloneNode(true).firstElementChild
  const find = (name) => made.querySelector(`[data-found-${name}]`)
  const head = find("head")
  const ofFacts = entry.language === FACTS
  const panel = ofFacts ? document.getElementById("facts") : form.querySelector(`[data-panel="${entry.language}"] .panel-head [lang]`)
  const brussels = (options) => new Intl.DateTimeFormat(document.documentElement.lang, { timeZone: "Europe/Brussels", hourCycle: "h23", ...options })
  const day = brussels({ dateStyle: "medium" })
  const hour = brussels({ hour: "2-digit", minute: "2-digit" }).format(entry.at)
  const time = day.format(entry.at) === day.format(Date.now()) ? hour : `${day.format(entry.at)}, ${hour}`
  head.textContent = head.textContent.replace("{time}", time).replace("{language}", panel?.textContent ?? entry.language)
  head.id += `-${entry.language}`
  made.setAttribute("aria-labelledby", head.id)
  find("difference").innerHTML = difference // made by our own server, from cleaned text
  find("show").addEventListener("click", () => {
    find("difference").hidden = !find("difference").hidden
    find("show").setAttribute("aria-expanded", String(!find("difference").hidden))
  })
  const close = (next) => { made.remove(); next?.focus() }
  find("drop").addEventListener("click", () => { kept.drop(entry.language); close(form.querySelector("[role=tab][aria-selected=true]")) })
  const open = ofFacts ? facts.isOpen() : words.fields.has(entry.language)
  find("take").hidden = !open
  find(ofFacts ? "facts-closed" : "closed").hidden = open
  find("take").addEventListener("click", () => {
    if (ofFacts) {
      facts.part.dispatchEvent(new CustomEvent("fps:reveal"))
      facts.put(entry.words)
      return close(facts.controls()[0])
    }
    form.querySelector(`#tab-${entry.language}`)?.click()
    form.querySelector(`[data-panel="${entry.language}"]`)?.dispatchEvent(new CustomEvent("fps:reveal"))
    words.set(entry.language, entry.words)
    close(words.fields.get(entry.language).get("title"))
  })
  return made
}
