"""Rows of the start page: gathered from both kinds of text in one query, named and given their pills in one a kind."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Value
from django.urls import reverse
from django.utils import timezone

from news.models import Article, ArticleEdition
from policy.models import Topic, TopicEdition
from publishing.core.languages import languages
from publishing.status.admin_columns import states_among

from ..lists.list_types import without_bodies
from ..permissions.querysets import visible_active

TEXT_MODELS = ((Article, ArticleEdition), (Topic, TopicEdition))
MAX_ROWS = 100  # rows that are looked at; beyond it a section says “100+”
PERSON_COLUMNS = ("updated_by__first_name", "updated_by__last_name", "updated_by__username")


@dataclass(slots=True)
class DashboardRow:
    """One line: a text, what it is about, and the one thing to do."""

    of: int  # place in TEXT_MODELS
    subject: int
    languages: list[str] = field(default_factory=list)
    act: str = ""
    url: str = ""
    who: str = ""
    at: datetime | None = None
    note: str = ""
    title: str = ""
    states: list = field(default_factory=list)
    pages: list[tuple[str, str]] = field(default_factory=list)  # language and address of public pages
    is_new: bool = False
    lacks: str = ""  # the pill of the languages for which this line stands here

    @property
    def day(self):
        return timezone.localtime(self.at).date()

    @property
    def missing(self) -> list[str]:
        return self.showing("missing")

    @property
    def link(self) -> str:
        """Where a click leads: to the first language that lacks something, if that is the matter."""
        codes = self.showing(self.lacks)
        return f"{self.url}#panel-{codes[0]}" if codes else self.url

    def showing(self, state: str) -> list[str]:
        return [code for code, pills in self.states if state in [pill.name for pill in pills]]


@dataclass(slots=True)
class Section:
    name: str
    title: str
    rows: list = field(default_factory=list)
    count: int = 0
    see_all: str = ""
    empty: str = ""
    failed: bool = False

    @property
    def is_shown(self) -> bool:
        return bool(self.rows or self.failed or self.empty)

    @property
    def asks_for_acts(self) -> bool:
        """Its rows have pills and a button; those of the others are short lines."""
        return self.name in ("waits", "sums", "unfinished", "gaps")

    @property
    def counted(self) -> str:
        return capped_count(self.count)


def capped_count(number: int) -> str:
    return f"{MAX_ROWS}+" if number > MAX_ROWS else str(number)


def union_rows(user, ask, columns, order) -> list[tuple]:
    """`ask` gives querysets of the editions of a kind; their rows of both kinds in one query, at most MAX_ROWS + 1."""
    parts = [
        some.order_by().values_list(Value(place), "subject_id", *columns)
        for place, (model, edition) in enumerate(TEXT_MODELS)
        for some in ask(visible_active(user, edition.objects.all()), model)
    ]
    return list(parts[0].union(*parts[1:], all=True).order_by(*order)[: MAX_ROWS + 1])


def change_url(of: int, subject: int, language: str = "") -> str:
    opts = TEXT_MODELS[of][0]._meta
    url = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[subject])
    return f"{url}#panel-{language}" if language else url


def review_url(of: int, subject: int, language: str) -> str:
    return reverse(f"admin:{TEXT_MODELS[of][0]._meta.model_name}_review", args=[subject, language])


def full_name(first: str | None, last: str | None, username: str | None) -> str:
    return f"{first or ''} {last or ''}".strip() or username or ""


def attach_titles(rows: list[DashboardRow]) -> None:
    """Titles and pills of all rows of the page, one query a kind."""
    now = timezone.now()
    for place, (_model, edition) in enumerate(TEXT_MODELS):
        wanted = {row.subject for row in rows if row.of == place}
        families: dict[int, list] = {pk: [] for pk in wanted}
        for each in without_bodies(edition.objects.filter(subject__in=wanted)) if wanted else ():
            families[each.subject_id].append(each)
        for row in rows:
            if row.of == place:
                row.states = states_among(families[row.subject], now)
                row.title = row.title or first_title(families[row.subject])


def first_title(editions) -> str:
    named = {each.language: each for each in sorted(editions, key=lambda each: each.pk) if each.title}
    first = next((named[code] for code in languages() if code in named), None)
    return first.title if first else str(editions[0]) if editions else ""
