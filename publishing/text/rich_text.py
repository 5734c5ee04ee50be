"""The one place where HTML is made safe: what editors may write, and the cleaning of it at save and at render."""

import json
import re
from functools import lru_cache
from html import escape, unescape

import nh3
from django.db import models
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django_prose_editor.fields import ProseEditorField

from ..errors import PublishingError
from .document import Document, parse
from .nesting import is_deeper

MAX_RICH_TEXT_BYTES = 200_000  # of UTF-8; the longest text of a site like this has a fifth of it
MAX_NESTING_LEVELS = 30
MAX_CLEANED_TEXTS = 32  # that a process remembers: all of a form in four languages
MAX_PASSES = 4  # of the sanitiser over one text; ordinary text needs two, the second to see that nothing changes

EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "HardBreak": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto", "tel"]},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "NodeClass": {"cssClasses": {"heading": ["question"]}},
    "Image": True,
    "Figure": True,
    "Caption": True,
    "Inset": True,
    "PlainPaste": True,
    "Indent": True,
}
# Pictures of the library only, by the address that never changes; a full address is cut down to its path.
_PICTURE = re.compile(r"(?:https?://[^/]+)?(/media/by/[0-9a-f]{32}/w(?:480|800|1200|1800)\.webp)")
_FOREIGN = re.compile(r"<img(?![^>]*\ssrc=)[^>]*>")


def own_picture(address: str) -> str | None:
    match = _PICTURE.fullmatch(address.strip())
    return match[1] if match else None


CLEANER = nh3.Cleaner(
    tags={
        *("p", "h2", "h3", "ul", "ol", "li", "blockquote", "aside", "strong", "em", "br", "a"),
        *("table", "thead", "tbody", "tr", "th", "td", "caption", "figure", "img", "figcaption"),
    },
    attributes={
        "a": {"href", "title", "hreflang", "lang"},
        "ol": {"start"},
        "th": {"colspan", "rowspan", "scope"},
        "td": {"colspan", "rowspan"},
        "p": {"lang"},
        "em": {"lang"},
        "blockquote": {"lang"},
        "img": {"src", "alt"},
    },
    attribute_filter=lambda tag, name, value: own_picture(value) if (tag, name) == ("img", "src") else value,
    allowed_classes={"figure": {"figure"}, "h2": {"question"}, "h3": {"question"}},
    url_schemes={"http", "https", "mailto", "tel"},
    clean_content_tags={"script", "style", "title", "template", "noscript", "iframe", "object", "svg", "math"},
    link_rel=None,
)
# Characters that XML and PostgreSQL refuse; a paste from a PDF brings them along.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BLANK_BLOCK = re.compile(r"<(p|h2|h3|li|blockquote|aside|figcaption)></\1>")
_NO_PICTURE = re.compile(r"<figure[^>]*>(?:(?!<img|</figure>).)*</figure>", re.DOTALL)
_BETWEEN_BLOCKS = re.compile(r"(</(?:p|h2|h3|ul|ol|li|blockquote|aside|table|thead|tbody|tr|td|th)>)\s+(?=<)")
# As Django's json_script: no sign of the text can end the element that holds it.
_MARKUP = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&"}
_ANY_TAG = re.compile(r"<[^>]*(?:>|\Z)")


def plain(text: str) -> str:
    """One line of plain text: no control characters, no blanks at its ends (no-break spaces included)."""
    return " ".join(_CONTROLS.sub("", text or "").split("\n")).replace("\r", "").replace("\t", " ").strip()


class RichTextRefused(PublishingError):
    """Rich text that is too long or nested too deeply to be cleaned."""


class CleanHtml(str):
    """What the cleaner made: cleaning it again is no work."""

    __slots__ = ()


def clean_html(html: str) -> CleanHtml:
    """HTML as the editor writes it and as visitors may get it. Cleaning what is clean changes nothing.

    Raises RichTextRefused beyond the bounds, before anything parses it.
    """
    return html if isinstance(html, CleanHtml) else _cleaned(str(html or ""))


