from django import template
from django.template.loader import render_to_string
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils import timezone
from django.utils.translation import get_language

from ..text import dates
from ..text.rich_text import data_block
from ..web.alternates import default_page
from ..web.fragment_cache import CachedFragmentNode
from ..web.json_ld import breadcrumbs, organization
from ..web.panels import PanelsNode

register = template.Library()
register.filter("long_date", dates.long_date)
register.filter("short_time", dates.short_time)
register.filter("month_and_year", dates.month_and_year)


@register.filter
def upper_first(text: str) -> str:
    """Only the first letter: “mars 2022” as a heading is “Mars 2022”."""
    return text[:1].upper() + text[1:]


@register.filter
def others(alternates):
    """The other languages in which a page exists."""
    return [alternate for alternate in alternates or [] if alternate.url and not alternate.current]


register.filter("default_page", default_page)


@register.simple_tag
def languages(alternates, label, id=""):
    """The switch of languages; a page shows it more than once."""
    return render_to_string("components/languages.html", {"alternates": alternates, "label": label, "id": id})


@register.simple_tag(takes_context=True)
def repeat_block(context, name: str):
    """`{% repeat_block "title" %}`: what a block of the page says, a second time."""
    block = context.render_context[BLOCK_CONTEXT_KEY].get_block(name)
    return block.render(context)


@register.tag
def panels_at(parser, token):
    """`{% panels_at "form-menu" %}`: see `publishing/web/panels.py`."""
    _tag, position = token.split_contents()
    return PanelsNode(position.strip("\"'"))


@register.tag
def cachefragment(parser, token):
    """`{% cachefragment topic.pk %}…{% endcachefragment %}`: see `publishing/web/fragment_cache.py`."""
    _tag, *values = token.split_contents()
    nodelist = parser.parse(["endcachefragment"])
    parser.delete_first_token()
    return CachedFragmentNode(nodelist, [parser.compile_filter(value) for value in values])


@register.simple_tag
def organization_data():
    return data_block({"@context": "https://schema.org"} | organization(get_language()))


@register.simple_tag
def breadcrumb_data(root_name, root_url, nodes, title, url):
    """The line of a page for machines; `nodes` are the topics above it."""
    above = [(node.title, node.get_absolute_url()) for node in nodes or []]
    return data_block(breadcrumbs([(root_name, root_url), *above, (title, url)]))


@register.filter
def local_time(moment) -> str:
    """The hour in Brussels: 09:00."""
    return timezone.localtime(moment).strftime("%H:%M")
