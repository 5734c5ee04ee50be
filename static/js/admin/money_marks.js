// A thin dotted line under the sums in the editor: the browser draws it, the document stays as it is.
const BLOCKS = "p, h2, h3, li, td, th, blockquote, figcaption, caption"
const INSIDE = /[\p{L}\p{N}]/u

export function underline(marks) {
  if (!CSS.highlights) return
  const waits = new Highlight()
  const done = new Highlight()
  Object.entries(marks).forEach(([code, sums]) => {
    document.querySelectorAll(`[data-panel="${code}"] .ProseMirror`).forEach((editor) => {
      editor.querySelectorAll(BLOCKS).forEach((block) => {
        if (block.querySelector(BLOCKS)) return // its own blocks are read by themselves
        const pieces = piecesOf(block)
        const text = pieces.map((each) => each.data).join("")
        sums.forEach((sum) => rangesOf(sum.words, text, pieces).forEach((range) => (sum.waits ? waits : done).add(range)))
      })
    })
  })
  CSS.highlights.set("money-waits", waits)
  CSS.highlights.set("money-done", done)
}

function piecesOf(block) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
  const pieces = []
  while (walker.nextNode()) pieces.push(walker.currentNode)
  return pieces
}

function rangesOf(words, text, pieces) {
  const found = []
  for (let start = text.indexOf(words); start >= 0; start = text.indexOf(words, start + 1)) {
    const end = start + words.length
    if (INSIDE.test(text[start - 1] || "") || INSIDE.test(text[end] || "")) continue
    const range = new Range()
    range.setStart(...at(start, pieces, false))
    range.setEnd(...at(end, pieces, true))
    found.push(range)
  }
  return found
}

function at(offset, pieces, isEnd) {
  let left = offset
  for (const piece of pieces) {
    if (left < piece.length || (isEnd && left === piece.length)) return [piece, left]
    left -= piece.length
  }
  return [pieces.at(-1), pieces.at(-1).length]
}
