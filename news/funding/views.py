"""The funding page: one question or two beside each other, answered with sums, their grounds and the figures."""

from django.conf import settings
from django.shortcuts import render
from django.utils.translation import get_language

from publishing.web.alternates import same_view
from publishing.web.decorators import public_view

from ..listing.article_list import NoSuchPage
from . import charts
from .figure_list import display_rows
from .filter_form import sentence
from .map import is_available, legend
from .page import Answer, question_in_words
from .request_parsing import COMPARISON_PREFIX, invalid_parameters, parse_queries
from .totals_query import TotalsQuery


@public_view
def funding_page(request):
    first, second = parse_queries(request)
    answers = [Answer(first, "A" if second else "")] + ([Answer(second, "B")] if second else [])
    complaints = invalid_parameters(request.GET, first, second)
    context = {"answers": answers, "alternates": same_view(request), "noindex": bool(complaints)}
    try:
        page = answers[0].page(request.GET.get("page", "1"))
    except NoSuchPage as none:
        context["last"] = first.query(page=none.last)
        return render(request, "news/no_such_page.html", context, status=404)
    context |= {
        "first": answers[0],
        "second": answers[1] if second else None,
        "question": question_in_words(answers),
        "page": page,
        "rows": display_rows(list(page), get_language()),
        "sentences": [
            (answers[0].letter, sentence(first)),
            *([("B", sentence(second, COMPARISON_PREFIX))] if second else []),
        ],
        "complaints": complaints,
        "compare": "" if second else f"{first.query()}&b_provider={first.provider_key}",
        "pages": _PageLinks(first, second),
        **chart_context(answers),
        "legend": legend(first) if is_available() and not second else [],
        "licence": settings.ORGANISATION["licence"],
    }
    return render(request, "news/funding_page.html", context)


def chart_context(answers: list[Answer]) -> dict:
    """The bars of all answers on one axis."""
    series = [answer.years for answer in answers]
    labels, most = charts.years(*series), charts.largest_amount(*series)
    drawn = [charts.bars(sums, labels, most, "b" if place else "") for place, sums in enumerate(series)]
    kinds = [kind for kind in ("solid", "open", "about") if any(bar.kind == kind for each in drawn for bar in each)]
    for answer, each in zip(answers, drawn, strict=True):
        answer.bars = each
        answer.tallest = max((bar for bar in each if bar.sum), key=lambda bar: bar.sum.amount, default=None)
    return {"signs": kinds}


class _PageLinks:
    """For the pager: the query string of another page of the same question."""

    def __init__(self, first: TotalsQuery, second: TotalsQuery | None):
        self.first, self.second = first, second

    def query(self, page=None) -> str:
        more = dict(self.second.pairs(COMPARISON_PREFIX)) if self.second else {}
        return self.first.query(**more, page=page)
