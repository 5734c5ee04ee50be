from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..amounts.formatting import NO_BREAK_SPACE, in_full, in_short, in_table
from ..funding.figure_list import display_rows, figure_rows
from ..funding.totals_query import own_totals
from ..listing.cached_counts import cached
from ..models.article import ArticleTopic
from ..models.tag import Tag, TaggedArticle

register = template.Library()
LARGEST_FIGURES = 3


@register.filter
def short_amount(figure) -> str:
    """“at least €2.7 billion”."""
    return in_short(figure, get_language())


@register.filter
def full_amount(figure) -> str:
    """“at least €29,399,000”."""
    return in_full(figure, get_language())


@register.filter
def breakable(amount: str) -> str:
    """Over a narrow bar a sum may break between its words rather than within one."""
    return amount.replace(NO_BREAK_SPACE, " ")


@register.filter
def table_amount(figure) -> str:
    """“at least 29,399,000”, under a head that names the currency."""
    return in_table(figure, get_language())


@register.inclusion_tag("components/sums_of.html")
def sums_of(subject, level=2):
    """The money of our own organisation that articles about a topic (and below it) or with a tag tell of: the total as
    a sentence and the three largest figures; nothing where there is none."""
    kind = type(subject).__name__
    below = (subject.pk,) if isinstance(subject, Tag) else tuple(node.pk for node in subject.with_below())
    key = ("sums", kind, below, get_language())
    if found := cached(key, lambda: _sums_of(subject)):
        return {**found, "level": level}
    return {}


def _sums_of(subject) -> dict:
    language = get_language()
    if isinstance(subject, Tag):
        articles = TaggedArticle.objects.filter(tag=subject.pk).values("content_object")
        name, query = subject.label(language), f"?tag={subject.slug}"
    else:
        articles = ArticleTopic.objects.filter(topic__in=[node.pk for node in subject.with_below()]).values("article")
        name, query = subject.title, f"?area={subject.key}"
    totals, largest = own_totals(articles, LARGEST_FIGURES)
    if not totals:
        return {}
    amounts = [in_full(each, language) for each in totals.values()]
    return {
        "total": _("%(amounts)s so far") % {"amounts": "; ".join(amounts)},
        "figures": sum(each.figures for each in totals.values()),
        "rows": display_rows(figure_rows(largest), language),
        "name": name,
        "query": query,
    }
