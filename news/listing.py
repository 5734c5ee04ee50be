"""Articles as rows of a list: what a row shows, read in a fixed number of queries however many rows there are."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch

from policy.tree import LiveTree, Node

from .articles import Article, ArticleEdition, ArticleTopic
from .figures import FigureMention, FundingFigure

WITHOUT_BODY = ("body", "note", "notice", "message", "sources")


@dataclass(slots=True)
class Row:
    edition: ArticleEdition
    url: str
    date: date
    topic: Node | None
    tree: LiveTree
    figures: list[FundingFigure] = field(default_factory=list)

    @property
    def title(self) -> str:
        return self.edition.title

    @property
    def teaser(self) -> str:
        return self.edition.teaser

    @property
    def language(self) -> str:
        return self.edition.language

    @property
    def subject(self) -> Article:
        return self.edition.subject

    @property
    def month(self) -> tuple[int, int]:
        return self.date.year, self.date.month

    @property
    def kind(self) -> str:
        """The kind in words, where it is not plain news."""
        return "" if self.subject.kind == Article.Kind.NEWS else self.subject.get_kind_display()

    @property
    def image(self):
        return self.subject.image


def with_facts(editions):
    """Everything that rows need: facts, picture, topics in their order and confirmed figures; no bodies."""
    mentions = FigureMention.objects.confirmed().select_related("figure").order_by("field", "start")
    return (
        editions.with_told_since()
        .select_related("subject__image")
        .defer(*WITHOUT_BODY)
        .prefetch_related(
            Prefetch("subject__topic_places", ArticleTopic.objects.order_by("position")),
            Prefetch("mentions", mentions, to_attr="confirmed_mentions"),
        )
    )


def rows(editions, tree: LiveTree) -> list[Row]:
    """Rows in the order of the queryset."""
    return [
        Row(
            edition=edition,
            url=edition.get_absolute_url(),
            date=edition.subject.date,
            topic=main_topic(edition, tree),
            tree=tree,
            figures=list({mention.figure_id: mention.figure for mention in edition.confirmed_mentions}.values()),
        )
        for edition in with_facts(editions)
    ]


def main_topic(edition, tree: LiveTree) -> Node | None:
    """The first of its topics that can be seen in the language of the tree."""
    nodes = (tree.get(place.topic_id) for place in edition.subject.topic_places.all())
    return next((node for node in nodes if node), None)
