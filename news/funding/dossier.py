"""An answer to file: total, chart, table and every sentence with date and link. The same data gives the same bytes."""

from django.conf import settings
from django.shortcuts import render
from django.utils.translation import get_language

from publishing.web.alternates import same_view
from publishing.web.decorators import public_view

from . import sql
from .figure_list import display_rows, figure_rows
from .page import Answer, question_in_words
from .request_parsing import COMPARISON_PREFIX, invalid_parameters, parse_queries
from .views import chart_context

MAX_FIGURES = 500  # beyond that the page says so and leads to the file


@public_view
def dossier(request):
    first, second = parse_queries(request)
    answers = [Answer(first, "A" if second else "")] + ([Answer(second, "B")] if second else [])
    complaints = invalid_parameters(request.GET, first, second)
    more = dict(second.pairs(COMPARISON_PREFIX)) if second else {}
    context = {
        "answers": answers,
        "first": answers[0],
        "question": question_in_words(answers),
        "lists": [_list(answer) for answer in answers],
        "complaints": complaints,
        "noindex": bool(complaints),
        "query": first.query(**more),
        "most": MAX_FIGURES,
        "licence": settings.ORGANISATION["licence"],
        "alternates": same_view(request),
        **chart_context(answers),
    }
    return render(request, "news/dossier.html", context)


def _list(answer: Answer) -> dict:
    found = sql.listing(answer.funding.figure_query, limit=MAX_FIGURES)
    rows = figure_rows(found, answer.funding.at)
    told_since = [mention.edition.live_from for row in rows for mention in row.mentions.values()]
    return {
        "answer": answer,
        "rows": display_rows(rows, get_language()),
        "state_of": max(told_since, default=None),
        "cut": len(found) == MAX_FIGURES,
    }
