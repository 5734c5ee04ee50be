"""From a question to the entries worth ranking, in one statement: bounded, and from live editions only."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.db import connection
from django.db.models import QuerySet

from . import backend
from .entries import COLUMNS, NEWEST_FIRST
from .parsed_query import ParsedQuery

NEWEST_LIMIT = 1000  # entries of a kind that are ranked: the newest that match, and the newest that match in the title
OTHER_LANGUAGES_LIMIT = 60  # in each other language, where three are shown


@dataclass(frozen=True)
class ByTag:
    """Tags that the clauses at these places name: subjects with all of them answer, whatever their texts say."""

    places: frozenset[int]
    subjects: Sequence[QuerySet]


@dataclass(frozen=True)
class Scope:
    """Where to look: live editions of one kind in some languages, filtered as the page is."""

    editions: QuerySet
    languages: tuple[str, ...]
    by_tag: Callable[[ParsedQuery], Sequence[ByTag]] = lambda question: ()
    everything: bool = False  # all that is live: nearly every entry that matches is of interest
    few: bool = False  # no more editions than are ranked

    @property
    def kind(self) -> str:
        return self.editions.model._meta.label_lower

    @cached_property
    def live(self) -> tuple[str, tuple]:
        """SQL and parameters of the editions, put together once: this is where the index meets the rule."""
        sql, params = self.editions.order_by().values("pk").query.sql_with_params()
        return sql, tuple(params)

    def narrowed(self, language: str, subjects: Sequence[QuerySet]) -> "Scope":
        editions = self.editions.in_language(language)
        for each in subjects:
            editions = editions.filter(subject__in=each)
        return replace(self, editions=editions, everything=False)


class Candidate(NamedTuple):
    kind: str
    edition: int
    subject: int
    language: str
    date: date
    title: str
    teaser: str
    branch: int


class Match(NamedTuple):
    """What to look for in the entries of a language; nothing: all of them."""

    language: str
    tokens: str
    limit: int = NEWEST_LIMIT


class Branch(NamedTuple):
    """The newest entries of a scope that match, so many of each language."""

    scope: Scope
    matches: Sequence[Match]
    in_title: bool = False
    by_tag: frozenset[int] = frozenset()
    rare: bool = False  # only the index of words may be used; see `rare_words` of the databases

    def sql(self, number: int) -> tuple[str, list]:
        if self.rare or self.scope.few or not self.matches[0].tokens:
            select, params = self.plain()
        else:
            select, params = backend.current_backend().newest(self)
        # Fixed words of ours only; everything that somebody typed is a parameter.
        return f"SELECT {COLUMNS}, {number} AS branch FROM ({select}) AS branch_{number}", params  # nosec B608 # noqa: S608 (our words only)

    def plain(self, also: str = "true") -> tuple[str, list]:
        """All languages at once, left to the planner of the database; `also` is one more condition, without values."""
        database, (live, live_params) = backend.current_backend(), self.scope.live
        nothing = " || ''" if self.rare else ""  # keeps the index of dates out of it
        some = ", ".join(["%s"] * len(self.matches))
        conditions = f"kind{nothing} = %s AND language{nothing} IN ({some})"
        params = [self.scope.kind, *(match.language for match in self.matches)]
        if self.matches[0].tokens:
            conditions += f" AND {database.condition(self.in_title)}"
            params.append(database.either([match.tokens for match in self.matches]))
        most = sum(match.limit for match in self.matches)
        order = NEWEST_FIRST if most > 1 else ""
        select = f"SELECT {COLUMNS} FROM publishing_searchentry WHERE {conditions} AND edition IN ({live})"  # nosec B608 # noqa: S608 (our words only)
        return f"{select} AND {also} {order} LIMIT {most}", [*params, *live_params]


def branches(question: ParsedQuery, scope: Scope, elsewhere: bool = True) -> list[Branch]:
    """The newest that match anywhere, the newest that match in the title, and those that a tag answers; of other
    languages than that of the question, if `elsewhere` is wanted, only the first."""
    matching, here = backend.current_backend().matching, question.language
    anywhere = [Match(here, matching(question))]
    if elsewhere:
        others = [code for code in scope.languages if code != here]
        anywhere += [Match(code, matching(question.in_language(code)), OTHER_LANGUAGES_LIMIT) for code in others]
    all_branches = [Branch(scope, anywhere)]
    if not scope.few:
        all_branches.append(Branch(scope, [Match(here, matching(question, in_title=True))], in_title=True))
    for tag in scope.by_tag(question):
        rest = question.without(tag.places)
        answered = [Match(here, matching(rest) if rest else "")]
        all_branches.append(Branch(scope.narrowed(here, tag.subjects), answered, by_tag=tag.places))
    return all_branches


def fetch_candidates(branches: Sequence[Branch]) -> list[Candidate]:
    """The entries of all branches, in one statement; the same entry may come from several."""
    if not branches:
        return []
    parts, params = [], []
    for number, branch in enumerate(branches):
        sql, own = branch.sql(number)
        parts.append(sql)
        params += own
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        rows = cursor.fetchall()
    return [Candidate(*row[:4], _day(row[4]), *row[5:]) for row in rows]


def _day(value) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)
