"""A figure as a record of the open data: the same names and values in CSV and JSON. `docs/open-data-figures.md`."""

from decimal import Decimal

from django.conf import settings
from django.utils.translation import gettext, override

from ..exchange_rates import rate_of
from ..figure_list import FigureRow
from ..totals_query import TotalsQuery

STAGE_CODES = {"pledge": "12", "commitment": "2", "disbursement": "3", "expenditure": "4"}  # IATI transaction types
COLUMNS = (
    *("id", "date", "year", "amount", "amount_max", "currency", "qualifier", "period", "counted"),
    *("stage", "stage_code", "provider", "provider_name", "provider_iati", "receiver", "receiver_name"),
    *("receiver_iati", "channel", "country", "country_name", "region", "sector", "humanitarian", "area"),
    *("part_of", "equivalent_of", "supersedes", "language", "quote", "sentence", "title", "url"),
    *("converted_amount", "converted_currency", "rate", "rate_date", "licence", "note"),
)


def record(row: FigureRow, funding: TotalsQuery, public: set[int], note: str = "") -> dict[str, str]:
    """Every column as text; empty where nothing is known. Links name public figures only (`public`, their ids)."""
    figure, language = row.figure, funding.options.tree.language
    mention = row.mention_for(language)
    with override(language):
        country = row.country
    return {
        "id": figure.key,
        "date": row.day.isoformat(),
        "year": str(row.day.year),
        "amount": decimal_text(figure.amount),
        "amount_max": decimal_text(figure.amount_max) if figure.amount_max else "",
        "currency": figure.currency,
        "qualifier": figure.qualifier,
        "period": figure.period,
        "counted": "yes" if row.is_counted else "no",
        "stage": figure.stage,
        "stage_code": STAGE_CODES[figure.stage],
        **_organisation("provider", figure.provider, language),
        **_organisation("receiver", figure.receiver, language),
        "channel": figure.channel.key if figure.channel else "",
        "country": figure.country.code or "",
        "country_name": country,
        "region": figure.region,
        "sector": figure.sector,
        "humanitarian": "1" if figure.humanitarian else "0",
        "area": _area(mention, funding.options.tree),
        **{name: _link(figure, name, public) for name in ("part_of", "equivalent_of", "supersedes")},
        "language": mention.edition.language,
        "quote": mention.quote,
        "sentence": mention.sentence(),
        "title": mention.edition.title,
        "url": settings.SITE_URL + row.url(language),
        **_converted(row, funding.cleaned.get("convert")),
        "licence": settings.ORGANISATION["licence"],
        "note": note,
    }


def export_note(complaints: list[str], language: str) -> str:
    """What everybody who takes the data must know: that it is an example, or that a filter was not understood."""
    with override(language):
        return " ".join([*([gettext("example data")] if settings.FPS_DEMO else []), *complaints])


def decimal_text(amount: Decimal) -> str:
    """`29399000`, `0.50`: digits and a point, cents only where there are some."""
    return str(
        amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount.quantize(Decimal("0.01"))
    )


def _organisation(name, organisation, language):
    return {
        name: organisation.key if organisation else "",
        f"{name}_name": organisation.name(language) if organisation else "",
        f"{name}_iati": organisation.iati if organisation else "",
    }


def _area(mention, tree) -> str:
    """The area of the main topic of the first article, as the totals have it."""
    places = sorted(mention.edition.subject.topic_places.all(), key=lambda place: (place.position, place.pk))
    node = tree.get(places[0].topic_id) if places else None
    return node.area.key if node else ""


def _link(figure, name, public) -> str:
    return getattr(figure, name).key if getattr(figure, f"{name}_id") in public else ""


def _converted(row, to) -> dict[str, str]:
    """The amount in another currency at the rate of the day: about as much, in whole units."""
    found = {"converted_amount": "", "converted_currency": "", "rate": "", "rate_date": ""}
    if not to:
        return found
    figure = row.figure
    if figure.currency == to:
        return {**found, "converted_amount": decimal_text(figure.amount), "converted_currency": to}
    rate = rate_of(figure.currency, to, row.day)
    if rate is None:
        return found
    return {
        "converted_amount": decimal_text((figure.amount * rate.value).quantize(Decimal(1))),
        "converted_currency": to,
        "rate": str(rate.value),
        "rate_date": rate.day.isoformat(),
    }
