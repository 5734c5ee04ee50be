"""How many items each choice of a filter would give, with the other filters as they stand. One query for all."""

from collections.abc import Callable, Iterable

from django.db.models import CharField, Count, F, QuerySet, Value
from django.db.models.functions import Cast, ExtractYear

from policy.tree import LiveTree

from .articles import ArticleCountry, ArticleTopic
from .listing import listed
from .tags import TaggedArticle

Counts = dict[str, dict[str, int]]


def counts(filtered_without: Callable[[str], QuerySet], tree: LiveTree) -> Counts:
    """`{"year": {"2022": 3}, "tag": {…}, "kind": {…}, …}`; choices that give nothing are absent.

    `filtered_without(name)` gives the editions with every filter but the one of that name.
    """
    parts = [
        _grouped("kind", filtered_without("kind").annotate(choice=F("subject__kind"))),
        _grouped("year", filtered_without("year").annotate(choice=ExtractYear("subject__date"))),
        _grouped("tag", _rows(TaggedArticle, "content_object", filtered_without("tag"), "tag__slug")),
        _grouped("country", _rows(ArticleCountry, "article", filtered_without("country"), "country")),
        _grouped("area", filtered_without("area").annotate(choice=listed(ArticleTopic, "article", "topic_id"))),
    ]
    found: Counts = {"kind": {}, "year": {}, "tag": {}, "country": {}, "area": {}}
    for name, choice, number in parts[0].union(*parts[1:], all=True):
        for key in _keys(name, choice, tree):
            found[name][key] = found[name].get(key, 0) + number
    return found


def _keys(name: str, choice: str | None, tree: LiveTree) -> Iterable[str]:
    """The topics of an article come together (`12,7`): it counts once for each of them and for all above them."""
    if name != "area":
        return [choice.lower() if name == "country" else choice]
    nodes = [tree.get(int(pk)) for pk in (choice or "").split(",") if pk]
    return {above.key for node in nodes if node for above in node.line}


def _rows(model, article, editions, choice):
    subjects = editions.order_by().values("subject")
    return model.objects.filter(**{f"{article}__in": subjects}).annotate(choice=F(choice))


def _grouped(name, queryset):
    grouped = queryset.order_by().values("choice").annotate(number=Count("pk"))
    return grouped.values_list(Value(name, CharField()), Cast("choice", CharField()), "number")
