"""Articles as rows of a list: what a row shows, read in a fixed number of queries however many rows there are."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.aggregates import StringAgg
from django.db.models.functions import Cast, Concat

from policy.tree import LiveTree, Node

from ..models.article import Article, ArticleEdition, ArticleTopic
from ..models.figure import FundingFigure, read_mentions

DEFERRED_FIELDS = ("body", "note", "notice", "message", "sources")


@dataclass(slots=True)
class ArticleRow:
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
    def has_facts(self) -> bool:
        return bool(self.kind or self.figures)

    @property
    def image(self):
        return self.subject.image


def with_facts(editions):
    """Facts, picture and topics of rows; no bodies."""
    found = editions.annotate(topic_list=aggregate_subquery(ArticleTopic, "article", "position", "topic_id"))
    return found.select_related("subject__image").defer(*DEFERRED_FIELDS)


def aggregate_subquery(model, article: str, *columns: str) -> Subquery:
    """What rows of `model` say of an edition's article, as `0:12,1:7`, in any order."""
    parts = [part for column in columns for part in (Value(":"), Cast(column, CharField()))][1:]
    each = Concat(*parts) if len(parts) > 1 else parts[0]
    # SQLite of today's systems cannot order inside an aggregate.
    rows = model.objects.filter(**{article: OuterRef("subject")}).order_by().values(article)
    return Subquery(rows.annotate(listed=StringAgg(each, Value(","))).values("listed"))


def attach_topics(edition) -> None:
    """Gives the article the topics that came along with its edition."""
    pairs = sorted(tuple(map(int, pair.split(":"))) for pair in (edition.topic_list or "").split(",") if pair)
    edition.subject.topic_pks = [pk for _place, pk in pairs]


def rows(editions, tree: LiveTree, also=()) -> list[ArticleRow]:
    """Rows in the order of the queryset, in two queries; the second reads the confirmed mentions of `also` as well."""
    found = list(with_facts(editions))
    for edition in found:
        attach_topics(edition)
    read_mentions(found, also)
    return [
        ArticleRow(
            edition=edition,
            url=edition.get_absolute_url(),
            date=edition.subject.date,
            topic=main_topic(edition, tree),
            tree=tree,
            figures=list({mention.figure_id: mention.figure for mention in edition.confirmed_mentions}.values()),
        )
        for edition in found
    ]


def live_rows(pks: list[int], tree: LiveTree, also=()) -> list[ArticleRow]:
    """The rows of those editions that are live, newest first."""
    found = ArticleEdition.objects.live(tree.language).with_pks(pks).newest_first()
    return rows(found if pks else found.none(), tree, also)


def main_topic(edition, tree: LiveTree) -> Node | None:
    """The first of its topics that can be seen in the language of the tree."""
    nodes = (tree.get(pk) for pk in edition.subject.topic_pks)
    return next((node for node in nodes if node), None)
