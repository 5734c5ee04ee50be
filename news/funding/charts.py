"""Bars that say how sure a sum is. Solid is certain; an open dashed top: more than is drawn; a hatched end: about."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from .totals import Sum

CHART_HEIGHT = 320
OPEN_END_HEIGHT = 10  # of the open end
HATCHED = 8  # of the hatched end, at most
MAX_YEARS = 24  # years beside each other; the table has them all


@dataclass(frozen=True, slots=True)
class BarPart:
    """One rectangle of a bar; `top` is its distance from the top of the whole."""

    kind: str  # solid, open or hatched
    height: int
    top: int = 0


@dataclass(frozen=True, slots=True)
class Bar:
    """`height` is that of the sum itself; the open end stands on top of it, the hatched one within it."""

    label: str
    sum: Sum | None
    kind: str  # none, solid, open or about
    height: int = 0
    series: str = ""

    @property
    def total_height(self) -> int:
        return self.height + (OPEN_END_HEIGHT if self.kind == "open" else 0)

    @property
    def parts(self) -> list[BarPart]:
        """From the top down; a label without a sum has none."""
        if self.kind == "open":
            return [BarPart("open", OPEN_END_HEIGHT), BarPart("solid", self.height, OPEN_END_HEIGHT)]
        if self.kind == "about":
            hatched = min(HATCHED, self.height)
            return [BarPart("hatched", hatched), BarPart("solid", self.height - hatched, hatched)]
        return [BarPart("solid", self.height)] if self.kind == "solid" else []


BAR_KINDS = {"exactly": "solid", "at_least": "open", "about": "about"}


def scale_length(amount: Decimal, most: Decimal, length: int) -> int:
    """At least one: a sum is never invisible beside a greater one."""
    return max(1, int(amount * length / most)) if most > 0 else 0


def bars(
    sums: dict[str, Sum], labels: Iterable[str], most: Decimal, series: str = "", height: int = CHART_HEIGHT
) -> list[Bar]:
    """One for each label, from zero up to `most`; a label without a sum keeps its place."""
    made = []
    for label in labels:
        each = sums.get(label)
        kind = BAR_KINDS[each.qualifier] if each else "none"
        made.append(Bar(label, each, kind, scale_length(each.amount, most, height) if each else 0, series))
    return made


def years(*series: dict[str, Sum]) -> list[str]:
    """Every year from the first to the last that has a sum, at most the last of them that fit."""
    known = [int(year) for sums in series for year in sums]
    return [str(year) for year in range(min(known), max(known) + 1)][-MAX_YEARS:] if known else []


def largest_amount(*series: dict[str, Sum]) -> Decimal:
    return max((each.amount for sums in series for each in sums.values()), default=Decimal(0))
