"""What a reader sees of a text that may hold HTML, cut into tokens that remember their place in it.

Inline tags, comments and soft hyphens vanish, so that "<strong>9</strong>&nbsp;million" reads "9 million"; a tag that
starts or ends a block becomes a wall that nothing crosses; footnote marks (sup, sub), scripts and styles are left out;
attributes are never read. A tag that never ends swallows the rest, as it does in a browser.
Every step looks at a character a fixed number of times: the time grows with the length, whatever the text.
"""

import html
import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field


def words(text: str) -> frozenset[str]:
    """A set of words, written as a line of them."""
    return frozenset(text.split())


def stems(text: str) -> tuple[str, ...]:
    """Beginnings of words, written as a line of them."""
    return tuple(text.split())


WALL = "\ue000"  # between two blocks
MARK = "\ufffc"  # something that was left out inside a line
BLOCK_TAGS = words(
    "address article aside blockquote body br button caption center col colgroup dd details dialog div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html iframe legend li main menu nav ol optgroup "
    "option p pre section select summary table tbody td tfoot th thead title tr ul video audio"
)
HIDDEN_TAGS = frozenset(["script", "style", "template", "textarea", "noscript", "svg", "math"])
FOOTNOTE_TAGS = frozenset(["sup", "sub"])
MAX_FOOTNOTE_LENGTH = 40  # a longer footnote mark is text
MARKUP = re.compile("<(?=[A-Za-z/!])|&(?=[#A-Za-z])|[\u00ad\u200b\u2060\ufeff]")
INVISIBLE_CHARACTERS = "\u00ad\u200b\u2060\ufeff"
ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9:-]{0,30})")
IN_TAG = re.compile(r">|=\s*[\"']")
TOKEN = re.compile(r"[0-9]+|[^\W\d_]+|[^\w\s]|\w")


@dataclass(slots=True)
class Visible:
    """The text without its markup, and for each piece of it where it stood: `at` in here, `begin`-`end` in the raw."""

    text: str = ""
    at: list[int] = field(default_factory=list)
    begin: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    verbatim: list[bool] = field(default_factory=list)

    def raw_start(self, place: int) -> int:
        piece = bisect_right(self.at, place) - 1
        return self.begin[piece] + (place - self.at[piece] if self.verbatim[piece] else 0)

    def raw_end(self, place: int) -> int:
        piece = bisect_right(self.at, place - 1) - 1
        return self.begin[piece] + place - self.at[piece] if self.verbatim[piece] else self.end[piece]


def _end_of_tag(raw: str, place: int) -> int:
    """Where the tag ends whose name ends at `place`; a ">" within a quoted value does not end it."""
    while found := IN_TAG.search(raw, place):
        if found[0] == ">":
            return found.end()
        place = raw.find(found[0][-1], found.end()) + 1
        if not place:
            break
    return len(raw)


def _end_of_hidden(raw: str, name: str, place: int, missing: set[str]) -> int:
    """Where the element ends whose content nobody sees; `missing` remembers which end tags no longer come."""
    if name in missing:
        return place
    closing = re.compile(f"</{name}[^>]{{0,20}}>", re.IGNORECASE).search(raw, place)
    if closing is None:
        missing.add(name)
        return place
    return closing.end()


def _skip(raw: str, place: int, missing: set[str]) -> tuple[int, str]:
    """The end of the markup that starts at `place`, and what stands for it; the same place if it is none."""
    if raw[place] == "&":
        entity = ENTITY.match(raw, place)
        if entity is None:
            return place, ""
        shown = html.unescape(entity[0])
        return entity.end(), "" if shown in INVISIBLE_CHARACTERS else shown
    if raw[place] != "<":
        return place + 1, ""
    if raw.startswith("<!--", place):
        end = raw.find("-->", place + 4)
        return (end + 3 if end >= 0 else len(raw)), ""
    tag = TAG.match(raw, place)
    if tag is None:
        return place, ""
    name, end = tag[1].lower(), _end_of_tag(raw, tag.end())
    opens = raw[place + 1] != "/"
    if name in HIDDEN_TAGS and opens:
        return _end_of_hidden(raw, name, end, missing), WALL
    if name in FOOTNOTE_TAGS and opens:
        closing = raw.find(f"</{tag[1]}>", end, end + MAX_FOOTNOTE_LENGTH)
        return (closing + len(name) + 3 if closing >= 0 else end), MARK
    return end, WALL if name in BLOCK_TAGS else MARK if name == "img" else ""


def visible_text(raw: str) -> Visible:
    seen = Visible()
    parts: list[str] = []
    length = done = 0
    missing: set[str] = set()

    def add(shown: str, begin: int, end: int, verbatim: bool) -> None:
        nonlocal length
        if shown:
            seen.at.append(length)
            seen.begin.append(begin)
            seen.end.append(end)
            seen.verbatim.append(verbatim)
            parts.append(shown)
            length += len(shown)

    found = MARKUP.search(raw)
    while found:
        place = found.start()
        end, shown = _skip(raw, place, missing)
        if end > place:
            add(raw[done:place], done, place, True)
            add(shown, place, end, False)
            done = end
        found = MARKUP.search(raw, max(end, place + 1))
    add(raw[done:], done, len(raw), True)
    seen.text = "".join(parts)
    return seen


def lowered(text: str) -> str:
    """Lower case and plain apostrophes, each character in its place: the few that would grow stay as they are."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)
    return low.replace("’", "'")


@dataclass(slots=True)
class Tokens:
    """Words, digit runs and single signs. `low` is in lower case with plain apostrophes; `gap[i]` tells whether white
    space stands before token i."""

    text: str
    low: list[str] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    gap: list[bool] = field(default_factory=list)

    def written(self, i: int) -> str:
        return self.text[self.start[i] : self.end[i]]


def tokenize(text: str, parts: Iterable[tuple[int, int]] | None = None) -> Tokens:
    """The tokens of the text, or of some parts of it, with a wall between them.

    An empty line is a wall, as the end of a block is. Five walls close the list, so that looking ahead is safe.
    """
    tokens = Tokens(text)
    low = lowered(text)
    for first, end in parts or [(0, len(text))]:
        _cut_part(tokens, low, first, end)
        for _ in range(5):
            _append(tokens, WALL, end, end, False)
    return tokens


def _cut_part(tokens: Tokens, low: str, last: int, to: int) -> None:
    text = tokens.text
    add_low, add_start, add_end = tokens.low.append, tokens.start.append, tokens.end.append
    add_gap = tokens.gap.append
    for found in TOKEN.finditer(text, last, to):
        start, end = found.span()
        if start - last > 1 and text.count("\n", last, start) > 1:
            _append(tokens, WALL, last, last, False)
        add_low(low[start:end])
        add_start(start)
        add_end(end)
        add_gap(start > last)
        last = end


def _append(tokens: Tokens, low: str, start: int, end: int, gap: bool) -> None:
    tokens.low.append(low)
    tokens.start.append(start)
    tokens.end.append(end)
    tokens.gap.append(gap)
