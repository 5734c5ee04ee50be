"""An answer to file: total, chart, table and every sentence with date and link. The same data gives the same bytes."""

from django.conf import settings
from django.shortcuts import render
from django.utils.translation import get_language

from publishing.web.alternates import same_view
from publishing.web.decorators import public_view

from . import sql
from .figure_list import figure_rows, rows_in_words
from .page import Answer
from .request_parsing import PREFIX, questions, told
from .views import charts

MOST = 500  # beyond that the page says so and leads to the file


@public_view
def dossier(request):
    first, second = questions(request)
    answers = [Answer(first, "A" if second else "")] + ([Answer(second, "B")] if second else [])
    complaints = told(request.GET, first, second)
    more = dict(second.pairs(PREFIX)) if second else {}
    context = {
        "answers": answers,
        "first": answers[0],
        "lists": [_list(answer) for answer in answers],
        "complaints": complaints,
        "noindex": bool(complaints),
        "query": first.query(**more),
        "most": MOST,
        "licence": settings.ORGANISATION["licence"],
        "alternates": same_view(request),
        **charts(answers),
    }
    return render(request, "news/dossier.html", context)


def _list(answer: Answer) -> dict:
    found = sql.listing(answer.funding.question, limit=MOST)
    rows = figure_rows(found, answer.funding.at)
    told_since = [mention.edition.live_from for row in rows for mention in row.mentions.values()]
    return {
        "answer": answer,
        "rows": rows_in_words(rows, get_language()),
        "state_of": max(told_since, default=None),
        "cut": len(found) == MOST,
    }
