"""How sums are written: one function for every page, feed and export (number, bound and currency in one piece)."""

from decimal import Decimal

from babel.numbers import format_currency
from django.utils.translation import gettext, override

NARROW = "\u202f"
NO_BREAK = "\u00a0"


def digits(amount: Decimal, currency: str, language: str) -> str:
    """€29,399,000 · € 29.399.000 · 29 399 000 € · 29.399.000 €; cents only where there are some."""
    whole = amount == amount.to_integral_value()
    pattern = {"en": "¤#,##0", "nl": "¤ #,##0", "fr": "#,##0 ¤", "de": "#,##0 ¤"}.get(language, "¤#,##0")
    if not whole:
        pattern = pattern.replace("#,##0", "#,##0.00")
    text = format_currency(amount, currency, pattern, locale=language, currency_digits=False)
    return text.replace(" ", NO_BREAK)


def in_full(figure, language: str) -> str:
    """The amount with its bound: “at least €29,399,000”. The bound is part of the number."""
    amount = digits(figure.amount, figure.currency, language)
    with override(language):
        bounds = {
            "exactly": "%(amount)s",
            "more_than": gettext("more than %(amount)s"),
            "at_least": gettext("at least %(amount)s"),
            "almost": gettext("almost %(amount)s"),
            "up_to": gettext("up to %(amount)s"),
            "about": gettext("about %(amount)s"),
            "range": gettext("from %(amount)s to %(top)s"),
        }
        top = digits(figure.amount_max, figure.currency, language) if figure.amount_max else ""
        text = bounds[figure.qualifier] % {"amount": amount, "top": top}
        return gettext("%(amount)s a year") % {"amount": text} if figure.period == "per_year" else text
