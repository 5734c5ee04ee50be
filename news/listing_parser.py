"""Reads the text of a listing page: dated titles, each with its teaser. Guesses nothing.

The rules:
- "Title (10 May 2022)" starts an item: day, month in words of the page's language, year of four figures; any blank may
  stand between them and before the bracket.
- The next line is its teaser. After a blank line only a sentence is one: a line without a full stop may be the title of
  an item that lost its date.
- Before the first item stands the head (title, credit of the picture, intro). It is no item.
- Every other line is reported, with the reason. An item is read whole or not at all.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from babel.dates import get_month_names

from publishing.importing.page_text import (
    MAX_TEASER_LENGTH,
    MAX_TITLE_LENGTH,
    PageLine,
    Unread,
    ends_as_sentence,
    lines_of,
    trimmed,
)
from publishing.text.slugs import slug_of

MAX_ITEM_SLUG_LENGTH = 200 - len("2022-05-10-")  # the key holds both
YEARS = range(1900, 2101)

_DATE = re.compile(r"([0-9]{1,2})(?:er|\.)?\s+([^\W\d_]+)\s+([0-9]{4})")
_LIKE_A_DATE = re.compile(r"[0-9]{1,2}[^0-9].*[0-9]{2,4}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")


@dataclass(frozen=True, slots=True)
class Item:
    line: int
    title: str
    date: date
    teaser: str
    slug: str

    @property
    def key(self) -> str:
        return f"{self.date.isoformat()}-{self.slug}"


@dataclass(frozen=True, slots=True)
class HeadLine:
    line: int
    part: str  # "title", "credit" or "intro"
    text: str


@dataclass(slots=True)
class Listing:
    head: list[HeadLine] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)  # on which each key stands

    def leave_out(self, line: PageLine, why: str) -> None:
        self.unread.append(Unread(line.number, line.text, why))


@dataclass(frozen=True, slots=True)
class _Heading:
    line: PageLine
    title: str
    date: date


def read_listing(text: str, language: str) -> Listing:
    """The items of a page in the order of the page; no two have the same key."""
    listing, waiting, begun = Listing(), None, False
    for line in lines_of(text):
        heading = _heading(line, language)
        if waiting and heading is None and (not line.apart or ends_as_sentence(line.text)):
            _take(listing, waiting, line)
            waiting = None
            continue
        if not begun and heading is None:
            listing.head.append(HeadLine(line.number, _part(line.text, listing.head), line.text))
            continue
        if waiting:
            listing.leave_out(waiting.line, "no teaser follows this title")
        waiting, begun = (heading if isinstance(heading, _Heading) else None), True
        if not waiting:
            listing.leave_out(line, heading or "neither a dated title nor the one line after it")
    if waiting:
        listing.leave_out(waiting.line, "no teaser follows this title")
    listing.unread.sort(key=lambda unread: unread.number)
    return listing


def _take(listing: Listing, heading: _Heading, teaser: PageLine) -> None:
    item = Item(
        heading.line.number, heading.title, heading.date, teaser.text, slug_of(heading.title, MAX_ITEM_SLUG_LENGTH)
    )
    if why := _fault(item, listing.lines):
        listing.leave_out(heading.line, why)
        listing.leave_out(teaser, "the teaser of a title that was left out")
    else:
        listing.lines[item.key] = item.line
        listing.items.append(item)


def _fault(item: Item, lines: dict[str, int]) -> str:
    if not item.slug:
        return "no Latin letter or figure to make an address of"
    if len(item.title) > MAX_TITLE_LENGTH:
        return f"a title of more than {MAX_TITLE_LENGTH} characters"
    if len(item.teaser) > MAX_TEASER_LENGTH:
        return f"its teaser has more than {MAX_TEASER_LENGTH} characters"
    return f"the same title and date stand on line {lines[item.key]}" if item.key in lines else ""


def _part(text: str, before: list[HeadLine]) -> str:
    if text.startswith(("©", "(c)", "(C)")):
        return "credit"
    return "intro" if any(line.part == "title" for line in before) else "title"


def _heading(line: PageLine, language: str) -> _Heading | str | None:
    """The dated title on this line; why not, if it looks like one; None if it does not."""
    before, bracket, rest = line.text.rpartition("(")
    if not bracket or not rest.endswith(")"):
        return None
    inside = trimmed(rest[:-1])
    found = _DATE.fullmatch(inside)
    if not found:
        return "a date that is not “day month year”" if _LIKE_A_DATE.fullmatch(inside) else None
    day, month, year = int(found[1]), _months(language).get(_folded(found[2])), int(found[3])
    if not month:
        return f"“{found[2]}” is no month in the language “{language}”"
    try:
        when = date(year, month, day)
    except ValueError:
        return "there is no such day"
    if year not in YEARS:
        return f"the year lies outside {YEARS[0]} to {YEARS[-1]}"
    return _Heading(line, trimmed(before), when) if trimmed(before) else "a date without a title"


@cache
def _months(language: str) -> dict[str, int]:
    return {_folded(name): number for number, name in get_month_names("wide", locale=language).items()}


def _folded(word: str) -> str:
    """Août, AOÛT and aout are one month."""
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))
