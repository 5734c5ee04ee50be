"""What comes out of comparing two texts (`compare`): data that templates show (`admin/publishing/compared.html`)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from ..text.blocks import Marks

LONG = 3  # more unchanged blocks in a row than this fold
SMALL_FIX = 3  # words


class Format(NamedTuple):
    """What changed about words that stayed: `strong+`, `em-`, `a` (another target), `alt`, `lang+` …"""

    what: str
    old: str = ""
    new: str = ""

    @property
    def mark(self) -> str:
        """What it concerns, whichever way it changed: `alt` of `alt`, `alt+` and `alt-`."""
        return self.what.rstrip("+-")


@dataclass(slots=True)
class Piece:
    """Words of one state, with the blank before them. `number` counts the change that begins here."""

    state: str  # same, removed, inserted, formatted
    kind: str  # word, break, cell, picture, block
    text: str
    before: str = ""
    marks: Marks = ()
    formats: tuple[Format, ...] = ()
    number: int | None = None

    @property
    def is_end(self) -> bool:
        """The end of a cell or of a paragraph, which has no words."""
        return self.kind in ("cell", "block")

    @property
    def is_strong(self) -> bool:
        return ("strong", "") in self.marks

    @property
    def is_emphasis(self) -> bool:
        return ("em", "") in self.marks

    def _mark(self, name: str) -> str:
        return next((value for key, value in self.marks if key == name), "")

    @property
    def address(self) -> str:
        return self._mark("a")

    @property
    def lang(self) -> str:
        return self._mark("lang")

    @property
    def alt(self) -> str:
        return self._mark("alt")


@dataclass(slots=True)
class Change:
    """One line of the list above the text."""

    number: int
    what: str  # words, picture, formatted, added, removed, moved, kind, split, joined
    removed: str = ""
    inserted: str = ""
    words: int = 0

    @property
    def effect(self) -> str:
        """`what`, where changed words and whole blocks are one: replaced, removed or inserted."""
        if self.what == "words":
            return ("replaced" if self.inserted else "removed") if self.removed else "inserted"
        return "inserted" if self.what == "added" else self.what


@dataclass(slots=True)
class Entry:
    """One block of the comparison."""

    state: str  # same, changed, added, removed
    kind: str
    inside: tuple[str, ...]
    pieces: list[Piece]
    moved: str = ""  # above, below: where it came from
    was_kind: str = ""  # a heading that was a paragraph
    seam: str = ""  # split, joined
    number: int | None = None  # of a change that concerns the block as a whole
    place: int | None = None  # among the blocks of the new text; None for one that was removed

    @property
    def is_untouched(self) -> bool:
        return self.state == "same" and not (self.moved or self.was_kind or self.seam)

    @property
    def before(self) -> list[Piece]:
        """As it read before; for two columns."""
        return [piece for piece in self.pieces if piece.state != "inserted"] if self.state != "added" else []

    @property
    def after(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.state != "removed"] if self.state != "removed" else []

    @property
    def depth(self) -> int:
        return sum(each in ("ul", "ol") for each in self.inside)

    @property
    def cells(self) -> Iterator[list[Piece]]:
        """The pieces of a row, cell by cell."""
        cell: list[Piece] | None = None
        for piece in self.pieces:
            if piece.kind == "cell" and piece.state != "removed":
                if cell is not None:
                    yield cell
                cell = []
            elif piece.kind != "cell":
                cell = [piece] if cell is None else [*cell, piece]
        if cell is not None:
            yield cell


class Fold(NamedTuple):
    """Blocks in a row; `folded` if there are many and nothing changed in them."""

    entries: list[Entry]
    folded: bool


@dataclass(slots=True)
class Comparison:
    entries: list[Entry] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.changes)

    @property
    def words_changed(self) -> int:
        return sum(change.words for change in self.changes)

    @property
    def changes_a_number(self) -> bool:
        texts = ((change.removed, change.inserted) for change in self.changes if change.what != "moved")
        return any(char.isdigit() for pair in texts for text in pair for char in text)

    @property
    def is_small(self) -> bool:
        """Few words and no number: readers need not be told."""
        return self.words_changed <= SMALL_FIX and not self.changes_a_number

    @property
    def folds(self) -> list[Fold]:
        folds = []
        for untouched, group in groupby(self.entries, key=lambda entry: entry.is_untouched):
            entries = list(group)
            folds.append(Fold(entries, untouched and len(entries) > LONG))
        return folds

    def numbered_from(self, start: int) -> "Comparison":
        """The same, its changes numbered on from `start`, so that several fields share one list."""
        for change in self.changes:
            change.number += start
        for numbered in [*self.entries, *(piece for entry in self.entries for piece in entry.pieces)]:
            if numbered.number is not None:
                numbered.number += start
        return self
