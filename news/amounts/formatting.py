"""How sums are written: one function for every page, feed and export (number, bound and currency in one piece)."""

from decimal import Decimal

from babel.numbers import format_currency, format_decimal, get_currency_name, get_currency_symbol
from django.utils.translation import gettext, override

NARROW_NO_BREAK_SPACE = "\u202f"
NO_BREAK_SPACE = "\u00a0"
MILLION = Decimal(1_000_000)
# (ten to the power of, one, several). Babel's own long forms say "1 millions" in French.
SCALES = {
    "en": ((12, "trillion", "trillion"), (9, "billion", "billion"), (6, "million", "million")),
    "nl": ((12, "biljoen", "biljoen"), (9, "miljard", "miljard"), (6, "miljoen", "miljoen")),
    "fr": ((12, "billion", "billions"), (9, "milliard", "milliards"), (6, "million", "millions")),
    "de": ((12, "Billion", "Billionen"), (9, "Milliarde", "Milliarden"), (6, "Million", "Millionen")),
}


def digits(amount: Decimal, currency: str, language: str) -> str:
    """€29,399,000 · € 29.399.000 · 29 399 000 € · 29.399.000 €; cents only where there are some."""
    whole = amount == amount.to_integral_value()
    pattern = {"en": "¤#,##0", "nl": "¤ #,##0", "fr": "#,##0 ¤", "de": "#,##0 ¤"}.get(language, "¤#,##0")
    if not whole:
        pattern = pattern.replace("#,##0", "#,##0.00")
    text = format_currency(amount, currency, pattern, locale=language, currency_digits=False)
    return text.replace(" ", NO_BREAK_SPACE)


def number(amount: Decimal, language: str) -> str:
    """The digits alone, for tables that name the currency in their head."""
    pattern = "#,##0" if amount == amount.to_integral_value() else "#,##0.00"
    return format_decimal(amount, pattern, locale=language)


def in_words(amount: Decimal, currency: str, language: str) -> str:
    """€2.7 billion · 2,7 miljard euro · 2,7 milliards d'euros · 2,7 Milliarden Euro.

    From a million on, and only where three decimals say the whole sum: nothing is rounded away unseen. Everything
    else is written in digits.
    """
    if language not in SCALES or abs(amount) < MILLION:
        return digits(amount, currency, language)
    power, one, several = next(scale for scale in SCALES[language] if abs(amount) >= 10 ** scale[0])
    scaled = amount.scaleb(-power)
    if scaled != round(scaled, 3):
        return digits(amount, currency, language)
    # French says "1,5 million": the plural begins at two.
    scale = one if (abs(scaled) < 2 if language == "fr" else abs(scaled) == 1) else several
    text = f"{format_decimal(scaled, '#,##0.###', locale=language)} {scale}"
    return _with_currency(text, currency, language).replace(" ", NO_BREAK_SPACE)


def _with_currency(text: str, currency: str, language: str) -> str:
    if language == "en":
        symbol = get_currency_symbol(currency, locale=language)
        return f"{symbol} {text}" if symbol[-1].isalpha() else f"{symbol}{text}"
    name = currency_name(currency, language)
    if language != "fr":
        return f"{text} {name}"
    return f"{text} d'{name}" if name[0].lower() in "aeiouyéèêh" and not name.startswith("yen") else f"{text} de {name}"


def in_full(figure, language: str) -> str:
    """The amount with its bound: “at least €29,399,000”. The bound is part of the number."""
    return _bounded(figure, language, digits)


def in_short(figure, language: str) -> str:
    """The same with long numbers in words: “at least €2.7 billion”."""
    return _bounded(figure, language, in_words)


def _bounded(figure, language, write) -> str:
    amount = write(figure.amount, figure.currency, language)
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
        top = write(figure.amount_max, figure.currency, language) if figure.amount_max else ""
        text = bounds[figure.qualifier] % {"amount": amount, "top": top}
        return gettext("%(amount)s a year") % {"amount": text} if figure.period == "per_year" else text


def in_table(figure, language: str) -> str:
    """“at least 29,399,000”: for columns that name the currency in their head."""
    return _bounded(figure, language, lambda amount, currency, language: number(amount, language))


def currency_name(currency: str, language: str) -> str:
    """euros · euro · euros · Euro: as after a number."""
    return get_currency_name(currency, count=1 if language == "nl" else 2, locale=language)
