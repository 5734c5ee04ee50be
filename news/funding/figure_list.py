"""Figures one by one, each with the words that tell of it: for the list, the dossier and the exports."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext
from django_countries import countries

from ..amounts.formatting import in_full
from ..models.article import ArticleEdition
from ..models.figure import FigureMention, FundingFigure
from . import sql
from .cte import FigureQuery

CHUNK_SIZE = 500


@dataclass(slots=True)
class FigureRow:
    figure: FundingFigure
    day: date
    is_superseded: bool  # counted within another public figure
    mentions: dict[str, FigureMention] = field(default_factory=dict)  # the first in each language

    def mention_for(self, language: str) -> FigureMention | None:
        """In that language, else in the first of the site's that tells of it: foreign words carry their `lang`."""
        order = [language, *(code for code, _name in settings.LANGUAGES)]
        return next((self.mentions[code] for code in order if code in self.mentions), None)

    def url(self, language: str) -> str:
        mention = self.mention_for(language)
        return f"{mention.edition.get_absolute_url()}#figure-{self.figure.key}" if mention else ""

    @property
    def country(self) -> str:
        return str(countries.name(self.figure.country.code)) if self.figure.country else ""

    @property
    def is_counted(self) -> bool:
        return not self.is_superseded and self.figure.period != "per_year"

    @property
    def why_not_counted(self) -> str:
        if self.is_counted:
            return ""
        if not self.is_superseded:
            return gettext("per year, never added")
        if self.figure.part_of_id:
            return gettext("part of another sum, counted there")
        if self.figure.equivalent_of_id:
            return gettext("the same money as another sum, counted there")
        return gettext("replaced by a newer sum")


def figure_rows(found: list[tuple], at: datetime | None = None) -> list[FigureRow]:
    """Rows of `funding_sql.listing`, in its order, read in a fixed number of queries."""
    figures = FundingFigure.objects.select_related(
        *("provider", "receiver", "channel", "part_of", "equivalent_of", "supersedes")
    )
    by_pk = figures.in_bulk([pk for pk, *_rest in found])
    rows = {pk: FigureRow(by_pk[pk], day, is_superseded) for pk, day, _article, is_superseded in found if pk in by_pk}
    for mention in _mentions(list(rows), at):
        rows[mention.figure_id].mentions.setdefault(mention.edition.language, mention)
    return list(rows.values())


def all_rows(query: FigureQuery) -> Iterator[FigureRow]:
    """Every public figure that fits, some at a time: exports never hold them all."""
    for rows in rows_in_parts(query):
        yield from rows


def rows_in_parts(query: FigureQuery) -> Iterator[list[FigureRow]]:
    for part in sql.listing_in_parts(query, CHUNK_SIZE):
        yield figure_rows(part, query.at)


class FigureSequence:
    """Public figures as a sequence that a paginator cuts into pages."""

    ordered = True

    def __init__(self, funding):
        self.funding = funding

    def __len__(self):
        return self.funding.number

    def __getitem__(self, part: slice) -> list[FigureRow]:
        return figure_rows(self.funding.figures_slice(part), self.funding.at)


def _mentions(figures, at):
    """First articles first, the fullest sentence (body before teaser before title) first."""
    live = ArticleEdition.objects.live(at=at).filter(pk=OuterRef("edition"))
    mentions = FigureMention.objects.confirmed().filter(Exists(live), figure__in=figures)
    mentions = mentions.select_related("edition__subject").prefetch_related("edition__subject__topic_places")
    places = ("body", "teaser", "title")
    return sorted(
        mentions,
        key=lambda each: (
            *(each.edition.subject.date, each.edition.subject_id),
            *(places.index(each.field), each.start, each.pk),
        ),
    )


def display_rows(rows: list[FigureRow], language: str) -> list[dict]:
    """Each figure as the list shows it: amount, path, sentence with the words marked, link into the article."""
    return [_row(row, language) for row in rows]


def _row(row: FigureRow, language: str) -> dict:
    figure, mention = row.figure, row.mention_for(language)
    receiver = figure.receiver.name(language) if figure.receiver else ""
    sentence = mention.sentence() if mention else ""
    before, _quote, after = sentence.partition(mention.quote) if mention else ("", "", "")
    return {
        "figure": figure,
        "day": row.day,
        "amount": in_full(figure, language),
        "provider": figure.provider.name(language) if figure.provider else gettext("Not specified"),
        "receiver": receiver,
        "country": row.country,
        "receiver_and_country": ", ".join(filter(None, [receiver, row.country])),
        "before": before,
        "quote": mention.quote if mention else "",
        "after": after,
        "lang": mention.edition.language if mention and mention.edition.language != language else "",
        "url": row.url(language),
        "title": mention.edition.title if mention else "",
        "date": mention.edition.subject.date if mention else row.day,
        "why_not": row.why_not_counted,
    }
