"""The blocks of a text and their words: what comparing texts and following translations need. Pure.

`document` makes them from HTML, `block_of_words` from a plain field.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

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


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item, table row, figure or caption, inside what it stands in (`quote`, `ul`, …)."""

    kind: str  # paragraph, h2, h3, question, item, more (a further paragraph of an item), row, figure, caption
    inside: tuple[str, ...] = ()
    tokens: tuple[Token, ...] = ()

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
        return joined_tokens(self.tokens)


def joined_tokens(tokens: Iterable[Token]) -> str:
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


def block_of_words(text: str) -> Block:
    """A plain field (a title, a teaser) as one block."""
    return Block("paragraph", tokens=tuple(tokens_of(text or "")[0]))
