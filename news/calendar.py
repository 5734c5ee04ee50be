"""Dated items as a calendar (RFC 5545): a whole day each, which keeps nobody busy."""

from collections.abc import Iterable
from datetime import UTC

from django.conf import settings

LONGEST = 75  # bytes of a line


def calendar(name: str, rows: Iterable) -> str:
    """`rows` are those of `listing`."""
    host = settings.SITE_URL.partition("//")[2]
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//{host}//news//EN", f"X-WR-CALNAME:{_text(name)}"]
    for row in rows:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{row.subject.key}.{row.language}@{host}",
            f"DTSTAMP:{row.edition.live_from.astimezone(UTC):%Y%m%dT%H%M%SZ}",
            f"DTSTART;VALUE=DATE:{row.date:%Y%m%d}",
            f"SUMMARY;LANGUAGE={row.language}:{_text(row.title)}",
            *([f"DESCRIPTION;LANGUAGE={row.language}:{_text(row.teaser)}"] if row.teaser else []),
            f"URL:{settings.SITE_URL}{row.url}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _text(words: str) -> str:
    for sign in "\\;,":
        words = words.replace(sign, f"\\{sign}")
    return " ".join(words.splitlines())


def _folded(line: str) -> str:
    """A line that is too long goes on after a blank; no letter is cut."""
    pieces, size = [""], 0
    for letter in line:
        if size + len(letter.encode()) > LONGEST:
            pieces, size = [*pieces, ""], 1
        pieces[-1] += letter
        size += len(letter.encode())
    return "\r\n ".join(pieces)
