"""The paragraphs of a text as a person counts them: headings, lists, tables and boxes are one each.

Pure: takes HTML as `publishing.text.rich_text` cleans it, returns plain values.
"""

from collections.abc import Sequence
from hashlib import sha256
from html.parser import HTMLParser

from publishing.text.rich_text import rendered, text_of

VOID_ELEMENTS = {"br", "img"}


class _OuterBlockParser(HTMLParser):
    """Where each element of the outermost level begins and ends."""

    def __init__(self):
        super().__init__(convert_charrefs=False)
        self.depth, self.blocks = 0, []

    def handle_starttag(self, tag, attrs):
        if self.depth == 0:
            self.blocks.append("")
        self.blocks[-1] += self.get_starttag_text()
        self.depth += tag not in VOID_ELEMENTS

    def handle_endtag(self, tag):
        if self.blocks:
            self.blocks[-1] += f"</{tag}>"
        self.depth = max(0, self.depth - 1)

    def handle_data(self, data):
        if self.depth:
            self.blocks[-1] += data

    def handle_entityref(self, name):
        self.handle_data(f"&{name};")

    def handle_charref(self, name):
        self.handle_data(f"&#{name};")


def paragraphs_of(html: str) -> list[str]:
    """The words of each block, in order; one without words (a picture) is empty, but counts."""
    parser = _OuterBlockParser()
    parser.feed(rendered(html))
    return [text_of(block) for block in parser.blocks]


def paragraph_digest(words: str) -> str:
    """Two paragraphs with the same mark say the same."""
    return sha256(" ".join(words.split()).encode()).hexdigest()[:32]


def find_paragraph(mark: str, index: int, paragraphs: Sequence[str]) -> int | None:
    """Where the paragraph with this mark stands now, the nearest to where it stood; None if it was rewritten."""
    found = [place for place, words in enumerate(paragraphs) if paragraph_digest(words) == mark]
    return min(found, key=lambda place: abs(place - index), default=None)


def digest_of(edition) -> str:
    """What somebody agrees to: every word of the text, but not its address."""
    words = (f"{name}\x1f{text}" for name, text in sorted(edition.words.items()) if name != "slug")
    return sha256("\x1e".join([edition.language, *words]).encode()).hexdigest()
