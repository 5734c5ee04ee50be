"""Honest sums: how bounds add up, what is never added, and another currency at the rate of its day.

Which figures count is asked in the database (`cte`, `sql`); tests hold it against a reckoning of their own.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import reduce
from operator import add
from typing import ClassVar, NamedTuple

LOWER_BOUNDS = ("more_than", "at_least", "range")  # a range counts at its lower value
APPROXIMATE = ("about", "almost", "up_to")


class OtherCurrency(ValueError):
    """Two currencies are never added without the rate of a day."""


@dataclass(frozen=True, slots=True)
class Sum:
    """Figures of one currency, added. `lower_bounds` and `approximate` say how many of them are, so that
    the sum is one."""

    amount: Decimal
    currency: str
    figures: int = 1
    lower_bounds: int = 0
    approximate: int = 0
    amount_max: ClassVar[None] = None
    period: ClassVar[str] = "total"

    def __add__(self, other: "Sum") -> "Sum":
        if self.currency != other.currency:
            raise OtherCurrency(f"{self.currency} and {other.currency}")
        return Sum(
            self.amount + other.amount,
            self.currency,
            self.figures + other.figures,
            self.lower_bounds + other.lower_bounds,
            self.approximate + other.approximate,
        )

    @property
    def qualifier(self) -> str:
        """Where both kinds meet, "about" wins: it promises least."""
        return "about" if self.approximate else "at_least" if self.lower_bounds else "exactly"


class Rate(NamedTuple):
    """How much of the other currency one unit was worth, and on which day that rate was published."""

    value: Decimal
    day: date


class Conversion(NamedTuple):
    """`sum` is always approximate; `rates` are those used, `missing` what no rate was found for."""

    sum: Sum | None
    rates: dict[tuple[str, date], Rate]
    missing: list[Sum]


def add_by_currency(sums: Iterable[Sum]) -> dict[str, Sum]:
    """One sum a currency."""
    found: dict[str, Sum] = {}
    for each in sums:
        found[each.currency] = found[each.currency] + each if each.currency in found else each
    return found


def convert(sums: Iterable[tuple[date, Sum]], to: str, rate_of: Callable[[str, date], Rate | None]) -> Conversion:
    """Sums of given days in one currency, each at the rate of its day, together "about" as much, in whole units."""
    converted: list[Sum] = []
    rates: dict[tuple[str, date], Rate] = {}
    missing: list[Sum] = []
    for day, each in sums:
        rate = Rate(Decimal(1), day) if each.currency == to else rate_of(each.currency, day)
        if rate is None:
            missing.append(each)
            continue
        if each.currency != to:
            rates[each.currency, day] = rate
        converted.append(Sum(each.amount * rate.value, to, each.figures, each.lower_bounds, max(each.approximate, 1)))
    if not converted:
        return Conversion(None, rates, missing)
    sum_ = reduce(add, converted)
    return Conversion(Sum(sum_.amount.quantize(Decimal(1)), to, *_counts(sum_)), rates, missing)


def _counts(each: Sum) -> tuple[int, int, int]:
    return each.figures, each.lower_bounds, each.approximate
