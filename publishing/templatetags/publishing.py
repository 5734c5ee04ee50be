from django import template
from django.utils import timezone

from .. import dates
from ..alternates import default_page

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
    return [each for each in alternates or [] if each.url and not each.current]


register.filter("default_page", default_page)


@register.inclusion_tag("components/languages.html")
def languages(alternates, label, id=""):
    return {"alternates": alternates, "label": label, "id": id}


@register.filter
def local_time(moment) -> str:
    """The hour in Brussels: 09:00."""
    return timezone.localtime(moment).strftime("%H:%M")
