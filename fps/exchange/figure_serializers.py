"""Figures in a line: what each is, and the words that tell of it."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from news.models import FigureMention, FundingFigure, Qualifier, Stage

from .edition_serializers import sorted_editions
from .fields import (
    LANGUAGES,
    Amount,
    Choice,
    Country,
    Currency,
    Day,
    Each,
    Flag,
    Language,
    Moment,
    Reference,
    Text,
    Whole,
    limit,
)
from .line_serializer import Fields, LineSerializer

LINKS = ("part_of", "equivalent_of", "supersedes")
NAMES = ("provider", "receiver", "channel", *LINKS)
PLACES = ("title", "teaser", "body")


class Mention(NamedTuple):
    """`edition` is its number among the texts of the language in the line."""

    language: str
    edition: int
    field: str
    start: int
    quote: str
    confirmed_at: datetime | None

    @property
    def order(self) -> tuple[int, ...]:
        return LANGUAGES.index(self.language), self.edition, PLACES.index(self.field), self.start


class MentionSerializer(Fields):
    language = Language(required=True)
    quote = Text(200, blank=False, required=True)
    edition = Whole()
    field = Choice(PLACES, "a field of a text")
    start = Whole()
    confirmed_at = Moment(null=None)

    def validate(self, attrs):
        if "edition" not in attrs and len(attrs) > 2:
            raise ValidationError("field, start and confirmed_at only go with edition")
        if missing := [name for name in ("field", "start") if "edition" in attrs and name not in attrs]:
            raise ValidationError(dict.fromkeys(missing, "is missing"))
        return attrs


class FigureSerializer(LineSerializer):
    model = FundingFigure
    amount = Amount(required=True)
    amount_max = Amount(null=None)
    currency = Currency(required=True)
    qualifier = Choice(Qualifier.values, "a bound")
    stage = Choice(Stage.values, "a stage", required=True)
    value_date = Day(null=None)
    period = Choice(("total", "per_year"), "a period")
    provider = Reference("organisation")
    receiver = Reference("organisation")
    channel = Reference("organisation")
    country = Country(null="")
    region = Text(limit(FundingFigure, "region"))
    sector = Text(limit(FundingFigure, "sector"))
    humanitarian = Flag()
    part_of = Reference("figure")
    equivalent_of = Reference("figure")
    supersedes = Reference("figure")
    created_at = Moment()
    by_hand = (*LINKS, "mentions")

    def validate(self, attrs):
        top = attrs.get("amount_max")
        if (attrs.get("qualifier") == "range") != (top is not None) or (top and top <= attrs["amount"]):
            raise ValidationError("a range, and only a range, has an amount_max above its amount")
        return attrs

    def rows(self):
        """Those that no text tells of; the others stand with the first article that does."""
        figures = FundingFigure.objects.filter(mentions=None).select_related(*NAMES)
        return sorted(figures, key=lambda figure: figure.key)

    def put(self, data, line, site):
        return site.figures.get(data["id"], line)


class RepeatedFigureSerializer(LineSerializer):
    """A figure of which another line says what it is."""

    model = FundingFigure
    mentions = Each(MentionSerializer())


REPEATED = RepeatedFigureSerializer()


class ArticleFigureSerializer(FigureSerializer):
    mentions = Each(MentionSerializer(), write_only=True)

    def run_validation(self, data=serializers.empty):
        if isinstance(data, dict) and data.keys() <= {"id", "mentions"}:
            return REPEATED.run_validation(data)
        return super().run_validation(data)

    def to_representation(self, instance: tuple[FundingFigure, list[Mention]]):
        figure, mentions = instance
        exported: set[int] = self.context["exported"]
        facts = {"id": figure.key} if figure.pk in exported else super().to_representation(figure)
        exported.add(figure.pk)
        return facts | {"mentions": self.fields["mentions"].to_representation(mentions)}


def figures_in(article) -> Iterator[tuple[FundingFigure, list[Mention]]]:
    places = {each.pk: place for editions in sorted_editions(article).values() for place, each in enumerate(editions)}
    rows = FigureMention.objects.filter(edition__in=list(places))
    found: dict[FundingFigure, list[Mention]] = {}
    for row in rows.select_related("figure", *(f"figure__{name}" for name in NAMES), "edition"):
        mention = Mention(
            row.edition.language, places[row.edition_id], row.field, row.start, row.quote, row.confirmed_at
        )
        found.setdefault(row.figure, []).append(mention)
    for figure, mentions in sorted(found.items(), key=lambda pair: (pair[0].created_at, pair[0].key)):
        yield figure, sorted(mentions, key=lambda mention: mention.order)
