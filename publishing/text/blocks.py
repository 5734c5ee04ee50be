"""Rich text as blocks of words: what comparing texts and following translations need. Pure; knows HTML, not Django.

It reads what `clean_html` lets through; anything else is text.
"""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import NamedTuple

HEADINGS = {"h2", "h3"}
CONTAINERS = {"ul": "ul", "ol": "ol", "blockquote": "quote", "aside": "inset", "table": "table", "figure": "figure"}
INLINE = {"strong", "em", "a"}
# A number with its separators, a French elision, a word, a sign: the smallest things that are marked as changed.
_TOKEN = re.compile(
    r"(?P<blank>\s+)"
    r"|\d+(?:[.,:/\u00a0\u202f’']\d+)*"
    r"|(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’](?=\w)"
    r"|[^\W\d_]\w*(?:['’\u2011-]\w+)*"
    r"|\w+|.",
    re.IGNORECASE | re.DOTALL,
)

type Marks = tuple[tuple[str, str], ...]


class Token(NamedTuple):
    """A word or sign, with the blank before it; or a line break, the start of a table cell, a picture."""

    kind: str  # word, break, cell, picture, block
    text: str
    before: str = ""
    marks: Marks = ()

    @property
    def key(self) -> tuple[str, str]:
        """What makes two of them the same: blanks and formatting do not count."""
        return self.kind, "" if self.kind in ("break", "cell", "block") else self.text


@dataclass(slots=True)
class Block:
    """A paragraph, heading, list item, table row, figure or caption, inside what it stands in (`quote`, `ul`, …)."""

    kind: str  # paragraph, h2, h3, question, item, more (a further paragraph of an item), row, figure, caption
    inside: tuple[str, ...] = ()
    tokens: list[Token] = field(default_factory=list)

    @property
    def shape(self) -> str:
        return self.kind if self.kind in ("row", "figure") else "text"

    @property
    def key(self) -> tuple:
        return self.shape, *(token.key for token in self.tokens)

    @property
    def words(self) -> list[str]:
        return [token.text for token in self.tokens if token.kind == "word" and token.text[0].isalnum()]

    @property
    def text(self) -> str:
        return text_of(self.tokens)


def text_of(tokens) -> str:
    """The words in one line, one blank where there was any."""
    parts = []
    for token in tokens:
        blank = " " if token.before or token.kind in ("break", "cell") else ""
        shown = dict(token.marks).get("alt", "") if token.kind == "picture" else token.text
        parts.append(blank + shown)
    return "".join(parts).strip()


def tokens_of(text: str, marks: Marks = (), before: str = "") -> tuple[list[Token], str]:
    """The words and signs of plain text, and the blank that is left at its end."""
    tokens = []
    for match in _TOKEN.finditer(text):
        if match["blank"]:
            before += match[0]
        else:
            tokens.append(Token("word", match[0], before, marks))
            before = ""
    return tokens, before


def blocks_of(html: str) -> list[Block]:
    """The blocks of rich text in the order in which they are read; those without words or pictures are left out."""
    reader = _Reader()
    reader.feed(html or "")
    reader.close()
    reader.end_block()
    return reader.blocks


def block_of_words(text: str) -> Block:
    """A plain field (a title, a teaser) as one block."""
    return Block("paragraph", tokens=tokens_of(text or "")[0])


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.inside: list[str] = []
        self.marks: list[tuple[str, Marks]] = []
        self.block: Block | None = None
        self.in_row = False
        self.items: list[bool] = []  # for each open list item: has its first paragraph begun?
        self.blank = ""

    # -- blocks --------------------------------------------------------------------------------------------------------
    def begin_block(self, kind: str) -> None:
        self.end_block()
        self.block = Block(kind, tuple(self.inside))

    def end_block(self) -> None:
        if self.block and any(token.kind in ("word", "picture") for token in self.block.tokens):
            self.blocks.append(self.block)
        self.block, self.blank = None, ""

    def _open(self) -> Block:
        """The block to which words go; they may stand in a cell, an item or a box without a paragraph of their own."""
        if self.block is None:
            self.begin_block(self._paragraph())
        return self.block

    def _paragraph(self) -> str:
        if self.inside and self.inside[-1] in ("ul", "ol") and self.items:
            first, self.items[-1] = not self.items[-1], True
            return "item" if first else "more"
        return "figure" if self.inside and self.inside[-1] == "figure" else "paragraph"

    def _sign(self, kind: str) -> None:
        self._open().tokens.append(Token(kind, ""))
        self.blank = ""

    # -- what the parser calls -----------------------------------------------------------------------------------------
    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        if tag in INLINE:
            self.marks.append((tag, tuple(_marks(tag, given))))
        elif tag == "br":
            self._sign("break")
        elif tag == "img":
            address = given.get("src", "")
            self._open().tokens.append(Token("picture", address, self.blank, (("alt", given.get("alt", "")),)))
            self.blank = ""
        elif self.in_row:
            if tag in ("td", "th"):
                self._sign("cell")
            elif self.block and self.block.tokens[-1:] and self.block.tokens[-1].kind != "cell":
                self._sign("break")  # a second paragraph of a cell
        elif tag == "tr":
            self.begin_block("row")
            self.in_row = True
        elif tag in CONTAINERS:
            self.end_block()
            self.inside.append(CONTAINERS[tag])
        elif tag == "li":
            self.end_block()
            self.items.append(False)
        elif tag in HEADINGS:
            self.begin_block("question" if "question" in given.get("class", "").split() else tag)
        elif tag == "caption":
            self.begin_block("caption")
        elif tag == "p":
            self.begin_block(self._paragraph())
        elif tag == "figcaption" and self.block:
            self._sign("break")

    def handle_endtag(self, tag):
        if tag in INLINE:
            if any(name == tag for name, _marks_of in self.marks):
                self.marks.pop(max(place for place, (name, _m) in enumerate(self.marks) if name == tag))
        elif tag == "tr":
            self.end_block()
            self.in_row = False
        elif self.in_row:
            return
        elif tag in CONTAINERS:
            self.end_block()
            if CONTAINERS[tag] in self.inside:
                self.inside.pop()
        elif tag == "li":
            self.end_block()
            self.items = self.items[:-1]
        elif tag in HEADINGS or tag in ("p", "caption"):
            self.end_block()

    def handle_data(self, data):
        if self.block is None and not data.strip():
            return
        marks = tuple(sorted({mark for _tag, marks in self.marks for mark in marks}))
        new_tokens, self.blank = tokens_of(data, marks, self.blank)
        if new_tokens:
            blank = self.blank
            tokens = self._open().tokens
            if tokens and _is_one_word(tokens[-1], new_tokens[0]):  # bold may begin in the middle of a word
                first, second = tokens.pop(), new_tokens.pop(0)
                new_tokens.insert(0, first._replace(text=first.text + second.text, marks=first.marks or second.marks))
            tokens.extend(new_tokens)
            self.blank = blank


def _is_one_word(first: Token, second: Token) -> bool:
    both_are_words = first.kind == second.kind == "word"
    return both_are_words and not second.before and first.text[-1].isalnum() and second.text[0].isalnum()


def _marks(tag, given):
    if tag == "a":
        yield "a", given.get("href", "")
    else:
        yield tag, ""
    if given.get("lang"):
        yield "lang", given["lang"]
