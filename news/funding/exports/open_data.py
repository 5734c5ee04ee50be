"""The figures as CSV, JSON and as a described dataset, with the filters of the funding page."""

import csv
import json
from itertools import chain

from django.conf import settings
from django.http import JsonResponse, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publishing.core.addresses import public_path, segment
from publishing.text.formulas import escape_formula

from ...models.figure import FundingFigure
from ..figure_list import rows_in_parts
from ..request_parsing import invalid_parameters, parse_queries
from .records import COLUMNS, decimal_text, export_note, record

LINK_FIELDS = ("part_of", "equivalent_of", "supersedes")


@require_safe
def figures_csv(request):
    """Every public figure that fits, a row each; tidy: one head, no line above it."""
    first, _second = parse_queries(request, everything=True)
    return _csv("figures.csv", [("", first)], invalid_parameters(request.GET, first))


@require_safe
def dossier_csv(request):
    """What the dossier shows: the figures of its one or two questions, told apart in the column `series`."""
    first, second = parse_queries(request)
    series = [("A", first), *([("B", second)] if second else [])]
    return _csv("dossier.csv", series, invalid_parameters(request.GET, first, second), ("series", *COLUMNS))


@require_safe
def figures_json(request):
    first, _second = parse_queries(request, everything=True)
    note = export_note(invalid_parameters(request.GET, first), request.LANGUAGE_CODE)
    head = {
        "title": title(),
        "licence": settings.ORGANISATION["licence_url"],
        "source": _url(request.LANGUAGE_CODE) + first.query(),
        "note": note,
        "totals": [
            _total(group, first) for group in first.groups if group.by == "provider" and _is_requested(group, first)
        ],
    }
    lines = (
        (",\n" if place else "\n") + json.dumps(each, ensure_ascii=False)
        for place, each in enumerate(_records(first, note))
    )
    text = json.dumps(head, ensure_ascii=False)[:-1]
    return StreamingHttpResponse(
        chain([text, ', "figures": ['], lines, ["\n]}\n"]), content_type="application/json; charset=utf-8"
    )


@require_safe
def dataset(request):
    """schema.org's Dataset in JSON-LD."""
    language, base = request.LANGUAGE_CODE, _url(request.LANGUAGE_CODE)
    kinds = {"figures.csv": "text/csv", "figures.json": "application/json", "iati.xml": "application/xml"}
    described = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": base,
        "url": base,
        "name": title(),
        "description": _("Sums of money that public texts of this site tell of, each confirmed by a person."),
        "inLanguage": language,
        "isAccessibleForFree": True,
        "license": settings.ORGANISATION["licence_url"],
        "creator": {"@type": "GovernmentOrganization", "name": settings.ORGANISATION["name"].get(language, "")},
        "variableMeasured": list(COLUMNS),
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": base + name} for name, kind in kinds.items()
        ],
    }
    if settings.FPS_DEMO:
        described["abstract"] = _("Example data")
    return JsonResponse(described, content_type="application/ld+json", json_dumps_params={"ensure_ascii": False})


def title() -> str:
    from django.utils.translation import get_language

    name = settings.ORGANISATION["name"].get(get_language(), "")
    return _("%(organisation)s: sums of money") % {"organisation": name}


class _LineWriter:
    """What the csv module writes into: hands each line on."""

    def write(self, text: str) -> str:
        return text


def _csv(name, series, complaints, columns=COLUMNS):
    language = series[0][1].options.tree.language
    note = export_note(complaints, language)
    writer = csv.writer(_LineWriter())
    rows = (
        writer.writerow([escape_formula({"series": letter, **each}[column]) for column in columns])
        for letter, funding in series
        for each in _records(funding, note)
    )
    response = StreamingHttpResponse(
        chain([writer.writerow(columns)], rows), content_type="text/csv; charset=utf-8; header=present"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _records(funding, note):
    for rows in rows_in_parts(funding.figure_query):
        linked = {pk for row in rows for name in LINK_FIELDS if (pk := getattr(row.figure, f"{name}_id"))}
        public = FundingFigure.objects.public(funding.at).filter(pk__in=linked).order_by()
        known = set(public.values_list("pk", flat=True))
        for row in rows:
            yield record(row, funding, known, note)


def _is_requested(group, funding):
    return funding.figure_query.provider in (None, int(group.key) if group.key else 0) and (
        funding.figure_query.currency in (None, group.sum.currency)
    )


def _total(group, funding) -> dict:
    organisation = funding.options.by_id.get(group.key)
    return {
        "provider": organisation.key if organisation else None,
        "currency": group.sum.currency,
        "amount": decimal_text(group.sum.amount),
        "qualifier": group.sum.qualifier,
        "figures": group.sum.figures,
    }


def _url(language: str) -> str:
    return settings.SITE_URL + public_path(language, segment(language, "funding/"))
