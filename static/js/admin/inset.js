// The inset box of the rich text editor: blocks in an <aside>.
import { Node, mergeAttributes } from "django-prose-editor/editor"

export const Inset = Node.create({
  name: "inset",
  group: "block",
  content: "block+",
  defining: true,
  parseHTML: () => [{ tag: "aside" }],
  renderHTML: ({ HTMLAttributes }) => ["aside", mergeAttributes(HTMLAttributes), 0],
  addCommands() {
    return { toggleInset: () => ({ commands }) => commands.toggleWrap(this.name) }
  },
  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: this.name,
      groups: "nodes",
      button: buttons.material("crop_16_9", document.querySelector("[data-inset]")?.dataset.inset || "Inset box"),
      command: (editor) => editor.chain().focus().toggleInset().run(),
      active: (editor) => editor.isActive(this.name),
    })
  },
})
