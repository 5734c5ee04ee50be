from django import template
from django.utils.translation import get_language

from ..amounts_in_words import in_full, in_short, in_table

register = template.Library()


@register.filter
def short_amount(figure) -> str:
    """“at least €2.7 billion”."""
    return in_short(figure, get_language())


@register.filter
def full_amount(figure) -> str:
    """“at least €29,399,000”."""
    return in_full(figure, get_language())


@register.filter
def table_amount(figure) -> str:
    """“at least 29,399,000”, under a head that names the currency."""
    return in_table(figure, get_language())
