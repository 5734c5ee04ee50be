"""What happens in a stretch of days: what goes live, what ends, what is due for review; in Brussels days."""

from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.conf import settings
from django.db.models import CharField, F, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy

from news.models import ArticleTopic
from policy.models import Topic
from publishing.status import state_filters
from publishing.text.dates import short_time

from ..dashboard.rows import TEXT_MODELS, DashboardRow, attach_titles, change_url
from ..permissions.querysets import visible_active

MAX_ENTRIES = 500  # entries of a stretch; beyond it one narrows the calendar down
EVENT_LABELS = {
    "live": gettext_lazy("Goes live"),
    "ends": gettext_lazy("Ends"),
    "review": gettext_lazy("Due for review"),
}


@dataclass(slots=True)
class CalendarEntry(DashboardRow):
    """A subject and a moment; all its languages that start or end then."""

    what: str = ""

    @property
    def event_label(self) -> str:
        return str(EVENT_LABELS[self.what])

    @property
    def clock(self) -> str:
        """Empty for a whole day."""
        return "" if self.what == "review" else short_time(timezone.localtime(self.at).time())


@dataclass(slots=True)
class CalendarPeriod:
    """The entries from a day up to, and without, another; `is_cut` if there are more than fit."""

    start: date
    end: date
    entries: list[CalendarEntry] = field(default_factory=list)
    is_cut: bool = False

    def by_day(self) -> dict[date, list[CalendarEntry]]:
        found: dict[date, list[CalendarEntry]] = {}
        for entry in self.entries:
            found.setdefault(entry.day, []).append(entry)
        return found


def entries_between(
    user, start: date, end: date, *, what: str = "", area: Topic | None = None, language: str = ""
) -> CalendarPeriod:
    """At most MAX_ENTRIES, in four queries however many there are (and one more for an area)."""
    wanted = [_subjects(user, model, area) for model, _edition in TEXT_MODELS]
    rows = [] if what == "review" else _editions(wanted, _midnight(start), _midnight(end), what, language)
    found: dict[tuple, CalendarEntry] = {}
    for of, subject, code, kind, at in rows[:MAX_ENTRIES]:
        entry = found.setdefault((of, subject, kind, at), CalendarEntry(of, subject, at=at, what=kind))
        entry.url = entry.url or change_url(of, subject, code)
        entry.languages = [each for each in settings.LANGUAGE_ORDER if each in {*entry.languages, code}]
    due = _reviews(wanted, start, end) if what in ("", "review") and not language else []
    entries = [*found.values()]
    entries += [
        CalendarEntry(of, pk, url=change_url(of, pk), at=_midnight(day), what="review")
        for of, pk, day in due[:MAX_ENTRIES]
    ]
    attach_titles(entries)
    entries.sort(key=lambda each: (each.at, each.what, each.title))
    return CalendarPeriod(start, end, entries, max(len(rows), len(due)) > MAX_ENTRIES)


def _subjects(user, model, area):
    subjects = visible_active(user, model.objects.all()).order_by()
    if area is None:
        return subjects
    below = area.descendants(include_self=True).values("pk")
    if model is Topic:
        return subjects.filter(pk__in=below)
    return subjects.filter(pk__in=ArticleTopic.objects.filter(topic__in=below).values("article"))


def _editions(wanted, first, last, what, language) -> list[tuple]:
    parts = []
    for place, (_model, edition) in enumerate(TEXT_MODELS):
        texts = edition.objects.filter(subject__in=wanted[place].values("pk")).in_language(language or None)
        for kind, ask, moment in (
            ("live", state_filters.starts_between, "live_from"),
            ("ends", state_filters.ends_between, "live_until"),
        ):
            if what in ("", kind):
                some = ask(texts, first, last).order_by().annotate(moment=F(moment))
                parts.append(some.values_list(
                    Value(place), "subject_id", "language", Value(kind, CharField()), "moment"))  # fmt: skip
    return list(parts[0].union(*parts[1:], all=True).order_by("moment", "subject_id", "language")[: MAX_ENTRIES + 1])


def _reviews(wanted, start, end) -> list[tuple]:
    parts = [
        some.filter(review_by__gte=start, review_by__lt=end).values_list(Value(place), "pk", "review_by")
        for place, some in enumerate(wanted)
    ]
    return list(parts[0].union(*parts[1:], all=True).order_by("review_by", "pk")[: MAX_ENTRIES + 1])


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
