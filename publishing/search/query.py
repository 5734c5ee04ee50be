"""The one function in front of both databases: words in, ranked live editions out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from . import ranking, spelling
from .candidates import NEWEST, Scope, branches, gather
from .parsed_query import Question, read


@dataclass(frozen=True, slots=True)
class Hit:
    kind: str
    edition: int
    subject: int
    language: str
    date: date
    points: int


@dataclass(frozen=True)
class Found:
    """`hits` are the best first. `instead` is the question that was asked in place of a misspelt one."""

    question: Question
    hits: Sequence[Hit] = ()
    elsewhere: Sequence[Hit] = ()  # in other languages
    more: bool = False  # there are more than were ranked
    instead: str = ""
    alone: Sequence[str] = ()  # words that are found, each by itself, where all together are not

    def of_kind(self, model) -> list[int]:
        """The editions of one kind, best first."""
        kind = model._meta.label_lower
        return [hit.edition for hit in self.hits if hit.kind == kind]

    def newest_first(self) -> list[Hit]:
        return sorted(self.hits, key=lambda hit: ranking.key(0, hit.date, hit.kind, hit.edition))


def ask(text: str, language: str, scopes: Sequence[Scope]) -> Found:
    """Search `scopes` for the words of `text`, read in `language`; what their other languages hold stands apart.

    One statement where something is found. Where nothing is, up to four more look for beginnings of words, slips of
    one letter and parts of compounds, all of them in live texts.
    """
    question = read(text, language)
    if not question:
        return Found(question)
    found = _look(question, scopes)
    if found.hits:
        return found
    mended, alone = spelling.mend(question, scopes)
    if mended == question:
        return replace(found, alone=alone)
    again = _look(mended, scopes, elsewhere=False)
    if not again.hits:
        return replace(found, alone=alone)
    instead = mended.text if _respelt(question, mended) else ""
    return Found(mended, again.hits, found.elsewhere, again.more, instead)


def narrow(found: Found, scopes: Sequence[Scope]) -> Found:
    """The same question, as it was understood, in narrower scopes; no words find nothing there either."""
    if not found.question:
        return found
    within = _look(found.question, scopes, elsewhere=False)
    return replace(found, hits=within.hits, more=within.more)


def _look(question, scopes, elsewhere=True) -> Found:
    here = question.language
    asked = [branch for scope in scopes for branch in branches(question, scope, elsewhere)]
    languages = {match.language for branch in asked for match in branch.matches}
    rankers = {language: ranking.Ranker(question.in_language(language)) for language in languages}
    best: dict[tuple[str, int], Hit] = {}
    counts = [0] * len(asked)
    for row in gather(asked):
        counts[row.branch] += row.language == here
        points = rankers[row.language].points(row.title, row.teaser, asked[row.branch].by_tag)
        known = best.get((row.kind, row.edition))
        if known is None or known.points < points:
            best[row.kind, row.edition] = Hit(row.kind, row.edition, row.subject, row.language, row.date, points)
    ordered = sorted(best.values(), key=lambda hit: ranking.key(hit.points, hit.date, hit.kind, hit.edition))
    return Found(
        question,
        [hit for hit in ordered if hit.language == here],
        [hit for hit in ordered if hit.language != here],
        more=NEWEST in counts,
    )


def _respelt(question: Question, mended: Question) -> bool:
    """Were words changed, or only completed?"""
    return [each.words for each in question.clauses] != [each.words for each in mended.clauses]
