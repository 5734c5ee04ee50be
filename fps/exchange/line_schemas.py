"""The fields of each type of line, as docs/open-data.md describes them."""

from datetime import UTC

from fps.models import Banner, BannerEdition
from images.models import Document, Image, Licence
from news.models import Article, ArticleEdition, Organisation, Tag
from policy.models import Contact, Topic, TopicEdition

from .edition_schema import editions, room
from .field_validators import (
    choice,
    clock,
    country,
    day,
    flag,
    integer,
    key,
    language,
    line_of_text,
    matching,
    moment,
    path,
    share,
    text,
    words,
)
from .figure_schema import DAY, FIGURE, MENTIONS, NAMED, figure
from .validators import Check, each, fields, optional

LONG = 5000  # characters of a short text; the database has no limit, an import has
NO_ACCENT = ["", *Topic.Accent.values]


def line(model, shape: dict[str, Check], *required: str, name: str = "key") -> Check:
    return fields({"id": key(room(model, name))} | shape, ("id", *required))


def licensed(model, shape: dict[str, Check]) -> Check:
    common = {
        "file": text(1000, blank=False),
        "credit": line_of_text(room(model, "credit")),
        "licence": choice(["", *Licence.values], "a licence"),
        "licence_until": DAY,
        "rights_note": text(),
        "token": matching(r"[0-9a-f]{32}", "a token (32 hexadecimal digits)"),
        "reference": matching(r"[0-9a-f]{32}", "a reference (32 hexadecimal digits)"),
        "created_at": moment,
    }
    return line(model, common | shape)


_FACT_NOTE = fields({"at": moment, "notes": words(LONG)}, ("at", "notes"))


def fact_note(value):
    """As the column keeps it: the moment as text."""
    note = _FACT_NOTE(value)
    return note | {"at": note["at"].astimezone(UTC).isoformat()}


SHAPES: dict[str, Check] = {
    "contact": line(
        Contact,
        {"unit": words(LONG), "email": text(room(Contact, "email")), "phone": text(room(Contact, "phone"))},
    ),
    "organisation": line(
        Organisation,
        {
            "names": words(LONG),
            **{name: text(room(Organisation, name)) for name in ("abbreviation", "iati", "crs", "org_type")},
            "country": optional(country, ""),
        },
    ),
    "tag": line(
        Tag,
        {
            "name": line_of_text(room(Tag, "name")),
            "labels": words(100),
            "aliases": each(line_of_text(100)),
            "former_keys": each(key(100)),
        },
        "labels",
        name="slug",
    ),
    "image": licensed(
        Image,
        {
            "file_dark": optional(text(1000, blank=False), ""),
            "alt": words(LONG),
            "decorative": flag,
            "caption": words(LONG),
            "focal_x": share,
            "focal_y": share,
        },
    ),
    "document": licensed(
        Document, {"title": words(LONG), "language": optional(language, ""), "accessible_note": words(LONG)}
    ),
    "topic": line(
        Topic,
        {
            "parent": NAMED,
            "position": integer,
            "accent": optional(choice(NO_ACCENT, "an accent"), ""),
            "hidden": flag,
            "addressed": flag,
            "contact": NAMED,
            "image": NAMED,
            "valid_on": DAY,
            "review_by": DAY,
            "editions": editions(TopicEdition),
        },
    ),
    "article": line(
        Article,
        {
            "date": day,
            "kind": choice(Article.Kind.values, "a kind of article"),
            "topics": each(key(), once=True),
            "countries": each(country, once=True),
            "tags": each(key(), once=True),
            "image": NAMED,
            "valid_on": DAY,
            "review_by": DAY,
            "lead_until": DAY,
            "for_the_record": flag,
            "time": optional(clock),
            "place": optional(words(LONG), {}),
            "contact": NAMED,
            "editions": editions(ArticleEdition),
            "figures": each(figure(FIGURE | MENTIONS)),
            "fact_notes": each(fact_note),
        },
        "date",
    ),
    "figure": figure(FIGURE),
    "banner": line(Banner, {"editions": editions(BannerEdition)}),
    "address": fields(
        {"language": language, "path": path, "topic": key(), "article": key(), "since": moment}, ("language", "path")
    ),
}
