"""The confirmed figures that one edition tells of, each with the sentence in which it stands."""

from dataclasses import dataclass

from django.utils.translation import get_language

from .amounts_in_words import in_full
from .figures import FigureMention, FundingFigure


@dataclass(slots=True)
class ToldFigure:
    figure: FundingFigure
    quote: str
    sentence: str
    before: str
    after: str

    @property
    def amount(self) -> str:
        return in_full(self.figure, get_language())

    def provider(self) -> str:
        return self.figure.provider.name(get_language()) if self.figure.provider else ""

    def receiver(self) -> str:
        return self.figure.receiver.name(get_language()) if self.figure.receiver else ""


def told_figures(edition) -> list[ToldFigure]:
    """One entry a figure, at its first mention (body before teaser before title: the fullest sentence)."""
    mentions = FigureMention.objects.confirmed().filter(edition=edition)
    mentions = mentions.select_related("figure__provider", "figure__receiver").order_by("start")
    first: dict[int, FigureMention] = {}
    for mention in sorted(mentions, key=lambda each: ("body", "teaser", "title").index(each.field)):
        mention.edition = edition
        first.setdefault(mention.figure_id, mention)
    return [_told(mention) for mention in first.values()]


def _told(mention: FigureMention) -> ToldFigure:
    sentence = mention.sentence()
    before, _quote, after = sentence.partition(mention.quote)
    return ToldFigure(mention.figure, mention.quote, sentence, before, after)
