"""A page of a long list that costs the same at its 100,000th row as at its 1,000th: nothing is counted to the end."""

from dataclasses import dataclass, field

from django.db.models import IntegerField, Subquery
from django.utils.translation import gettext as _

PER_PAGE = 50
MAX_COUNTED = 1000  # beyond it the list says “1,000+”
MAX_PAGE = 200  # beyond it one narrows the list down


class CountUpTo(Subquery):
    """How many rows a sliced queryset has, as a part of another query."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


@dataclass
class Page:
    rows: list = field(default_factory=list)
    number: int = 1
    total: int = 0
    has_next: bool = False

    @property
    def first(self) -> int:
        return (self.number - 1) * PER_PAGE + 1 if self.rows else 0

    @property
    def last(self) -> int:
        return (self.number - 1) * PER_PAGE + len(self.rows)

    @property
    def previous_number(self) -> int:
        return self.number - 1

    @property
    def next_number(self) -> int:
        return self.number + 1 if self.has_next and self.number < MAX_PAGE else 0

    @property
    def is_cut(self) -> bool:
        return self.has_next and self.number >= MAX_PAGE

    @property
    def line(self) -> str:
        """“1–50 of 1,000+”: of the many only that they are many."""
        if not self.rows:
            return ""
        numbers = {"first": self.first, "last": self.last, "total": max(self.total, self.last)}
        if self.total > MAX_COUNTED:
            return _("%(first)s–%(last)s of %(total)s+") % {**numbers, "total": MAX_COUNTED}
        return _("%(first)s–%(last)s of %(total)s") % numbers


def page_number(text: str | None) -> int:
    """The page that was asked for; the first for anything that is none."""
    return min(max(int(text), 1), MAX_PAGE) if text and text.isdecimal() and len(text) < 6 else 1


def paginate(queryset, number: int, counted=None) -> Page:
    """`counted` is the same rows in a form that is cheaper to count; both travel in one query."""
    counted = queryset if counted is None else counted
    first = (number - 1) * PER_PAGE
    total = CountUpTo(counted.order_by().values("pk")[: MAX_COUNTED + 1])
    rows = list(queryset.annotate(total_rows=total)[first : first + PER_PAGE + 1])
    return Page(rows[:PER_PAGE], number, rows[0].total_rows if rows else 0, len(rows) > PER_PAGE)
