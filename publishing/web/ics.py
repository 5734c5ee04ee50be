"""Calendars that other programs subscribe to (RFC 5545), written by icalendar."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from django.conf import settings
from django.http import HttpResponse
from icalendar import Calendar, Event, vText


def event(
    uid: str, stamp: datetime, start: date, end: date | None, summary: str, path: str, description="", language=""
) -> Event:
    """What keeps nobody busy. `uid` is its own on this site and never changes; a whole day has a date for `start`, and
    no end. `language` is that of the words, where the calendar has several."""
    parameters = {"LANGUAGE": language} if language else None
    made = Event()
    made.add("uid", f"{uid}@{_host()}")
    made.add("dtstamp", stamp)
    made.add("dtstart", _in_utc(start))
    if end:
        made.add("dtend", _in_utc(end))
    made.add("summary", summary, parameters)
    if description:
        made.add("description", description, parameters)
    made.add("url", f"{settings.SITE_URL}{path}")
    made.add("transp", "TRANSPARENT")
    return made


def calendar_response(kind: str, name: str, events: Iterable[Event]) -> HttpResponse:
    """A file of these events; `kind` tells our calendars apart, `name` is what their readers see."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//{_host()}//{kind}//EN")
    calendar.add("x-wr-calname", vText(name))
    for each in events:
        calendar.add_component(each)
    return HttpResponse(calendar.to_ical(sorted=False), content_type="text/calendar; charset=utf-8")


def _host() -> str:
    return settings.SITE_URL.partition("//")[2]


def _in_utc(start: date) -> date:
    """A moment without a zone of its own: the file then needs no table of zones."""
    return start.astimezone(UTC) if isinstance(start, datetime) else start
