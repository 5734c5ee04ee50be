// Text that is not on the server yet, kept in this browser: under the number of the person, so that nobody else who
// uses this computer is shown it, under the address of the form, and under the language.
const HEAD = "fps-kept"
const LONGEST = 400_000 // characters of one language
const DAYS = 30

export class Kept {
  constructor(user, place) {
    this.head = `${HEAD}:${user}:${place}:`
    this.forgetOld()
  }

  // Says whether it could.
  put(language, words) {
    const text = JSON.stringify({ at: Date.now(), words })
    if (text.length > LONGEST) return false
    try {
      localStorage.setItem(this.head + language, text)
      return true
    } catch {
      return false // full, or switched off
    }
  }

  drop(language) {
    try { localStorage.removeItem(this.head + language) } catch { /* switched off: nothing is there */ }
  }

  all() {
    return keys().filter((key) => key.startsWith(this.head)).map((key) => ({ language: key.slice(this.head.length), ...read(key) }))
  }

  forgetOld() {
    const oldest = Date.now() - DAYS * 86_400_000
    keys().filter((key) => key.startsWith(`${HEAD}:`) && !(read(key).at > oldest)).forEach((key) => localStorage.removeItem(key))
  }
}

function keys() {
  try { return Object.keys(localStorage) } catch { return [] }
}

function read(key) {
  try { return JSON.parse(localStorage.getItem(key)) ?? {} } catch { return {} }
}
