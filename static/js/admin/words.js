// The words of the form by language, and which of them the server does not have yet.
export class Words {
  constructor(form, names) {
    this.form = form
    this.fields = new Map()
    for (const panel of form.querySelectorAll("[data-panel]")) {
      const language = panel.dataset.panel
      const found = names.map((name) => [name, form.elements[`text-${language}-${name}`]]).filter(([, field]) => field)
      if (found.length) this.fields.set(language, new Map(found))
    }
    this.known = new Map([...this.fields].map(([language]) => [language, this.of(language)]))
  }

  languages() { return [...this.fields.keys()] }
  of(language) { return Object.fromEntries([...this.fields.get(language)].map(([name, field]) => [name, field.value])) }
  mark(language, name) { return this.form.elements[`text-${language}-${name}`] }
  isDraft(language) { return Boolean(this.mark(language, "seen")?.value) }
  isCompared(language) { return Boolean(this.form.querySelector(`[data-conflict="${language}"]`)) }

  changed(language) {
    const known = this.known.get(language)
    return Object.fromEntries(Object.entries(this.of(language)).filter(([name, value]) => value !== known[name]))
  }

  unsaved() { return this.languages().filter((language) => Object.keys(this.changed(language)).length) }

  // The server has these words now; the next save goes on from its marks.
  accept(language, sent, answer) {
    Object.assign(this.known.get(language), sent)
    for (const name of ["seen", "version", "was"]) this.mark(language, name).value = answer[name]
  }

  set(language, words) {
    for (const [name, value] of Object.entries(words)) {
      const field = this.fields.get(language)?.get(name)
      if (field) fill(field, value)
    }
  }
}

// A field or, where the rich text editor stands in its place, the editor.
export function fill(field, value) {
  const editor = field.closest(".prose-editor")?.querySelector(".tiptap")?.editor
  if (editor) editor.commands.setContent(value, { emitUpdate: true })
  field.value = value
  field.dispatchEvent(new Event("input", { bubbles: true }))
}
