"""A question that finds nothing: which word is to blame, and which word of a live text comes nearest to it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from django.db.models import IntegerField, Value

from ..rich_text import text_of
from . import databases, slips
from .candidates import Matches, Scope
from .entries import SearchEntry
from .question import SHORTEST_BEGINNING, Clause, Question, split_clause
from .words import fold, forms, normal, tokens

MOST_MENDED = 3  # words of one question
TEXTS = 20  # newest texts that are read for a spelling


def mend(question: Question, scopes: Sequence[Scope]) -> tuple[Question, list[str]]:
    """The question with other words for those that stand nowhere, and the words that do stand somewhere."""
    scopes = [scope.without_tags() for scope in scopes]
    whole, begun = _standing(question, scopes)
    alone = [clause.shown for place, clause in enumerate(question.clauses) if place in whole]
    mended, tries = question, 0
    for place in reversed(range(len(question.clauses))):
        clause = question.clauses[place]
        if place in whole or len(clause.words) > 1:
            continue
        if place in begun:
            mended = mended.with_clause(place, replace(clause, beginning=True))
        elif tries < MOST_MENDED:
            tries += 1
            if spelt := _nearest(clause.words[0], scopes):
                mended = mended.with_clause(place, Clause((fold_word(spelt),), spelt))
            elif pieces := split_clause(clause, question.language):
                mended = mended.with_clause(place, *pieces)
    return mended, (alone if len(question.clauses) > 1 else [])


def fold_word(text: str) -> str:
    return next((token.word for token in tokens(normal(text))), fold(text))


def _standing(question: Question, scopes) -> tuple[set[int], set[int]]:
    """Places of the clauses that some live text holds, and of those with which a word of one begins."""
    parts = []
    for place, clause in enumerate(question.clauses):
        tries = [(place, clause)]
        if len(clause.words) == 1 and len(clause.words[0]) >= SHORTEST_BEGINNING:
            tries.append((place + 100, replace(clause, beginning=True)))
        for number, tried in tries:
            for scope in scopes:
                one = scope.matching(replace(question, clauses=(tried,))).order_by("-date", "-edition")
                rows = SearchEntry.objects.filter(pk__in=one.values("pk")[:1]).order_by()
                parts.append(rows.annotate(place=Value(number, IntegerField())).values_list("place", flat=True))
    found = set(parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0])
    return {place for place in found if place < 100}, {place - 100 for place in found if place >= 100}


def _nearest(word: str, scopes) -> str:
    """The word, as its text writes it, that is one slip away and stands most often in the newest texts that have one;
    titles and teasers count three times. Empty if there is none."""
    near = slips.near(word)
    if not near:
        return ""
    match = databases.mine().near(near, scopes[0].language)
    count: Counter[str] = Counter()
    spelt: dict[str, str] = {}
    for scope in scopes:
        newest = scope.entries().filter(Matches(match)).order_by("-date", "-edition")
        pks = newest.values_list("edition", flat=True)[:TEXTS]
        texts = scope.editions.filter(pk__in=list(pks)).order_by("pk")
        for title, teaser, body in texts.values_list("title", "teaser", "body"):
            for text, weight in ((title, 3), (teaser, 3), (text_of(body), 1)):
                text = normal(text)
                for start, end, other in tokens(text):
                    if other in near:
                        count[other] += weight
                        spelt.setdefault(other, text[start:end].lower())
                    elif near.intersection(forms(other, scope.language)):
                        count[other] += 0
                        spelt.setdefault(other, text[start:end].lower())
    best = min(count, key=lambda other: (-count[other], other), default="")
    return spelt.get(best, "")
