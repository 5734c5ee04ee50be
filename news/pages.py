"""A long list cut into pages without walking over what stands before: how many items each month has says where to look.

Which months hold the items of a page is reckoned; the database is asked for these months alone.
"""

from calendar import monthrange
from datetime import date
from itertools import accumulate

from django.db.models import Count
from django.db.models.functions import ExtractMonth, ExtractYear

Months = list[tuple[int, int, int]]  # year, month, number of items; newest first


def months_of(editions) -> Months:
    """How many of these editions each month has."""
    dated = editions.order_by().annotate(year=ExtractYear("subject__date"), month=ExtractMonth("subject__date"))
    return list(dated.values_list("year", "month").annotate(number=Count("pk")).order_by("-year", "-month"))


class ByMonth:
    """These editions, newest first, to be cut by a paginator. They can be more or fewer by now than `months` knew."""

    def __init__(self, editions, months: Months):
        self.editions, self.months = editions.newest_first(), months
        self.ends = list(accumulate(number for _year, _month, number in months))

    def __len__(self) -> int:
        return self.ends[-1] if self.ends else 0

    def __getitem__(self, part: slice):
        inside = [place for place, end in enumerate(self.ends) if end > part.start]
        if not inside:
            return self.editions.none()
        first = inside[0]
        last = next((place for place in inside if self.ends[place] >= part.stop), inside[-1])
        before = self.ends[first - 1] if first else 0
        (year, month, _number), (earlier, lower, _rest) = self.months[first], self.months[last]
        found = self.editions
        if first:  # whatever came since stands on the first page
            found = found.filter(subject__date__lte=date(year, month, monthrange(year, month)[1]))
        if last < len(self.months) - 1:
            found = found.filter(subject__date__gte=date(earlier, lower, 1))
        return found[part.start - before : part.stop - before]
