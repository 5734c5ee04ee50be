from django import template
from django.db.models import Count

from policy.views import tree_of
from publishing.addresses import public_path, segment
from publishing.rich_text import data_block

from ..amounts_in_words import in_full
from ..articles import ArticleEdition
from ..linked_data import news_article
from ..listing import rows
from ..newer import newer_than
from ..tags import Tag, TaggedArticle
from ..thread_links import LEAST
from ..threads import countries_of

register = template.Library()


@register.filter
def amount(figure, language: str) -> str:
    """A figure with its bound, in the manner of the language."""
    return in_full(figure, language)


def most_used(editions, language, number=8):
    """The tags that stand most often on these articles: label, address, count."""
    tagged = TaggedArticle.objects.filter(content_object__in=editions.values("subject"))
    counted = tagged.values("tag").annotate(count=Count("pk")).order_by("-count", "tag")[:number]
    tags = Tag.objects.in_bulk([row["tag"] for row in counted])
    return [
        {"label": tag.label(language), "url": tag.get_absolute_url(language), "count": row["count"]}
        for row in counted
        if (tag := tags[row["tag"]]).label(language)
    ]


@register.simple_tag(takes_context=True)
def news_about(context, topic, number=5):
    """The newest live articles about a topic and what stands below it, as rows, and how many there are."""
    tree = context["request"].live_tree
    found = ArticleEdition.objects.live(tree.language).about([node.pk for node in topic.with_below()])
    return {
        "rows": rows(found.newest_first()[:number], tree),
        "count": found.count(),
        "tags": most_used(found, tree.language),
        "query": f"?area={topic.key}",
    }


@register.simple_tag
def article_data(edition, topic, tags):
    """An article for machines; `tags` are pairs of tag and label."""
    return data_block(news_article(edition, topic, [label for _tag, label in tags]))


@register.inclusion_tag("components/by_country.html", takes_context=True)
def countries_about(context, topic, css=""):
    """The threads of a topic: countries with two items or more."""
    tree = context["request"].live_tree
    found = ArticleEdition.objects.live(tree.language).about([node.pk for node in topic.with_below()])
    path = public_path(tree.language, segment(tree.language, "subjects/"), topic.key)
    return {"countries": countries_of(found, least=LEAST), "path": path, "css": css}


@register.simple_tag(takes_context=True)
def newer_items(context, edition):
    """What came after an edition that has ended: the name of its topic, and rows."""
    return newer_than(edition, tree_of(context["request"]))


@register.simple_tag
def list_page(items, number) -> str:
    """The query string of another page of the same list; the first page has none of its own."""
    return items.query(page=number if number > 1 else None)
