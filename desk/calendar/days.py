"""Weeks and months as rows of days. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

VIEWS = ("month", "week", "agenda")
FIRST, LAST = date(2000, 1, 1), date(2099, 12, 31)
AGENDA_DAYS = 28  # days of the agenda


@dataclass(frozen=True, slots=True)
class CalendarRange:
    """The days of a view, from `start` up to and without `end`, and a day in each of its neighbours."""

    view: str
    on: date
    start: date
    end: date
    before: date
    after: date

    @property
    def weeks(self) -> list[list[date]]:
        """Whole weeks from Monday; those of a month begin and end in its neighbours."""
        monday = self.start - timedelta(days=self.start.weekday())
        found = []
        while monday < self.end:
            found.append([monday + timedelta(days=number) for number in range(7)])
            monday += timedelta(days=7)
        return found

    @property
    def days(self) -> list[date]:
        return [self.start + timedelta(days=number) for number in range((self.end - self.start).days)]


def calendar_range(view: str, on: date) -> CalendarRange:
    on = min(max(on, FIRST), LAST)
    if view == "month":
        start = on.replace(day=1)
        after = (start + timedelta(days=31)).replace(day=1)
        return CalendarRange(view, on, start, after, (start - timedelta(days=1)).replace(day=1), after)
    length = 7 if view == "week" else AGENDA_DAYS
    start = on - timedelta(days=on.weekday()) if view == "week" else on
    span = timedelta(days=length)
    return CalendarRange(view, on, start, start + span, start - span, start + span)
