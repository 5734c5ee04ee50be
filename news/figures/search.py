"""Figures that a sum may be the same as: by amount, by words, else those nearest to it."""

from decimal import Decimal

from django.db.models import DecimalField, F, Q, Value
from django.db.models.functions import Abs
from django.utils.translation import get_language, gettext

from ..amounts.formatting import in_full
from ..amounts.parser import LANGUAGES, find_figures
from ..consistency.readings import Key
from ..models.figure import FundingFigure
from .in_article import path_in_words

MAX_RESULTS = 12
MAX_AMOUNT = Decimal(10) ** 15


def similar_figures(text: str, key: Key, user) -> list[FundingFigure]:
    """`text` may be an amount as it is written in any language, digits, or the name of an organisation or country."""
    figures = FundingFigure.objects.visible_to(user).select_related("provider", "receiver")
    amount = _amount_in(text)
    if text and amount is None:
        words = Q(key__icontains=text) | Q(country=text.upper()[:2] if len(text) == 2 else "??")
        for party in ("provider", "receiver", "channel"):
            words |= Q(**{f"{party}__key__icontains": text}) | Q(**{f"{party}__abbreviation__iexact": text})
            words |= Q(**{f"{party}__names__icontains": text})
        return list(figures.filter(words).order_by("-created_at", "-pk")[:MAX_RESULTS])
    near = Decimal(key[0]) if amount is None else amount
    if near >= MAX_AMOUNT:
        return []
    span = (near * Decimal("0.8"), near * Decimal("1.25"))
    off = Abs(F("amount") - Value(near, output_field=DecimalField(max_digits=18, decimal_places=2)))
    return list(figures.filter(amount__range=span).annotate(off=off).order_by("off", "-created_at")[:MAX_RESULTS])


def _amount_in(text: str) -> Decimal | None:
    digits = "".join(text.split()).replace(".", "").replace(",", "").replace("€", "")
    if digits.isascii() and digits.isdecimal() and len(digits) < 16:
        return Decimal(digits)
    for language in LANGUAGES:
        for one in find_figures(text[:200], language):
            return Decimal(one.amount)
    return None


def summary_line(figure: FundingFigure) -> str:
    """ "more than €9,000,000 · Belgium, Ukraine · pledge · 2022" """
    language = get_language()
    parts = [in_full(figure, language), path_in_words(figure, language) or gettext("Not specified"),
             str(figure.get_stage_display()), str(figure.value_date or "")]  # fmt: skip
    return " · ".join(part for part in parts if part)
