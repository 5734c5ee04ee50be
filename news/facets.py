"""How many items each choice of a filter would give, with the other filters as they stand. One query for all."""

from collections.abc import Callable

from django.db.models import CharField, Count, F, QuerySet, Value
from django.db.models.functions import Cast, ExtractYear

from policy.tree import LiveTree

from .articles import ArticleCountry, ArticleTopic
from .tags import TaggedArticle

Counts = dict[str, dict[str, int]]


def counts(filtered_without: Callable[[str], QuerySet], tree: LiveTree) -> Counts:
    """`{"year": {"2022": 3}, "tag": {…}, "kind": {…}, …}`; choices that give nothing are absent.

    `filtered_without(name)` gives the editions with every filter but the one of that name.
    """
    in_any_area = filtered_without("area")
    parts = [
        _grouped("kind", filtered_without("kind").annotate(choice=F("subject__kind"))),
        _grouped("year", filtered_without("year").annotate(choice=ExtractYear("subject__date"))),
        _grouped("tag", _rows(TaggedArticle, "content_object", filtered_without("tag"), "tag__slug")),
        _grouped("country", _rows(ArticleCountry, "article", filtered_without("country"), "country")),
        _grouped("area", _rows(ArticleTopic, "article", in_any_area, "topic__key")),
        *(_below(node, in_any_area) for node in tree.by_key.values() if node.children and not node.area.hidden),
    ]
    found: Counts = {"kind": {}, "year": {}, "tag": {}, "country": {}, "area": {}}
    for name, choice, number in parts[0].union(*parts[1:], all=True):
        # A topic with others below it comes twice: the greater number is the one with all below it.
        key = choice.lower() if name == "country" else choice
        found[name][key] = max(number, found[name].get(key, 0))
    return found


def _rows(model, article, editions, choice):
    subjects = editions.order_by().values("subject")
    return model.objects.filter(**{f"{article}__in": subjects}).annotate(choice=F(choice))


def _grouped(name, queryset):
    grouped = queryset.order_by().values("choice").annotate(number=Count("pk"))
    return grouped.values_list(Value(name, CharField()), Cast("choice", CharField()), "number")


def _below(node, editions):
    """An article counts once, however many of the topics below it belongs to."""
    topics = [each.pk for each in node.with_below()]
    rows = _rows(ArticleTopic, "article", editions, "topic__key").filter(topic__in=topics).order_by()
    grouped = rows.annotate(area=Value(node.key, CharField())).values("area")
    return grouped.annotate(number=Count("article", distinct=True)).values_list(
        Value("area", CharField()), Value(node.key, CharField()), "number"
    )
