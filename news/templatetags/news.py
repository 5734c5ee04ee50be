from django import template

from policy.views import tree_of
from publishing.core.addresses import public_path, segment
from publishing.text.rich_text import data_block

from ..amounts.formatting import in_full
from ..listing import cached_counts
from ..listing.rendered_rows import LEAD_TEMPLATE, RenderedRow, RowStyle, render_rows
from ..models.tag import tags_by_pk
from ..pages.country_links import MIN_ITEMS
from ..pages.country_views import country_rows
from ..pages.json_ld import news_article
from ..pages.replacements import replacements_for

register = template.Library()


@register.filter
def amount(figure, language: str) -> str:
    """A figure with its bound, in the manner of the language."""
    return in_full(figure, language)


@register.simple_tag
def entries(items, **look) -> list[RenderedRow]:
    """`{% entries items level=3 teaser=True as found %}`: the page of an ArticleList as entries."""
    return items.entries(RowStyle(**look))


@register.simple_tag(takes_context=True)
def news_about(context, topic, number, level, lead_level=0):
    """The newest live articles about a topic and what stands below it, as entries, and how many there are. With
    `lead_level`, that of its heading, the first is a lead."""
    tree = context["request"].live_tree
    numbers, tags = cached_counts.counts_about(topic, tree.language), tags_by_pk()
    looks = [
        RowStyle(LEAD_TEMPLATE, lead_level, small=True) if lead_level else RowStyle(level=level),
        *[RowStyle(level=level)] * number,
    ]
    newest = cached_counts.newest_about(topic, tree.language)[:number]
    return {
        "entries": render_rows(list(zip(newest, looks, strict=False)), tree),
        "count": numbers.count,
        "tags": [
            {"label": tag.label(tree.language), "url": tag.get_absolute_url(tree.language), "count": count}
            for pk, count in numbers.tags
            if (tag := tags.get(pk)) and tag.label(tree.language)
        ],
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
    found = cached_counts.countries_about(topic, tree.language)
    path = public_path(tree.language, segment(tree.language, "subjects/"), topic.key)
    return {"countries": country_rows(found, least=MIN_ITEMS), "path": path, "css": css}


@register.simple_tag(takes_context=True)
def newer_items(context, edition):
    """What came after an edition that has ended: the name of its topic, and rows."""
    return replacements_for(edition, tree_of(context["request"]))


@register.simple_tag
def list_page(items, number) -> str:
    """The query string of another page of the same list; the first page has none of its own."""
    return items.query(page=number if number > 1 else None)
