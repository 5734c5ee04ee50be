// Ctrl+] and Ctrl+[ indent a list item and take it back: Tab leaves the editor.
import { Extension } from "django-prose-editor/editor"

export const Indent = Extension.create({
  name: "indent",
  addKeyboardShortcuts() {
    return {
      "Mod-]": () => this.editor.commands.sinkListItem("listItem"),
      "Mod-[": () => this.editor.commands.liftListItem("listItem"),
    }
  },
})
