"""Content lint: what rich text gets wrong, in sentences for the editor. Errors block a publication, warnings never do.

Pure: it looks at one text and at nothing else. Where its links lead is asked in `links`.
"""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.utils.translation import gettext as _

from ..text.rich_text import blocks_of

MAX_SENTENCE_WORDS = 40  # words
MAX_QUOTE_LENGTH = 40  # characters of what is quoted
_SENTENCE_END = re.compile(r"(?<=[.!?…:;])[”\"»)]*[ \n\t]+")
# Words that say nothing by themselves; a screen reader lists the links of a page without what stands around them.
EMPTY_WORDS = {
    "en": {"click here", "here", "read more", "more", "link", "this link", "this page"},
    "nl": {"klik hier", "hier", "lees meer", "meer", "meer lezen", "deze link", "deze pagina"},
    "fr": {"cliquez ici", "ici", "lire la suite", "en savoir plus", "plus", "ce lien", "cette page"},
    "de": {"hier klicken", "klicken sie hier", "hier", "mehr", "mehr lesen", "weiterlesen", "dieser link"},
}


@dataclass(slots=True)
class Link:
    """The address and the words of a link; the description of a picture inside it counts as words."""

    address: str
    words: str = ""


@dataclass(slots=True)
class Outline(HTMLParser):
    """What a text is made of: headings as (level, words), links, and the descriptions of its pictures."""

    headings: list[tuple[int, str]] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)

    def __post_init__(self):
        HTMLParser.__init__(self, convert_charrefs=True)
        self._link, self._heading = None, None

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in given:
            self._link = Link(given["href"])
            self.links.append(self._link)
        elif tag in ("h2", "h3"):
            self._heading = len(self.headings)
            self.headings.append((int(tag[1]), ""))
        elif tag == "img":
            self.pictures.append(given.get("alt", "").strip())
            self.handle_data(given.get("alt", ""))

    def handle_endtag(self, tag):
        if tag == "a":
            self._link = None
        elif tag in ("h2", "h3"):
            self._heading = None

    def handle_data(self, data):
        if self._link:
            self._link.words += data
        if self._heading is not None:
            level, words = self.headings[self._heading]
            self.headings[self._heading] = level, words + data


def outline(html: str) -> Outline:
    outline = Outline()
    outline.feed(html or "")
    outline.close()
    return outline


def errors(html: str) -> list[str]:
    """Pictures without a description, headings that skip a level, links without words."""
    text, messages = outline(html), []
    for number, alt in enumerate(text.pictures, 1):
        if not alt:
            messages.append(_("Picture %(number)s of the text has no alternative text.") % {"number": number})
    above = 1
    for level, words in text.headings:
        if level > above + 1:
            messages.append(_("The heading “%(words)s” skips a level.") % {"words": _cut(words)})
        above = level
    for link in text.links:
        if not link.words.strip():
            messages.append(_("The link to %(address)s has no words.") % {"address": _cut(link.address)})
    return messages


def warnings(html: str, language: str) -> list[str]:
    """Words of links that say nothing, and sentences that are hard to follow."""
    messages = []
    for link in outline(html).links:
        words = link.words.strip().strip(" .…:!›»→").casefold()
        if words and words in EMPTY_WORDS.get(language, set()) | EMPTY_WORDS["en"]:
            messages.append(_("The link “%(words)s” does not say where it leads.") % {"words": link.words.strip()})
    for block in blocks_of(html):
        messages += long_sentences(block)
    return messages


def long_sentences(text: str) -> list[str]:
    messages = []
    for sentence in _SENTENCE_END.split(text):
        number = len([word for word in re.split(r"[ \n\t]+", sentence) if word])  # a sum is one word
        if number > MAX_SENTENCE_WORDS:
            named = {"number": number, "words": _cut(sentence), "best": MAX_SENTENCE_WORDS}
            messages.append(_("A sentence of %(number)s words; best under %(best)s: “%(words)s”") % named)
    return messages


def _cut(words: str) -> str:
    words = words.strip()
    return words if len(words) <= MAX_QUOTE_LENGTH else f"{words[:MAX_QUOTE_LENGTH].rsplit(' ', 1)[0]}…"
