"""From a question to the entries worth ranking, in one statement: bounded, and from live editions only."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from django.db.models import BooleanField, F, Func, IntegerField, QuerySet, Value

from . import databases
from .entries import SearchEntry
from .question import Question

NEWEST = 1000  # entries of a kind that are ranked: the newest that match, and the newest that match in the title
NEWEST_ELSEWHERE = 30  # in each other language


@dataclass(frozen=True)
class ByTag:
    """Tags that the clauses at these places name: subjects with all of them answer, whatever their texts say."""

    places: frozenset[int]
    subjects: Sequence[QuerySet]


@dataclass(frozen=True)
class Scope:
    """Where to look: live editions of one kind and language, filtered as the page is."""

    editions: QuerySet
    language: str
    by_tag: Callable[[Question], Sequence[ByTag]] = lambda question: ()

    @property
    def kind(self) -> str:
        return self.editions.model._meta.label_lower

    def entries(self) -> QuerySet:
        """The one place where the index meets the rule of what is live."""
        live = self.editions.order_by().values("pk")
        return SearchEntry.objects.filter(kind=self.kind, language=self.language, edition__in=live)

    def matching(self, question: Question, in_title: bool = False) -> QuerySet:
        question = question.in_language(self.language)
        return self.entries().filter(Matches(databases.mine().matching(question, in_title), in_title))

    def without_tags(self) -> "Scope":
        return Scope(self.editions, self.language)

    def narrowed(self, subjects: Sequence[QuerySet]) -> "Scope":
        editions = self.editions
        for each in subjects:
            editions = editions.filter(subject__in=each)
        return replace(self, editions=editions)


class Matches(Func):
    output_field = BooleanField()
    conditional = True

    def __init__(self, match: str, in_title: bool = False):
        column, self.sql = databases.mine().condition(in_title)
        self.match = match
        super().__init__(F(column))

    def as_sql(self, compiler, connection, **kwargs):
        sql, params = compiler.compile(self.source_expressions[0])
        return self.sql % {"expressions": sql, "match": "%s"}, (*params, self.match)


@dataclass(frozen=True, slots=True)
class Candidate:
    kind: str
    edition: int
    subject: int
    language: str
    date: object
    title: str
    teaser: str
    branch: int


@dataclass(frozen=True)
class Branch:
    scope: Scope
    question: Question
    in_title: bool = False
    by_tag: frozenset[int] = frozenset()
    most: int = NEWEST

    def entries(self) -> QuerySet:
        if self.question:
            return self.scope.matching(self.question, self.in_title)
        return self.scope.entries()


def branches(question: Question, scope: Scope, most: int) -> list[Branch]:
    found = [Branch(scope, question, most=most), Branch(scope, question, in_title=True, most=most)]
    for tag in scope.by_tag(question):
        found.append(Branch(scope.narrowed(tag.subjects), question.without(tag.places), by_tag=tag.places, most=most))
    return found


def gather(asked: Sequence[Branch]) -> list[Candidate]:
    """The newest entries of each branch, in one statement; the same entry may come from several."""
    parts = []
    for number, branch in enumerate(asked):
        newest = branch.entries().order_by("-date", "-edition").values("pk")[: branch.most]
        rows = SearchEntry.objects.filter(pk__in=newest).annotate(branch=Value(number, IntegerField()))
        parts.append(
            rows.values_list("kind", "edition", "subject", "language", "date", "title", "teaser", "branch").order_by()
        )
    if not parts:
        return []
    return [Candidate(*row) for row in (parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0])]
