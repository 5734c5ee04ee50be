// What word processors put into the clipboard, made plain before the editor reads it: styles say bold and italic,
// nothing else. The text is searched as a string first, because reading a style attribute breaks the page's policy.
import { Extension } from "django-prose-editor/editor"

const STYLE = /\sstyle\s*=\s*("[^"]*"|'[^']*'|[^\s>]*)/gi
const BOLD = /font-weight\s*:\s*(bold|[6-9]00)/i
const PLAIN = /font-weight\s*:\s*(normal|400)/i
const ITALIC = /font-style\s*:\s*italic/i

export function plainPaste(html) {
  const safe = html.replace(/<!--[\s\S]*?-->/g, "").replace(STYLE, " data-style=$1")
  const page = new DOMParser().parseFromString(safe, "text/html")
  page.querySelectorAll("style, script, meta, link, title").forEach((each) => each.remove())
  page.querySelectorAll("[data-style]").forEach((each) => {
    const style = each.dataset.style
    if (each.matches("b, strong") && PLAIN.test(style)) return each.replaceWith(...each.childNodes)
    if (each.matches("span, font")) {
      if (BOLD.test(style)) wrap(each, "strong")
      if (ITALIC.test(style)) wrap(each, "em")
    }
    each.removeAttribute("data-style")
  })
  return page.body.innerHTML
}

function wrap(element, name) {
  const wrapper = element.ownerDocument.createElement(name)
  wrapper.append(...element.childNodes)
  element.append(wrapper)
}

export const PlainPaste = Extension.create({ name: "plainPaste", transformPastedHTML: plainPaste })
