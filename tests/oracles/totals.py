"""What the statement of the funding page must answer, reckoned over plain rows, figure by figure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import reduce
from operator import add

from news.funding.totals import APPROXIMATE, LOWER_BOUNDS, Sum, add_by_currency


class CircularFigures(ValueError):
    """Figures that lead back to themselves: each would hide the other, and the money would vanish."""


@dataclass(frozen=True, slots=True)
class FigureRecord:
    """One figure. `first_mentioned` is the date of the first public article that mentions it; without one
    it is not public.

    `part_of`, `equivalent_of` and `supersedes` hold keys of other rows.
    """

    key: str
    amount: Decimal
    currency: str = "EUR"
    qualifier: str = "exactly"
    per_year: bool = False
    value_date: date | None = None
    first_mentioned: date | None = None
    provider: str | None = None
    receiver: str | None = None
    country: str | None = None
    stage: str | None = None
    part_of: str | None = None
    equivalent_of: str | None = None
    supersedes: str | None = None

    @property
    def is_public(self) -> bool:
        return self.first_mentioned is not None

    @property
    def day(self) -> date | None:
        return self.value_date or self.first_mentioned

    @property
    def year(self) -> int | None:
        return self.day.year if self.day else None


def sum_of(row: FigureRecord) -> Sum:
    return Sum(row.amount, row.currency, 1, row.qualifier in LOWER_BOUNDS, row.qualifier in APPROXIMATE)


def superseding_keys(row: FigureRecord, superseded_by: dict[str, list[str]]) -> list[str]:
    """The figures in whose place this one is never counted: its whole, its twin, those that replaced it."""
    return [key for key in (row.part_of, row.equivalent_of) if key] + superseded_by.get(row.key, [])


def countable(rows: Iterable[FigureRecord]) -> list[FigureRecord]:
    """Public figures that no public figure holds already, be it through others that are not public themselves."""
    by_key = {row.key: row for row in rows}
    superseded_by: dict[str, list[str]] = {}
    for row in by_key.values():
        if row.supersedes:
            superseded_by.setdefault(row.supersedes, []).append(row.key)
    superseding = {
        key: [each for each in superseding_keys(row, superseded_by) if each in by_key] for key, row in by_key.items()
    }
    hidden: dict[str, bool] = {}  # is there a public one in whose place this figure stands back?
    for key in superseding_order(superseding):
        hidden[key] = any(by_key[each].is_public or hidden[each] for each in superseding[key])
    return [row for key, row in by_key.items() if row.is_public and not hidden[key]]


def superseding_order(superseding: dict[str, list[str]]) -> list[str]:
    """Each after all that hide it; raises CircularFigures."""
    order: dict[str, None] = {}
    for first in superseding:
        path, ways = [first], [iter(superseding[first])]
        while path:
            step = next(ways[-1], None)
            if step is None:
                order[path.pop()] = None
                ways.pop()
            elif step in path:
                raise CircularFigures(" → ".join([*path[path.index(step) :], step]))
            elif step not in order:
                path.append(step)
                ways.append(iter(superseding[step]))
    return list(order)


def addable(rows: Iterable[FigureRecord]) -> list[FigureRecord]:
    """What may be added: top-level figures; sums per year stand apart."""
    return [row for row in countable(rows) if not row.per_year]


def total(rows: Iterable[FigureRecord], provider: str | None, currency: str) -> Sum | None:
    """The answer for one provider (None: whoever gave) in one currency; None without any figure."""
    chosen = [row for row in addable(rows) if row.currency == currency and provider in (None, row.provider)]
    return reduce(add, map(sum_of, chosen)) if chosen else None


def partition(rows: Iterable[FigureRecord], by: Callable[[FigureRecord], object]) -> dict[object, dict[str, Sum]]:
    """Sums by a property and currency; None is "not specified". Together they are the whole."""
    groups: dict[object, list[Sum]] = {}
    for row in addable(rows):
        groups.setdefault(by(row) or None, []).append(sum_of(row))
    return {key: add_by_currency(sums) for key, sums in groups.items()}
