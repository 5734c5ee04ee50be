"""Facets of articles that words found: live, at hand and no more than a few thousand, so each is looked up alone."""

from collections import Counter
from collections.abc import Sequence

from django.db.models import CharField, Count, Value
from django.db.models.aggregates import StringAgg
from django.db.models.functions import Cast

from policy.tree import LiveTree
from publishing.core.querysets import Among
from publishing.search.query import Hit

from .articles import Article, ArticleCountry, ArticleTopic
from .facets import Counts, added
from .tags import TaggedArticle


def counts_of(hits: Sequence[Hit], tree: LiveTree) -> Counts:
    """As `facets.counts`, of all hits without a filter; one query."""
    pks = [hit.subject for hit in hits]
    topics = ArticleTopic.objects.filter(Among(pks, "article")).order_by().values("article")
    topics = topics.annotate(listed=StringAgg(Cast("topic_id", CharField()), Value(",")))
    parts = [
        _grouped("kind", Article.objects.filter(Among(pks)), "kind"),
        _grouped("tag", TaggedArticle.objects.filter(Among(pks, "content_object")), "tag__slug"),
        _grouped("country", ArticleCountry.objects.filter(Among(pks, "article")), "country"),
        topics.values_list(Value("area"), "listed", Value(1)),
    ]
    rows = list(parts[0].union(*parts[1:], all=True).order_by()) if pks else []
    areas = Counter(choice for name, choice, _number in rows if name == "area")
    years = Counter(str(hit.date.year) for hit in hits)
    rows = [row for row in rows if row[0] != "area"]
    rows += [("area", *each) for each in areas.items()] + [("year", *each) for each in years.items()]
    return added(rows, tree)


def _grouped(name, rows, column):
    return rows.order_by().values(column).annotate(number=Count("pk")).values_list(Value(name), column, "number")
