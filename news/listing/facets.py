# ruff: noqa: S608 (only names of this file and of tables stand in the text; values are parameters)
"""How many items each choice of a filter would give, with the other filters as they stand. One query for all."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from django.db import connection
from django.db.models import CharField, Count, QuerySet, Value
from django.db.models.aggregates import StringAgg
from django.db.models.functions import Cast

from policy.tree import LiveTree
from publishing.core.querysets import PkIn
from publishing.search.query import Hit

from ..compiled_sql import compiled
from ..models.article import Article, ArticleCountry, ArticleTopic
from ..models.tag import Tag, TaggedArticle

Counts = dict[str, dict[str, int]]
TAGGED, TAGS, TOPICS, COUNTRIES = (model._meta.db_table for model in (TaggedArticle, Tag, ArticleTopic, ArticleCountry))
FACET_SQL = {  # what the rows of a set say, a set being a table of subject, kind, day
    "kind": "SELECT kind AS choice FROM {set}",
    "year": "SELECT SUBSTR(CAST(day AS TEXT), 1, 4) AS choice FROM {set}",
    "tag": f"SELECT slug AS choice FROM {{set}} JOIN {TAGGED} ON content_object_id = subject"  # nosec B608 # our names only
    f" JOIN {TAGS} ON {TAGS}.id = tag_id",
    "country": f"SELECT country AS choice FROM {{set}} JOIN {COUNTRIES} ON article_id = subject",  # nosec B608 # our names only
    # The topics of an article come together (`12,7`): it counts once for each of them and for all above them.
    "area": f"SELECT {{list}}(CAST(topic_id AS TEXT), ',') AS choice FROM {{set}} JOIN {TOPICS} ON article_id = subject"  # nosec B608 # our names only
    " GROUP BY article_id",
}


def counts(filtered_without: Callable[[str], QuerySet], tree: LiveTree) -> Counts:
    """`{"year": {"2022": 3}, "tag": {…}, "kind": {…}, …}`; choices that give nothing are absent.

    `filtered_without(name)` gives the live editions of one language with every filter but the one of that name.
    """
    return merge_counts(_rows(filtered_without), tree)


def merge_counts(rows: Iterable[tuple[str, str, int]], tree: LiveTree) -> Counts:
    """Of rows of (group, choice, number)."""
    found: Counts = {name: {} for name in FACET_SQL}
    for name, choice, number in rows:
        for key in _keys(name, choice, tree):
            found[name][key] = found[name].get(key, 0) + number
    return found


def _rows(filtered_without) -> list[tuple[str, str, int]]:
    """Most of the sets are the same: the database finds each but once."""
    together = "STRING_AGG" if connection.vendor == "postgresql" else "GROUP_CONCAT"
    sets: dict[tuple, str] = {}  # statement and its parameters → name
    selects = []
    for name, choices in FACET_SQL.items():
        facts = filtered_without(name).order_by().values_list("subject", "subject__kind", "subject__date")
        sql, params = compiled(facts)
        chosen = choices.format(set=sets.setdefault((sql, *params), f"set_{len(sets)}"), list=together)
        selects.append(f"SELECT '{name}', choice, COUNT(*) FROM ({chosen}) AS {name}_chosen GROUP BY choice")  # nosec B608 # our names only
    heads = ", ".join(f"{name}(subject, kind, day) AS MATERIALIZED ({sql})" for (sql, *_params), name in sets.items())
    with connection.cursor() as cursor:
        given = [value for _sql, *params in sets for value in params]
        cursor.execute(f"WITH {heads} {' UNION ALL '.join(selects)}", given)
        return cursor.fetchall()


def _keys(name: str, choice: str, tree: LiveTree) -> Iterable[str]:
    if name != "area":
        return [choice.lower() if name == "country" else choice]
    nodes = [tree.get(int(pk)) for pk in choice.split(",")]
    return {above.key for node in nodes if node for above in node.line}


def counts_of_hits(hits: Sequence[Hit], tree: LiveTree) -> Counts:
    """As `facets.counts`, of all hits without a filter; one query."""
    pks = [hit.subject for hit in hits]
    topics = ArticleTopic.objects.filter(PkIn(pks, "article")).order_by().values("article")
    topics = topics.annotate(listed=StringAgg(Cast("topic_id", CharField()), Value(",")))
    parts = [
        _grouped("kind", Article.objects.filter(PkIn(pks)), "kind"),
        _grouped("tag", TaggedArticle.objects.filter(PkIn(pks, "content_object")), "tag__slug"),
        _grouped("country", ArticleCountry.objects.filter(PkIn(pks, "article")), "country"),
        topics.values_list(Value("area"), "listed", Value(1)),
    ]
    rows = list(parts[0].union(*parts[1:], all=True).order_by()) if pks else []
    areas = Counter(choice for name, choice, _number in rows if name == "area")
    years = Counter(str(hit.date.year) for hit in hits)
    rows = [row for row in rows if row[0] != "area"]
    rows += [("area", *each) for each in areas.items()] + [("year", *each) for each in years.items()]
    return merge_counts(rows, tree)


def _grouped(name, rows, column):
    return rows.order_by().values(column).annotate(number=Count("pk")).values_list(Value(name), column, "number")
