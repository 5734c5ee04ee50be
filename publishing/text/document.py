"""The one reader of rich text: what a text is made of, as values. Pure; knows HTML, not Django.

`rich_text.read_html` makes it. What is stored was cleaned and is parsed as it stands; the cleaner, which knows the
bounds of length and depth, is asked for anything else. Each property reads the elements once, in time that grows with
their number and the length of the text. Nothing is raised. Offsets and lengths count code points of `text`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from .block_reader import BlockReader
from .blocks import Block
from .sentences import sentence_around

# What stands before, in and after these does not read on: no sentence and no sum goes across.
_BREAKS = {
    *("p", "h2", "h3", "ul", "ol", "li", "blockquote", "aside", "br"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td", "figure", "figcaption"),
}
_ROOT = "rich-text"  # an element that no text holds
_BREAK = "\x00"  # a character that the cleaner lets through in no text
_BLANKS = re.compile(r"[ \t\r\n]+")
# HTML as the cleaner writes it is XML but for this, and read as XML every element stays where the cleaner put it, as
# in a browser. The HTML parser of libxml2 has rules of its own: it closes a link before a table.
_VOID = re.compile(r"<(br|img\b[^>]*)>")
_OPTIONS = {"resolve_entities": False, "remove_comments": True, "remove_pis": True}
_STRICT = etree.XMLParser(**_OPTIONS)  # up to 256 levels
_LENIENT = etree.XMLParser(**_OPTIONS, recover=True, huge_tree=True)


@dataclass(frozen=True, slots=True)
class Segment:
    """Words that read on: a paragraph, heading, item, cell or caption, or a line of one. `start` is in the `text`."""

    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link leads and its words, the description of a picture among them; `lang` if they are in another one."""

    href: str
    text: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    src: str
    alt: str


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A text that was parsed; its root holds the outermost elements."""

    root: etree._Element

    @property
    def segments(self) -> tuple[Segment, ...]:
        """Those with words, in the order of the text."""
        segments, start = [], 0
        for words in _words(self.root):
            segments.append(Segment(start, words))
            start += len(words) + 1
        return tuple(segments)

    @property
    def text(self) -> str:
        """The words in one line, a blank between two segments; no-break spaces stay (they stand inside sums)."""
        return _text(self.root)

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The words of each outermost element as a person counts them: a list, a table or a box is one. One without
        words (a picture) is empty, but counts."""
        return tuple(_text(element) for element in self.root)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Paragraphs, headings, items, rows, figures and captions with what they stand in and their words."""
        return tuple(BlockReader(self.root).blocks)

    @property
    def links(self) -> tuple[Link, ...]:
        return tuple(
            Link(each.get("href"), _described(each), each.get("lang", ""))
            for each in self.root.iter("a")
            if each.get("href") is not None
        )

    @property
    def headings(self) -> tuple[Heading, ...]:
        return tuple(Heading(int(each.tag[1]), _described(each)) for each in self.root.iter("h2", "h3"))

    @property
    def pictures(self) -> tuple[Picture, ...]:
        return tuple(Picture(each.get("src", ""), each.get("alt", "").strip()) for each in self.root.iter("img"))

    def sentence_around(self, start: int, length: int) -> str:
        """The sentence in which the `length` characters from `start` of the `text` stand; it ends with its segment."""
        inside = [each for each in self.segments if each.start < start + length and start < each.end]
        if not inside:
            return ""
        return sentence_around(" ".join(each.text for each in inside), start - inside[0].start, length)


def parse(html: str, clean: Callable[[str], str]) -> Document:
    """`clean` is asked for what was not closed properly, is nested without end, or holds what XML refuses."""
    try:
        return Document(_root(html, _STRICT))
    except (etree.XMLSyntaxError, UnicodeEncodeError):
        return Document(_root(clean(html), _LENIENT))


def _root(html: str, parser: etree.XMLParser) -> etree._Element:
    content = _VOID.sub(r"<\1/>", html).replace("&nbsp;", "\u00a0")
    return etree.fromstring(f"<{_ROOT}>{content}</{_ROOT}>".encode(), parser)


def _text(element: etree._Element) -> str:
    return " ".join(_words(element))


def _words(element: etree._Element) -> Iterator[str]:
    text = "".join(_pieces(element))
    if any(blank in text for blank in ("  ", "\n", "\t", "\r")):
        text = _BLANKS.sub(" ", text)
    return filter(None, (words.strip(" ") for words in text.split(_BREAK)))


def _pieces(root: etree._Element) -> list[str]:
    """The text in and below an element, with a sign where it does not read on."""
    pieces: list[str] = []

    def collect(element: etree._Element) -> None:
        if element.text:
            pieces.append(element.text)
        for child in element:
            breaks = child.tag in _BREAKS
            if breaks:
                pieces.append(_BREAK)
            collect(child)
            if breaks:
                pieces.append(_BREAK)
            if child.tail:
                pieces.append(child.tail)

    collect(root)
    return pieces


def _described(element: etree._Element) -> str:
    """The words in an element, with the descriptions of its pictures where they stand."""
    parts = [element.text or ""]
    for child in element:
        parts += [child.get("alt", "") if child.tag == "img" else _described(child), child.tail or ""]
    return "".join(parts)
