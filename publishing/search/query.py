"""The one function in front of both databases: words in, ranked live editions out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from . import ranking, spelling
from .candidates import NEWEST_LIMIT, Scope, branches, fetch_candidates
from .parsed_query import ParsedQuery, parse


@dataclass(frozen=True, slots=True)
class Hit:
    kind: str
    edition: int
    subject: int
    language: str
    date: date
    points: int


@dataclass(frozen=True)
class SearchOutcome:
    """`hits` are the best first. `corrected` is the question that was asked in place of a misspelt one."""

    question: ParsedQuery
    hits: Sequence[Hit] = ()
    elsewhere: Sequence[Hit] = ()  # in other languages
    more: bool = False  # there are more than were ranked
    corrected: str = ""
    matching_words: Sequence[str] = ()  # words that are found, each by itself, where all together are not

    def of_kind(self, model) -> list[int]:
        """The editions of one kind, best first."""
        kind = model._meta.label_lower
        return [hit.edition for hit in self.hits if hit.kind == kind]

    def newest_first(self) -> list[Hit]:
        return sorted(self.hits, key=lambda hit: ranking.key(0, hit.date, hit.kind, hit.edition))


def run_query(text: str, language: str, scopes: Sequence[Scope]) -> SearchOutcome:
    """Search `scopes` for the words of `text`, read in `language`; what their other languages hold stands apart.

    One statement where something is found. Where nothing is, up to four more look for beginnings of words, slips of
    one letter and parts of compounds, all of them in live texts.
    """
    question = parse(text, language)
    if not question:
        return SearchOutcome(question)
    outcome = _search(question, scopes)
    if outcome.hits:
        return outcome
    corrected_query, matching_words = spelling.correct_spelling(question, scopes)
    if corrected_query == question:
        return replace(outcome, matching_words=matching_words)
    retried = _search(corrected_query, scopes, elsewhere=False)
    if not retried.hits:
        return replace(outcome, matching_words=matching_words)
    corrected = corrected_query.text if _is_respelt(question, corrected_query) else ""
    return SearchOutcome(corrected_query, retried.hits, outcome.elsewhere, retried.more, corrected)


def narrow(outcome: SearchOutcome, scopes: Sequence[Scope]) -> SearchOutcome:
    """The same question, as it was understood, in narrower scopes; no words find nothing there either."""
    if not outcome.question:
        return outcome
    within = _search(outcome.question, scopes, elsewhere=False)
    return replace(outcome, hits=within.hits, more=within.more)


def _search(question, scopes, elsewhere=True) -> SearchOutcome:
    here = question.language
    wanted = [branch for scope in scopes for branch in branches(question, scope, elsewhere)]
    languages = {match.language for branch in wanted for match in branch.matches}
    rankers = {language: ranking.Ranker(question.in_language(language)) for language in languages}
    best: dict[tuple[str, int], Hit] = {}
    counts = [0] * len(wanted)
    for row in fetch_candidates(wanted):
        counts[row.branch] += row.language == here
        points = rankers[row.language].points(row.title, row.teaser, wanted[row.branch].by_tag)
        known = best.get((row.kind, row.edition))
        if known is None or known.points < points:
            best[row.kind, row.edition] = Hit(row.kind, row.edition, row.subject, row.language, row.date, points)
    ordered = sorted(best.values(), key=lambda hit: ranking.key(hit.points, hit.date, hit.kind, hit.edition))
    return SearchOutcome(
        question,
        [hit for hit in ordered if hit.language == here],
        [hit for hit in ordered if hit.language != here],
        more=NEWEST_LIMIT in counts,
    )


def _is_respelt(question: ParsedQuery, corrected_query: ParsedQuery) -> bool:
    """Were words changed, or only completed?"""
    return [clause.words for clause in question.clauses] != [clause.words for clause in corrected_query.clauses]
