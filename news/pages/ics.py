"""Dated items as a calendar: a whole day each, which keeps nobody busy."""

from collections.abc import Iterable
from datetime import UTC

from django.conf import settings

from publishing.web.ics import host, ics, text


def calendar(name: str, rows: Iterable) -> str:
    """`rows` are those of `listing`."""
    return ics("news", name, (_event(row) for row in rows))


def _event(row) -> list[str]:
    return [
        f"UID:{row.subject.key}.{row.language}@{host()}",
        f"DTSTAMP:{row.edition.live_from.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{row.date:%Y%m%d}",
        f"SUMMARY;LANGUAGE={row.language}:{text(row.title)}",
        *([f"DESCRIPTION;LANGUAGE={row.language}:{text(row.teaser)}"] if row.teaser else []),
        f"URL:{settings.SITE_URL}{row.url}",
        "TRANSP:TRANSPARENT",
    ]
