"""A long list cut into pages without walking over what stands before: how many items each month has says where to look.

Which months hold the items of a page is reckoned; the database is asked for these months alone.
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import accumulate

from django.db.models import Count, QuerySet
from django.db.models.functions import ExtractMonth, ExtractYear

Months = list[tuple[int, int, int]]  # year, month, number of items; newest first


def months_of(editions) -> Months:
    """How many of these editions each month has."""
    dated = editions.order_by().annotate(year=ExtractYear("subject__date"), month=ExtractMonth("subject__date"))
    return list(dated.values_list("year", "month").annotate(number=Count("pk")).order_by("-year", "-month"))


class ByMonth:
    """What `editions()` finds, newest first, to be cut by a paginator; a part is read by whoever calls it. There can be
    more or fewer by now than `months` knew."""

    def __init__(self, editions: Callable[[], QuerySet], months: Months):
        self.editions, self.months = editions, months
        self.ends = list(accumulate(number for _year, _month, number in months))

    def __len__(self) -> int:
        return self.ends[-1] if self.ends else 0

    def __getitem__(self, part: slice) -> Callable[[], QuerySet]:
        return partial(self._cut, part)

    def _cut(self, part: slice) -> QuerySet:
        found = self.editions().newest_first()
        inside = [place for place, end in enumerate(self.ends) if end > part.start]
        if not inside:
            return found.none()
        first = inside[0]
        last = next((place for place in inside if self.ends[place] >= part.stop), inside[-1])
        before = self.ends[first - 1] if first else 0
        (year, month, _number), (earlier, lower, _rest) = self.months[first], self.months[last]
        if first:  # whatever came since stands on the first page
            found = found.filter(subject__date__lte=date(year, month, monthrange(year, month)[1]))
        if last < len(self.months) - 1:
            found = found.filter(subject__date__gte=date(earlier, lower, 1))
        return found[part.start - before : part.stop - before]
