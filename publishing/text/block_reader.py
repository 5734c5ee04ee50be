"""From the elements of a text to its blocks of words. Pure."""

from collections.abc import Iterator

from lxml import etree

from .blocks import Block, Marks, Token, tokens_of

HEADINGS = {"h2", "h3"}
CONTAINERS = {"ul": "ul", "ol": "ol", "blockquote": "quote", "aside": "inset", "table": "table", "figure": "figure"}
INLINE = {"strong", "em", "a"}


class BlockReader:
    """Reads the elements in the order of the text; `blocks` are those with words or pictures."""

    def __init__(self, root: etree._Element):
        self.blocks: list[Block] = []
        self.inside: list[str] = []
        self.marks: list[Marks] = []
        self.kind: str | None = None  # of the block that is open; None between two
        self.place: tuple[str, ...] = ()  # what it stands in
        self.tokens: list[Token] = []
        self.in_row = False
        self.items: list[bool] = []  # for each open list item: has its first paragraph begun?
        self.blank = ""
        self._text(root.text)
        self._walk(root)
        self._end_block()

    def _walk(self, parent: etree._Element) -> None:
        for element in parent:
            tag = element.tag
            self._start(tag, element)
            self._text(element.text)
            self._walk(element)
            self._end(tag)
            self._text(element.tail)

    # -- blocks --------------------------------------------------------------------------------------------------------
    def _begin_block(self, kind: str) -> None:
        self._end_block()
        self.kind, self.place = kind, tuple(self.inside)

    def _end_block(self) -> None:
        if self.kind and any(token.kind in ("word", "picture") for token in self.tokens):
            self.blocks.append(Block(self.kind, self.place, tuple(self.tokens)))
        self.kind, self.tokens, self.blank = None, [], ""

    def _open(self) -> list[Token]:
        """The block to which words go; they may stand in a cell, an item or a box without a paragraph of their own."""
        if self.kind is None:
            self._begin_block(self._paragraph())
        return self.tokens

    def _paragraph(self) -> str:
        if self.inside and self.inside[-1] in ("ul", "ol") and self.items:
            first, self.items[-1] = not self.items[-1], True
            return "item" if first else "more"
        return "figure" if self.inside and self.inside[-1] == "figure" else "paragraph"

    def _sign(self, kind: str) -> None:
        self._open().append(Token(kind, ""))
        self.blank = ""

    # -- elements ------------------------------------------------------------------------------------------------------
    def _start(self, tag: str, element: etree._Element) -> None:
        if tag in INLINE:
            self.marks.append(tuple(_marks(tag, element)))
        elif tag == "br":
            self._sign("break")
        elif tag == "img":
            alt = (("alt", element.get("alt", "")),)
            self._open().append(Token("picture", element.get("src", ""), self.blank, alt))
            self.blank = ""
        elif self.in_row:
            if tag in ("td", "th"):
                self._sign("cell")
            elif self.tokens and self.tokens[-1].kind != "cell":
                self._sign("break")  # a second paragraph of a cell
        elif tag == "tr":
            self._begin_block("row")
            self.in_row = True
        elif tag in CONTAINERS:
            self._end_block()
            self.inside.append(CONTAINERS[tag])
        elif tag == "li":
            self._end_block()
            self.items.append(False)
        elif tag in HEADINGS:
            self._begin_block("question" if "question" in element.get("class", "").split() else tag)
        elif tag == "caption":
            self._begin_block("caption")
        elif tag == "p":
            self._begin_block(self._paragraph())
        elif tag == "figcaption" and self.kind:
            self._sign("break")

    def _end(self, tag: str) -> None:
        if tag in INLINE:
            self.marks.pop()
        elif tag == "tr":
            self._end_block()
            self.in_row = False
        elif self.in_row:
            return
        elif tag in CONTAINERS:
            self._end_block()
            if CONTAINERS[tag] in self.inside:  # not that of a table in a cell
                self.inside.pop()
        elif tag == "li":
            self._end_block()
            self.items = self.items[:-1]
        elif tag in HEADINGS or tag in ("p", "caption"):
            self._end_block()

    def _text(self, text: str | None) -> None:
        if not text or (self.kind is None and not text.strip()):
            return
        marks = tuple(sorted({mark for marks in self.marks for mark in marks})) if self.marks else ()
        new_tokens, self.blank = tokens_of(text, marks, self.blank)
        if new_tokens:
            blank = self.blank
            tokens = self._open()
            if tokens and _is_one_word(tokens[-1], new_tokens[0]):  # bold may begin in the middle of a word
                first, second = tokens.pop(), new_tokens.pop(0)
                new_tokens.insert(0, first._replace(text=first.text + second.text, marks=first.marks or second.marks))
            tokens.extend(new_tokens)
            self.blank = blank


def _is_one_word(first: Token, second: Token) -> bool:
    both_are_words = first.kind == second.kind == "word"
    return both_are_words and not second.before and first.text[-1].isalnum() and second.text[0].isalnum()


def _marks(tag: str, element: etree._Element) -> Iterator[tuple[str, str]]:
    yield (tag, element.get("href", "")) if tag == "a" else (tag, "")
    if lang := element.get("lang"):
        yield "lang", lang
