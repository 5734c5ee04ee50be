"""The confirmed figures that one edition tells of, each with the sentence in which it stands."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, gettext
from django_countries import countries

from publishing.text.rich_text import linked

from ..amounts.formatting import in_full
from ..models.figure import FigureMention, FundingFigure, read_mentions


@dataclass(slots=True)
class ArticleFigure:
    figure: FundingFigure
    quote: str
    sentence: str
    before: str
    after: str
    field: str

    day: date

    @property
    def amount(self) -> str:
        return in_full(self.figure, get_language())

    @property
    def path_in_words(self) -> str:
        """From whom, to whom, for where: “Belgium to FAO, Haiti”."""
        return path_in_words(self.figure, get_language())


def path_in_words(figure, language: str) -> str:
    parties = [each.name(language) for each in (figure.provider, figure.receiver) if each]
    if len(parties) == 2:
        parties = [gettext("%(provider)s to %(receiver)s") % {"provider": parties[0], "receiver": parties[1]}]
    country = str(countries.name(figure.country.code)) if figure.country else ""
    return ", ".join(each for each in (*parties, country) if each)


def figures_in(edition) -> list[ArticleFigure]:
    """One entry a figure, at its first mention (body before teaser before title: the fullest sentence)."""
    if not edition.pk:  # a preview of words that nobody has saved
        return []
    if "confirmed_mentions" not in vars(edition):
        read_mentions([], also=[edition])
    first: dict[int, FigureMention] = {}
    for mention in sorted(edition.confirmed_mentions, key=lambda each: ("body", "teaser", "title").index(each.field)):
        mention.edition = edition
        if mention.is_in_text():
            first.setdefault(mention.figure_id, mention)
    return [_article_figure(mention) for mention in first.values()]


def body_with_figure_links(body: str, figures: list[ArticleFigure]):
    """The body with a link from each confirmed sum to its place below."""
    links = [(each.quote, f"#figure-{each.figure.key}") for each in figures if each.field == "body"]
    return linked(body, links, "sum-here")


def _article_figure(mention: FigureMention) -> ArticleFigure:
    sentence = mention.sentence()
    before, _quote, after = sentence.partition(mention.quote)
    day = mention.figure.value_date or mention.edition.subject.date
    return ArticleFigure(mention.figure, mention.quote, sentence, before, after, mention.field, day)
