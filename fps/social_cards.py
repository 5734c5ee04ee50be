"""The picture by which other sites show a link to a page that has none of its own: its title, set as on the page."""

from functools import cache
from hashlib import sha256
from io import BytesIO

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.cache import cache as store
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe
from PIL import Image, ImageDraw, ImageFont

from news.models import ArticleEdition
from policy.models import TopicEdition
from publishing.text.dates import long_date

WIDTH, HEIGHT, MARGIN = 1200, 630, 80  # what Open Graph's readers expect
PAPER, INK, INK_2 = "#ffffff", "#10202b", "#435561"
THIRDS = ("#000000", "#fdda24", "#ef3340")
SIZES = (88, 76, 66, 58, 50)
MAX_LINES, LEADING = 5, 1.1
TEXTS = {"article": ArticleEdition, "topic": TopicEdition}
KEEP = "public, max-age=3600"  # no longer: a text that was withdrawn shall not live on in stores


@require_safe
def card(request, language, kind, key):
    """Of a live text."""
    live = TEXTS[kind].objects.live(language).filter(subject__key=key)
    edition = live.defer("body").select_related("subject").first()
    if edition is None:
        raise Http404
    below = long_date(edition.subject.date, edition.language) if kind == "article" else ""
    return _answer(edition.title, below, edition.language)


@require_safe
def site_card(request, language):
    if language not in dict(settings.LANGUAGES):
        raise Http404
    return _answer(settings.ORGANISATION["name"].get(language, ""), "", language)


def _answer(title: str, below: str, language: str) -> HttpResponse:
    key = "card:" + sha256(f"{language}\n{title}\n{below}".encode()).hexdigest()
    picture = store.get(key)
    if picture is None:
        store.set(key, picture := render_card(title, below, _ministry(language)), 3600)
    return HttpResponse(picture, content_type="image/png", headers={"Cache-Control": KEEP})


def _ministry(language: str) -> str:
    known = settings.ORGANISATION
    return " · ".join(text for text in (known["short_name"].get(language), known["kind"].get(language)) if text)


def render_card(title: str, below: str, ministry: str) -> bytes:
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(picture)
    draw.text((MARGIN, 56), ministry, INK_2, _font(30))
    draw.line([(MARGIN, 112), (WIDTH - MARGIN, 112)], INK, 2)
    size, lines = _set(title)
    for number, line in enumerate(lines):
        draw.text((MARGIN - 3, 138 + number * round(size * LEADING)), line, INK, _font(size))
    draw.text((MARGIN, HEIGHT - 88), below, INK_2, _font(30))
    for place, colour in enumerate(THIRDS):
        draw.rectangle([place * WIDTH // 3, HEIGHT - 14, (place + 1) * WIDTH // 3, HEIGHT], colour)
    out = BytesIO()
    picture.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()


def _set(title: str) -> tuple[int, list[str]]:
    """The largest size at which the title fits, and its lines; the very longest is cut at a word."""
    for size in SIZES:
        lines = _lines(title, _font(size))
        if len(lines) <= min(MAX_LINES, int((HEIGHT - 250) // (size * LEADING))):
            return size, lines
    most = int((HEIGHT - 250) // (SIZES[-1] * LEADING))
    return SIZES[-1], [*lines[: most - 1], lines[most - 1].rsplit(" ", 1)[0] + " …"]


def _lines(title: str, font) -> list[str]:
    """As many words on each line as fit; a word that fits on none is broken."""
    lines, room = [""], WIDTH - 2 * MARGIN
    for word in title.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= room:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        while font.getlength(word) > room:
            fits = max(number for number in range(1, len(word)) if font.getlength(word[:number] + "-") <= room)
            lines[-1], word = word[:fits] + "-", word[fits:]
            lines.append("")
        lines[-1] = word
    return lines


@cache
def _font(size: int):
    return ImageFont.truetype(finders.find("fonts/newsreader-display.ttf"), size)
