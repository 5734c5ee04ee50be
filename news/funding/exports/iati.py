"""The figures as IATI 2.03 activities: one for each sum, with one transaction, in the languages that tell of it.

Sums that count stand in hierarchy 1, their parts in hierarchy 2 below them, so that nobody adds money twice. The same
money told elsewhere and replaced sums are left out, and so are sums per year: IATI has no such thing.
"""

from datetime import date
from io import BytesIO

from django.conf import settings
from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext, override
from django.views.decorators.http import require_safe
from lxml import etree

from ...amounts.formatting import in_full
from ...figures.in_article import path_in_words
from ...models.figure import FundingFigure
from .. import sql
from ..cte import FigureQuery
from ..figure_list import FigureRow, all_rows
from ..request_parsing import parse_queries
from .records import STAGE_CODES, decimal_text

UNSPECIFIED_REGION, UNSPECIFIED_SECTOR = "998", "99810"  # OECD DAC: developing countries, and sectors, not specified
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
CHUNK_SIZE = 50_000


@require_safe
def iati_xml(request):
    first, _second = parse_queries(request, everything=True)
    return StreamingHttpResponse(_document(first), content_type="application/xml; charset=utf-8")


def _document(funding):
    """The file in pieces."""
    today = timezone.localdate(funding.at)
    public = {pk for pk, *_rest in sql.listing(FigureQuery(at=funding.at))}
    replaced = set(FundingFigure.objects.public(funding.at).values_list("supersedes", flat=True)) - {None}
    buffer = BytesIO()
    with etree.xmlfile(buffer, encoding="utf-8") as file:
        file.write_declaration()
        with file.element("iati-activities", {"version": "2.03"}):
            if settings.FPS_DEMO:
                file.write(etree.Comment(" Example data: not statements of a ministry. "))
            for row in all_rows(funding.figure_query):
                if _is_included(row, public, replaced):
                    file.write(activity(row, today), pretty_print=True)
                if buffer.tell() > CHUNK_SIZE:
                    file.flush()
                    yield _drain(buffer)
    yield _drain(buffer)


def _drain(buffer: BytesIO) -> bytes:
    piece = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return piece


def _is_included(row: FigureRow, public: set[int], replaced: set[int]) -> bool:
    """What counts, and parts of a public whole; a part that is told again elsewhere or replaced is not."""
    if row.is_counted:
        return True
    figure = row.figure
    is_part = row.is_superseded and figure.period == "total" and figure.part_of_id in public
    return is_part and figure.equivalent_of_id not in public and figure.pk not in replaced


def identifier(figure) -> str:
    return f"{settings.ORGANISATION['iati']}-{figure.key}"


def activity(row: FigureRow, today: date) -> etree._Element:
    """The elements in the order of the schema."""
    figure, day = row.figure, row.day
    facts = {
        "default-currency": figure.currency,
        "hierarchy": "2" if row.is_superseded else "1",
        LANG: settings.LANGUAGE_CODE,
    }
    if figure.humanitarian:
        facts["humanitarian"] = "1"
    made = etree.Element("iati-activity", facts)
    _add(made, "iati-identifier").text = identifier(figure)
    own = bool(figure.provider) and figure.provider.key == settings.ORGANISATION["key"]
    reporting = _add(made, "reporting-org", ref=settings.ORGANISATION["iati"], type="10")
    if not own:  # we tell of somebody else's money
        reporting.set("secondary-reporter", "1")
    _narratives(reporting, settings.ORGANISATION["name"])
    languages = list(row.mentions)
    _narratives(_add(made, "title"), {code: _title(figure, code) for code in languages})
    _narratives(_add(made, "description", type="1"), {code: _sentence(row, code) for code in languages})
    _organisation(made, figure.provider, "1")
    if figure.channel:
        _organisation(made, figure.channel, "3")
    if figure.receiver:
        _organisation(made, figure.receiver, "4")
    planned = figure.stage == "pledge" or day > today
    _add(made, "activity-status", code="1" if planned else "2")
    _add(made, "activity-date", {"iso-date": day.isoformat(), "type": "1" if planned else "2"})
    if figure.country:
        _add(made, "recipient-country", code=figure.country.code, percentage="100")
    else:
        _add(made, "recipient-region", code=figure.region or UNSPECIFIED_REGION, vocabulary="1", percentage="100")
    _add(made, "sector", vocabulary="1", code=figure.sector or UNSPECIFIED_SECTOR, percentage="100")
    _money(made, figure, day, languages, planned=day > today)
    if row.is_superseded:
        _add(made, "related-activity", ref=identifier(figure.part_of), type="1")
    return made


def _money(made, figure, day, languages, planned) -> None:
    """A transaction; what lies in the future is none yet but a planned disbursement."""
    value = {"currency": figure.currency, "value-date": day.isoformat()}
    if planned:
        money = _add(made, "planned-disbursement")
        _add(money, "period-start", {"iso-date": day.isoformat()})
        _add(money, "value", value).text = decimal_text(figure.amount)
        return
    money = _add(made, "transaction")
    _add(money, "transaction-type", code=STAGE_CODES[figure.stage])
    _add(money, "transaction-date", {"iso-date": day.isoformat()})
    _add(money, "value", value).text = decimal_text(figure.amount)
    # The bound stands in words: IATI has no place for "at least".
    _narratives(_add(money, "description"), {code: in_full(figure, code) for code in languages})
    for name, organisation in (("provider-org", figure.provider), ("receiver-org", figure.receiver)):
        if organisation:
            _named(_add(money, name), organisation)


def _organisation(made, organisation, role) -> None:
    element = _add(made, "participating-org", role=role)
    if organisation is None:
        with override(settings.LANGUAGE_CODE):
            _narratives(element, {settings.LANGUAGE_CODE: gettext("Not specified")})
        return
    if organisation.crs:
        element.set("crs-channel-code", organisation.crs)
    _named(element, organisation)


def _named(element, organisation) -> None:
    if organisation.iati:
        element.set("ref", organisation.iati)
    if organisation.org_type:
        element.set("type", organisation.org_type)
    _narratives(element, organisation.names or {settings.LANGUAGE_CODE: organisation.key})


def _title(figure, language) -> str:
    with override(language):
        return ": ".join(part for part in (in_full(figure, language), path_in_words(figure, language)) if part)


def _sentence(row, language) -> str:
    with override(language):
        note = f"{gettext('Example data')}. " if settings.FPS_DEMO else ""
    return note + row.mentions[language].sentence()


def _narratives(element, words: dict[str, str]) -> None:
    for code, text in words.items():
        if text:
            _add(element, "narrative", {LANG: code}).text = text


def _add(parent, name, facts=None, **more):
    return etree.SubElement(parent, name, {**(facts or {}), **more})
