from datetime import date, datetime

from babel.dates import format_date, format_time
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language


def long_date(day: date, language: str | None = None) -> str:
    """25 March 2022 · 25 maart 2022 · 1er mars 2022 · 25. März 2022."""
    language = language or get_language()
    if isinstance(day, datetime):
        day = timezone.localtime(day).date()
    text = format_date(day, "long", locale={"en": "en_GB"}.get(language, language))
    return f"1er{text[1:]}" if language == "fr" and day.day == 1 and text.startswith("1 ") else text


def long_moment(moment: datetime, language: str | None = None) -> str:
    """25 March 2022, 09:00, in Brussels."""
    return f"{long_date(moment, language)}, {timezone.localtime(moment):%H:%M}"


def month_and_year(day: date, language: str | None = None) -> str:
    return format_date(day, "LLLL y", locale=language or get_language())


def short_time(moment, language: str | None = None) -> str:
    language = language or get_language()
    return format_time(moment, "short", locale={"en": "en_GB"}.get(language, language))


def moment_or_none(text: str) -> datetime | None:
    """What a link or a button names as a moment; None for what is none, such as 31 February."""
    try:
        return parse_datetime(text)
    except ValueError:
        return None
