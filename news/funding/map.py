"""The world, coloured by sums: a picture of the list of countries, drawn for the question asked, in both themes."""

from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe
from lxml import etree

from ..amounts.formatting import in_words
from .request_parsing import parse_queries
from .totals import Sum
from .totals_query import TotalsQuery

WORLD_SVG = settings.BASE_DIR / "static" / "map" / "world.svg"
# The same round limits in every filter, so that two maps can be laid beside each other.
CLASS_LIMITS = (Decimal(100_000), Decimal(1_000_000), Decimal(10_000_000), Decimal(100_000_000))
# static/css/tokens.css: sea, land, coast, and the classes from little to much.
LIGHT = ("#f0f6f8", "#ffffff", "#6e848e", ("#b3dee0", "#77bbc2", "#3c95a0", "#146c7b", "#004554"))
DARK = ("#132028", "#0b161e", "#687e89", ("#1e4953", "#296e79", "#3c959f", "#66bec5", "#a9e4e6"))


@require_safe
def map_light(request):
    return _map(request, LIGHT)


@require_safe
def map_dark(request):
    return _map(request, DARK)


def is_available() -> bool:
    return WORLD_SVG.exists()


def amount_class(each: Sum) -> int:
    return sum(each.amount >= limit for limit in CLASS_LIMITS)


def legend(funding: TotalsQuery) -> list[dict]:
    """The classes that occur, as ranges in words."""
    language, currency = get_language(), funding.currency
    limits = [in_words(limit, currency, language) for limit in CLASS_LIMITS]
    found = sorted({amount_class(each) for code, each in funding.sums("country").items() if code})
    return [{"number": number + 1, "words": _range(number, limits)} for number in found]


def _range(number: int, limits: list[str]) -> str:
    if number == 0:
        return gettext("under %(limit)s") % {"limit": limits[0]}
    if number == len(limits):
        return gettext("%(limit)s and more") % {"limit": limits[-1]}
    return gettext("%(low)s to %(high)s") % {"low": limits[number - 1], "high": limits[number]}


def _map(request, colours):
    if not is_available():
        raise Http404
    first, _second = parse_queries(request)
    sea, land, coast, classes = colours
    box, paths = world(WORLD_SVG)
    sums = first.sums("country")
    drawn = etree.Element("svg", xmlns="http://www.w3.org/2000/svg", viewBox=box)
    etree.SubElement(drawn, "rect", width="100%", height="100%", fill=sea)
    group = etree.SubElement(drawn, "g", {"stroke": coast, "stroke-width": "0.75", "fill": land})
    for code, outline in paths:
        path = etree.SubElement(group, "path", d=outline)
        if code in sums:
            path.set("fill", classes[amount_class(sums[code])])
    return HttpResponse(etree.tostring(drawn), content_type="image/svg+xml")


@lru_cache(maxsize=2)
def world(file: Path) -> tuple[str, list[tuple[str, str]]]:
    """The view box, and code and outline of each country."""
    root = etree.parse(str(file), etree.XMLParser(resolve_entities=False, no_network=True)).getroot()
    return root.get("viewBox"), [(path.get("id"), path.get("d")) for path in root.iter("{*}path")]
