"""Bars that say how sure a sum is. Solid is certain; an open dashed top: more than is drawn; a hatched end: about."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from .totals import Sum

HEIGHT = 320
TOP = 10  # of the open end, and of the hatched one
MOST = 24  # years beside each other; the table has them all


@dataclass(frozen=True, slots=True)
class Bar:
    """`height` is that of the sum itself; the open end stands on top of it, the hatched one within it."""

    label: str
    sum: Sum | None
    kind: str  # none, solid, open or about
    height: int = 0
    series: str = ""

    @property
    def whole(self) -> int:
        return self.height + (TOP if self.kind == "open" else 0)

    @property
    def hatched(self) -> int:
        return min(8, self.height)

    @property
    def rest(self) -> int:
        return self.height - self.hatched


KINDS = {"exactly": "solid", "at_least": "open", "about": "about"}


def scaled(amount: Decimal, most: Decimal, length: int) -> int:
    """At least one: a sum is never invisible beside a greater one."""
    return max(1, int(amount * length / most)) if most > 0 else 0


def bars(
    sums: dict[str, Sum], labels: Iterable[str], most: Decimal, series: str = "", height: int = HEIGHT
) -> list[Bar]:
    """One for each label, from zero up to `most`; a label without a sum keeps its place."""
    made = []
    for label in labels:
        each = sums.get(label)
        kind = KINDS[each.qualifier] if each else "none"
        made.append(Bar(label, each, kind, scaled(each.amount, most, height) if each else 0, series))
    return made


def years(*series: dict[str, Sum]) -> list[str]:
    """Every year from the first to the last that has a sum, at most the last of them that fit."""
    known = [int(year) for sums in series for year in sums]
    return [str(year) for year in range(min(known), max(known) + 1)][-MOST:] if known else []


def greatest(*series: dict[str, Sum]) -> Decimal:
    return max((each.amount for sums in series for each in sums.values()), default=Decimal(0))
