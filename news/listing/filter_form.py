"""The filter form as the template needs it: each choice with its count and whether it is chosen."""

from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django_countries import countries

from publishing.web.memory_cache import StateCache

from ..models.article import Article
from ..models.tag import normalize_name

_cache = StateCache(100)
TAG_DISPLAY_LIMIT = 8
YEAR_DISPLAY_LIMIT = 5


class Choice(NamedTuple):
    value: str
    label: str
    count: int
    chosen: bool
    depth: int = 0


class Choices(NamedTuple):
    areas: list[Choice]
    kinds: list[Choice]
    years: list[Choice]
    older_years: list[Choice]
    tags: list[Choice]
    other_tags: list[Choice]
    countries: list[Choice]
    chosen: int
    older_chosen: bool
    first: str
    last: str


def filter_form(items) -> SafeString:
    """The form beside an ArticleList; without words in it, which are never the same twice, it is kept."""

    def make():
        return render_to_string("components/filter.html", {"items": items, "choices": choices(items)})

    return make() if items.words else _cache.get_or_set(items.cache_key, make)


def choices(items) -> Choices:
    """Choices of an ArticleList; those that would give nothing stay visible, with 0."""
    form, counts = items.filterset.form, items.counts
    cleaned = form.cleaned_data

    def choice(name, value, label, depth=0):
        value = str(value)
        chosen = value in (cleaned.get(name) or []) if name != "area" else value == cleaned.get(name)
        return Choice(value, str(label), counts[name].get(value, 0), chosen, depth)

    areas = [
        choice("area", node.key, node.title, len(node.line) - 1)
        for area in items.tree.areas
        for node in area.with_below()
        if len(node.line) < 3 or node.key == cleaned.get("area")
    ]
    years = [
        choice("year", year, year) for year in sorted({*counts["year"], *(cleaned.get("year") or [])}, reverse=True)
    ]
    tags = [choice("tag", key, label) for key, label in items.filterset.labels.items()]
    tags.sort(key=lambda each: (not each.chosen, -each.count, each.label.casefold()))
    country_choices = [
        choice("country", code, countries.name(code.upper()))
        for code in {*counts["country"], *(cleaned.get("country") or [])}
    ]
    return Choices(
        areas=areas,
        kinds=[choice("kind", kind.value, kind.label) for kind in Article.Kind],
        years=years[:YEAR_DISPLAY_LIMIT],
        older_years=years[YEAR_DISPLAY_LIMIT:],
        tags=tags[:TAG_DISPLAY_LIMIT],
        other_tags=sorted(tags[TAG_DISPLAY_LIMIT:], key=lambda each: each.label.casefold()),
        countries=sorted(country_choices, key=lambda each: normalize_name(each.label)),
        chosen=len(items.conditions),
        older_chosen=any(each.chosen for each in years[YEAR_DISPLAY_LIMIT:])
        or bool(cleaned.get("from") or cleaned.get("to")),
        first=_day(cleaned.get("from")),
        last=_day(cleaned.get("to")),
    )


def _day(day) -> str:
    return day.isoformat() if day else ""
