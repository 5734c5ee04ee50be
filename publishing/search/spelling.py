"""Spelling correction for a query that finds nothing: which word is to blame, and which live one comes nearest."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..text.rich_text import read_html
from . import backend, compounds, edit_distance
from .candidates import Branch, Match, Scope, fetch_candidates
from .parsed_query import MIN_PREFIX_LENGTH, Clause, ParsedQuery, split_clause
from .tokens import fold, forms, normal, tokens

MAX_CORRECTED_WORDS = 3  # words of one question
SPELLING_TEXT_LIMIT = 20  # newest texts that are read for a spelling


def correct_spelling(question: ParsedQuery, scopes: Sequence[Scope]) -> tuple[ParsedQuery, list[str]]:
    """The question with other words for those that stand nowhere, and the words that do stand somewhere."""
    with backend.current_backend().rare_words():
        return _correct(question, scopes)


def _correct(question, scopes):
    whole, begun = _matching_clauses(question, scopes)
    matching_words = [clause.shown for place, clause in enumerate(question.clauses) if place in whole]
    corrected, tries = question, 0
    for place in reversed(range(len(question.clauses))):
        clause = question.clauses[place]
        if place in whole or len(clause.words) > 1:
            continue
        if place in begun:
            corrected = corrected.with_clause(place, replace(clause, beginning=True))
        elif tries < MAX_CORRECTED_WORDS:
            tries += 1
            if spelt := _nearest(clause.words[0], question, scopes):
                corrected = corrected.with_clause(place, Clause((fold_word(spelt),), spelt))
            elif pieces := split_clause(clause, question.language):
                corrected = corrected.with_clause(place, *pieces)
    return corrected, (matching_words if len(question.clauses) > 1 else [])


def fold_word(text: str) -> str:
    return next((token.word for token in tokens(normal(text))), fold(text))


def _matching_clauses(question: ParsedQuery, scopes) -> tuple[set[int], set[int]]:
    """Places of the clauses that some live text holds, and of those with which a word of one begins."""
    match, language, tries = backend.current_backend().matching, question.language, []
    for place, clause in enumerate(question.clauses):
        tries += [(place, False, match(replace(question, clauses=(clause,))), scope) for scope in scopes]
        if len(clause.words) == 1 and len(clause.words[0]) >= MIN_PREFIX_LENGTH:
            begun = match(replace(question, clauses=(replace(clause, beginning=True),)))
            tries += [(place, True, begun, scope) for scope in scopes]
    rows = fetch_candidates(
        [Branch(scope, [Match(language, match, 1)], rare=True) for _place, _begun, match, scope in tries]
    )
    held = {tries[row.branch][:2] for row in rows}
    return {place for place, begun in held if not begun}, {place for place, begun in held if begun}


def _nearest(word: str, question: ParsedQuery, scopes) -> str:
    """The word, as its text writes it, that is one slip away and stands most often in the newest texts that have one;
    titles and teasers count three times. Empty if there is none."""
    near = edit_distance.one_edit_away(word)
    if not near:
        return ""
    match = backend.current_backend().near(near, question.language)
    rows = fetch_candidates(
        [Branch(scope, [Match(question.language, match, SPELLING_TEXT_LIMIT)], rare=True) for scope in scopes]
    )
    count: Counter[str] = Counter()
    spelt: dict[str, str] = {}
    for number, scope in enumerate(scopes):
        texts = scope.editions.with_pks(row.edition for row in rows if row.branch == number).order_by("pk")
        for title, teaser, body in texts.values_list("title", "teaser", "body"):
            for text, weight in ((title, 3), (teaser, 3), (read_html(body).text, 1)):
                for word, written in _written(normal(text), near, question.language):
                    count[word] += weight if word in near else 0
                    spelt.setdefault(word, written)
    best = min(count, key=lambda other: (-count[other], other), default="")
    return spelt.get(best, "")


def _written(text: str, near: set[str], language: str) -> Iterator[tuple[str, str]]:
    """Words of a text that are near, also as a part of a compound or by their stem, and as the text writes them."""
    for start, end, word in tokens(text):
        if word in near or near.intersection(forms(word, language)):
            yield word, text[start:end].lower()
        yield from ((part, part) for part in compounds.parts(word, language) if part in near)