@lru_cache(MAX_CLEANED_TEXTS)
def _cleaned(html: str) -> CleanHtml:
    html = _CONTROLS.sub("", html).replace("\r\n", "\n").strip()
    for _pass in range(MAX_PASSES):
        if not html:
            break
        refuse_beyond_bounds(html)
        before = html
        html = _without_blanks(_CONTROLS.sub("", CLEANER.clean(html)))  # also those that were written as &#14;
        if html == before:
            break
    else:
        raise RichTextRefused(_("The tags of this text are too disordered. Paste it again as plain text."))
    return CleanHtml(html)


def refuse_beyond_bounds(html: str) -> None:
    if len(html.encode(errors="replace")) > MAX_RICH_TEXT_BYTES:
        raise RichTextRefused(
            _("This text is too long: with its formatting it may take %(number)s kB at most. Divide it into several.")
            % {"number": MAX_RICH_TEXT_BYTES // 1000},
            code="too_long",
        )
    if is_deeper(html, MAX_NESTING_LEVELS):
        raise RichTextRefused(
            _(
                "In this text more than %(number)s lists, quotes or boxes stand one inside the other. Take some of "
                "them out, or paste the text again as plain text."
            )
            % {"number": MAX_NESTING_LEVELS},
            code="too_deep",
        )


def _without_blanks(html: str) -> str:
    """Without pictures from elsewhere and empty blocks; what one round empties, the next takes away: one a level."""
    html = _NO_PICTURE.sub("", _FOREIGN.sub("", html))
    before = None
    while before != html:
        before, html = html, _BLANK_BLOCK.sub("", _BETWEEN_BLOCKS.sub(r"\1", html)).strip()
    return html


def rendered(html: str) -> SafeString:
    """Stored HTML for a page; cleaned once more, so that a row written past the forms is harmless as well.

    Of such a row beyond the bounds only the words are shown.
    """
    try:
        clean = clean_html(html)
    except RichTextRefused:
        clean = f"<p>{escape(unescape(_ANY_TAG.sub(' ', _CONTROLS.sub('', html))), quote=False)}</p>"
    return mark_safe(clean)  # nosec B308 B703 # noqa: S308 (the sanitiser made it, or it is escaped)


def linked(html: str, links: list[tuple[str, str]], css_class: str) -> SafeString:
    """Rich text with a link around the first place of each (words, address); words inside a link or tag stay."""
    text = rendered(html)
    for words, href in links:
        stored = escape(words, quote=False).replace("\u00a0", "&nbsp;")
        start = _outside_links(text, stored)
        if start >= 0:
            link = f'<a class="{escape(css_class)}" href="{escape(href)}">{stored}</a>'
            text = text[:start] + link + text[start + len(stored) :]
    return mark_safe(text)  # nosec B308 B703 # noqa: S308 (cleaned above; what was added is escaped)


def _outside_links(text: str, stored: str) -> int:
    start = text.find(stored)
    while start >= 0:
        before = text[:start]
        in_tag = before.rfind("<") > before.rfind(">")
        in_link = before.rfind("<a ") > before.rfind("</a>")
        if not (in_tag or in_link):
            return start
        start = text.find(stored, start + 1)
    return -1


def read_html(html: str) -> Document:
    """Stored HTML as values; of HTML beyond the bounds the words."""
    return parse(html or "", rendered)


def data_block(data: dict) -> SafeString:
    """Linked data for the head of a page; browsers read past it."""
    text = json.dumps(data, ensure_ascii=False).translate(_MARKUP)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # nosec B308 B703 # noqa: S308 (escaped above)


class RichTextField(ProseEditorField):
    """A body: headings, lists, links, tables, quotes, inset boxes, questions. Cleaned in `clean()` and at each save."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("extensions", dict(EXTENSIONS))
        kwargs.setdefault("sanitize", clean_html)
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance, add):
        cleaned = clean_html(getattr(model_instance, self.attname))
        setattr(model_instance, self.attname, cleaned)
        return cleaned

    def deconstruct(self):
        name, _path, args, kwargs = models.Field.deconstruct(self)
        return name, "django.db.models.TextField", args, kwargs
