"""Content lint: what rich text gets wrong, in sentences for the editor. Errors block a publication, warnings never do.

Pure: it looks at one text and at nothing else. Where its links lead is asked in `links`.
"""

import re

from django.utils.translation import gettext as _

from ..text.rich_text import read_html

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


def errors(html: str) -> list[str]:
    """Pictures without a description, headings that skip a level, links without words."""
    document, messages = read_html(html), []
    for number, picture in enumerate(document.pictures, 1):
        if not picture.alt:
            messages.append(_("Picture %(number)s of the text has no alternative text.") % {"number": number})
    above = 1
    for heading in document.headings:
        if heading.level > above + 1:
            messages.append(_("The heading “%(words)s” skips a level.") % {"words": _cut(heading.text)})
        above = heading.level
    for link in document.links:
        if not link.text.strip():
            messages.append(_("The link to %(address)s has no words.") % {"address": _cut(link.href)})
    return messages


def warnings(html: str, language: str) -> list[str]:
    """Words of links that say nothing, and sentences that are hard to follow."""
    document, messages = read_html(html), []
    for link in document.links:
        words = link.text.strip().strip(" .…:!›»→").casefold()
        if words and words in EMPTY_WORDS.get(link.lang or language, set()) | EMPTY_WORDS["en"]:
            messages.append(_("The link “%(words)s” does not say where it leads.") % {"words": link.text.strip()})
    for segment in document.segments:
        messages += long_sentences(segment.text)
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
