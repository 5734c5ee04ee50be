"""The conditions of a filtered list in words, each with a link that takes it away."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.utils.translation import gettext
from django_countries import countries

from publishing.text.dates import long_date

from ..models.article import Article


class ActiveFilter(NamedTuple):
    words: str
    without: str  # the query string without this condition


def conditions(filterset) -> list[ActiveFilter]:
    """The conditions that hold, in the order of the sentence."""
    found = []
    for name, value in _pairs(filterset):
        rest = [pair for pair in _pairs(filterset) if pair != (name, value)]
        found.append(ActiveFilter(_words(filterset, name, value), query_string(rest)))
    return found


def query_string(pairs, **more) -> str:
    text = urlencode([*pairs, *((name, value) for name, value in more.items() if value)])
    return f"?{text}" if text else "?"


def _pairs(filterset) -> list[tuple[str, str]]:
    pairs = []
    for name in ("q", "area", "kind", "tag", "country", "year", "from", "to", "has_figures"):
        value = filterset.form.cleaned_data.get(name)
        values = value if isinstance(value, list) else [value] if value else []
        pairs += [(name, str(each)) for each in values]
    return pairs


def query_pairs(filterset) -> list[tuple[str, str]]:
    """Every parameter that was understood, the order included, for links to other pages of the list."""
    sort = filterset.form.cleaned_data.get("sort")
    return [*_pairs(filterset), *([("sort", sort)] if sort else [])]


def _words(filterset, name: str, value: str) -> str:
    match name:
        case "area":
            return filterset.tree.by_key[value].title
        case "tag":
            return filterset.labels[value]
        case "kind":
            return str(Article.Kind(value).label)
        case "country":
            return str(countries.name(value.upper()))
        case "q":
            return gettext("with the words “%(words)s”") % {"words": value}
        case "from":
            return gettext("from %(day)s") % {"day": _day(filterset, name)}
        case "to":
            return gettext("until %(day)s") % {"day": _day(filterset, name)}
        case "has_figures":
            return gettext("with sums of money")
    return value


def _day(filterset, name: str) -> str:
    return long_date(filterset.form.cleaned_data[name])
