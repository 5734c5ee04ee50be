"""Reads the text of the page of policy areas: areas with an intro, topics below them. Guesses nothing.

The rules:
- A heading is a short line without final punctuation, or a short question. All else is a paragraph.
- A heading and the paragraph after it make a topic. A topic has exactly one paragraph: headings of a single word get
  lost when such a page is copied, so a further paragraph belongs to a heading that is not there.
- A paragraph that ends with "-" is the intro of an area, without the dash.
- A paragraph without a heading is reported and never attached to a neighbour. If it is an intro, its area has no name,
  and the topics after it stand in no area: they are reported as well, up to the next area.
- The whole paragraph is the teaser. The page is an overview: what stands there introduces a topic, its body stands on
  another page; and to find the first sentence ("e.g. …") would be to guess.
"""

from dataclasses import dataclass, field

from publishing.importing.page_text import MAX_TEASER_LENGTH, PageLine, Unread, ends_as_sentence, lines_of, without_end
from publishing.text.slugs import slug_of

MAX_HEADING_LENGTH = 100
DASHES = "-–—"
MISSING_PARAGRAPH = "a heading without a paragraph"


@dataclass(frozen=True, slots=True)
class Text:
    """An area or a topic: the line of its heading, and its words."""

    line: int
    title: str
    teaser: str
    key: str


@dataclass(frozen=True, slots=True)
class Area:
    text: Text
    topics: list[Text] = field(default_factory=list)


@dataclass(slots=True)
class Page:
    areas: list[Area] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)

    @property
    def topics(self) -> list[Text]:
        return [topic for area in self.areas for topic in area.topics]

    def leave_out(self, line: PageLine, why: str) -> None:
        self.unread.append(Unread(line.number, line.text, why))


def is_heading(text: str) -> bool:
    if len(text) > MAX_HEADING_LENGTH or text.endswith(tuple(DASHES)):
        return False
    return not ends_as_sentence(text, ".!…:;,")


def read_areas(text: str) -> Page:
    """The areas and topics in the order of the page; no two have the same key."""
    page, heading, area = Page(), None, None
    taken: dict[str, int] = {}
    for line in lines_of(text):
        if is_heading(line.text):
            if heading:
                page.leave_out(heading, MISSING_PARAGRAPH)
            heading = line
            continue
        opens = line.text.endswith(tuple(DASHES))
        area = None if opens else area
        found = _text(heading, line) if heading else None
        if found is None:
            page.leave_out(line, "a paragraph without a heading")
        elif why := _fault(found, taken) or ("" if opens or area else "a topic that stands in no area"):
            page.leave_out(heading, why)
            page.leave_out(line, "the paragraph of a heading that was left out")
        else:
            taken[found.key] = found.line
            area = _placed(page, area, found)
        heading = None
    if heading:
        page.leave_out(heading, MISSING_PARAGRAPH)
    return page


def _placed(page: Page, area: Area | None, found: Text) -> Area:
    """The text as a topic of the area, or as an area if none is open; returns the area that is open now."""
    if area:
        area.topics.append(found)
        return area
    page.areas.append(Area(found))
    return page.areas[-1]


def _text(heading: PageLine, paragraph: PageLine) -> Text:
    return Text(heading.number, heading.text, without_end(paragraph.text, DASHES), slug_of(heading.text))


def _fault(text: Text, taken: dict[str, int]) -> str:
    if not text.key:
        return "no Latin letter or figure to make an address of"
    if not text.teaser:
        return MISSING_PARAGRAPH
    if len(text.teaser) > MAX_TEASER_LENGTH:
        return f"its paragraph has more than {MAX_TEASER_LENGTH} characters"
    return f"the same heading stands on line {taken[text.key]}" if text.key in taken else ""
