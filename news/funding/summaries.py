"""The words around a total: what it stands on, what it leaves out, at which rates it was converted."""

from babel.numbers import format_decimal
from django.utils.translation import get_language, gettext, ngettext

from publishing.text.dates import long_date

from ..amounts.formatting import currency_name, digits, in_full
from .totals import Sum
from .totals_query import TotalsQuery

MAX_PROVIDERS_NAMED = 3
MAX_RATES_NAMED = 3


def basis_text(total: Sum, articles: int) -> str:
    """“from 5 figures in 5 articles; 2 of them are lower bounds”."""
    figures = ngettext("from %(number)s figure", "from %(number)s figures", total.figures) % {"number": total.figures}
    texts = ngettext("in %(number)s article", "in %(number)s articles", articles) % {"number": articles}
    text = f"{figures} {texts}"
    if total.lower_bounds:
        text += "; " + ngettext(
            "%(number)s of them is a lower bound", "%(number)s of them are lower bounds", total.lower_bounds
        ) % {"number": total.lower_bounds}
    if total.approximate:
        text += "; " + ngettext(
            "%(number)s of them is approximate", "%(number)s of them are approximate", total.approximate
        ) % {"number": total.approximate}
    return text


def excluded_text(funding: TotalsQuery) -> str:
    """“one figure of the European Union; 2 figures that are part of others”, or nothing."""
    excluded = funding.excluded
    superseded, yearly = excluded.pop("superseded", 0), excluded.pop("yearly", 0)
    language = get_language()
    parts = []
    if len(excluded) <= MAX_PROVIDERS_NAMED:
        for key, number in excluded.most_common():
            other = funding.options.by_id.get(key)
            name = other.name(language) if other else gettext("a provider that is not specified")
            parts.append(
                ngettext("%(number)s figure of another provider (%(name)s)",
                         "%(number)s figures of another provider (%(name)s)", number)
                % {"number": number, "name": name}
            )  # fmt: skip
    elif excluded:
        number = excluded.total()
        parts.append(
            ngettext("%(number)s figure of other providers", "%(number)s figures of other providers", number)
            % {"number": number}
        )
    if superseded:
        parts.append(
            ngettext("%(number)s figure held by another one", "%(number)s figures held by other ones", superseded)
            % {"number": superseded}
        )
    if yearly:
        parts.append(ngettext("%(number)s sum per year", "%(number)s sums per year", yearly) % {"number": yearly})
    return "; ".join(parts)


def conversion_in_words(funding: TotalsQuery) -> dict | None:
    """The converted total and, in a line of its own, the rates with their days."""
    conversion, language = funding.conversion, get_language()
    if conversion is None:
        return None
    to = funding.cleaned["convert"]
    rates = sorted(conversion.rates.items(), key=lambda pair: pair[0][1])
    named = [
        gettext("1 %(currency)s = %(amount)s on %(day)s")
        % {"currency": code, "amount": f"{_four_places(rate.value, language)} {to}", "day": long_date(rate.day)}
        for (code, _day), rate in rates[:MAX_RATES_NAMED]
    ]
    if more := len(rates) - MAX_RATES_NAMED if len(rates) > MAX_RATES_NAMED else 0:
        named.append(ngettext("%(number)s more rate", "%(number)s more rates", more) % {"number": more})
    missing = ", ".join(digits(each.amount, each.currency, language) for each in conversion.missing[:MAX_RATES_NAMED])
    return {
        "amount": in_full(conversion.sum, language) if conversion.sum else "",
        "rates": "; ".join(named),
        "missing": missing,
        "currency": currency_name(to, language),
    }


def _four_places(value, language: str) -> str:
    return format_decimal(value, "0.0000", locale=language)
