"""From a question to the entries worth ranking, in one statement: bounded, and from live editions only."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.db import connection
from django.db.models import QuerySet

from . import databases
from .question import Question

NEWEST = 1000  # entries of a kind that are ranked: the newest that match, and the newest that match in the title
NEWEST_ELSEWHERE = 200  # in each other language
SPARE = 3  # times as many entries are looked at: some are of texts that are not live


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
    by_tag: Callable[[Question], Sequence[ByTag]] = lambda question: ()
    everything: bool = False  # all that is live: nearly every entry that matches is of interest

    @property
    def kind(self) -> str:
        return self.editions.model._meta.label_lower

    @cached_property
    def live(self) -> tuple[str, tuple]:
        """SQL and parameters of the editions, put together once: this is where the index meets the rule."""
        sql, params = self.editions.order_by().values("pk").query.sql_with_params()
        return sql, tuple(params)

    def narrowed(self, subjects: Sequence[QuerySet]) -> "Scope":
        editions = self.editions
        for each in subjects:
            editions = editions.filter(subject__in=each)
        return replace(self, editions=editions, everything=False)

    def in_each_language(self) -> list["Scope"]:
        """Parted by language, as the index of dates is."""
        return [replace(self, languages=(language,)) for language in self.languages]


class Candidate(NamedTuple):
    kind: str
    edition: int
    subject: int
    language: str
    date: date
    title: str
    teaser: str
    branch: int


class Branch(NamedTuple):
    """The newest entries of a scope that match; all of it without a match."""

    scope: Scope
    match: str
    in_title: bool = False
    most: int = NEWEST
    by_tag: frozenset[int] = frozenset()
    rare: bool = False  # only the index of words may be used; see `rare_words` of the databases

    def sql(self, number: int) -> tuple[str, list]:
        live, live_params = self.scope.live
        params = [self.scope.kind, *self.scope.languages]
        some = ", ".join(["%s"] * len(self.scope.languages))
        nothing = " || ''" if self.rare else ""  # keeps the index of dates out of it
        conditions = f"kind{nothing} = %s AND language{nothing} IN ({some})"
        if self.match:
            conditions += f" AND {databases.mine().condition(self.in_title)}"
            params.append(self.match)
        order = "ORDER BY date DESC, edition DESC" if self.most > 1 else ""
        matching = f"publishing_searchentry WHERE {conditions}"
        if self.scope.everything and self.most > 1:  # the newest first, then which of them are live
            matching = f"(SELECT * FROM {matching} {order} LIMIT {self.most * SPARE}) AS newest WHERE true"  # nosec B608 # noqa: S608 (our words only)
        # Fixed words of ours only; everything that somebody typed is a parameter.
        sql = (
            f"SELECT * FROM (SELECT kind, edition, subject, language, date, title, teaser, {number} AS branch "  # nosec B608 # noqa: S608 (our words only)
            f"FROM {matching} AND edition IN ({live}) {order} LIMIT {self.most}) AS branch_{number}"
        )
        return sql, [*params, *live_params]


def branches(question: Question, scope: Scope, most: int = NEWEST) -> list[Branch]:
    """The newest that match anywhere, the newest that match in the title, and those that a tag answers."""
    match = databases.mine().matching
    found = [
        Branch(scope, match(question, in_title=False), most=most),
        Branch(scope, match(question, in_title=True), in_title=True, most=most),
    ]
    for tag in scope.by_tag(question):
        rest = question.without(tag.places)
        narrowed = scope.narrowed(tag.subjects)
        found.append(Branch(narrowed, match(rest, in_title=False) if rest else "", most=most, by_tag=tag.places))
    return found


def gather(asked: Sequence[Branch]) -> list[Candidate]:
    """The entries of all branches, in one statement; the same entry may come from several."""
    if not asked:
        return []
    parts, params = [], []
    for number, branch in enumerate(asked):
        sql, own = branch.sql(number)
        parts.append(sql)
        params += own
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        rows = cursor.fetchall()
    return [Candidate(*row[:4], _day(row[4]), *row[5:]) for row in rows]


def _day(value) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)
