"""Calendars that other programs subscribe to (RFC 5545)."""

from collections.abc import Iterable

from django.conf import settings

MAX_LINE_BYTES = 75  # bytes of a line


def host() -> str:
    return settings.SITE_URL.partition("//")[2]


def ics(kind: str, name: str, events: Iterable[list[str]]) -> str:
    """A calendar of events, each given as its lines."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//{host()}//{kind}//EN", f"X-WR-CALNAME:{text(name)}"]
    for event in events:
        lines += ["BEGIN:VEVENT", *event, "END:VEVENT"]
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def text(words: str) -> str:
    for sign in "\\;,":
        words = words.replace(sign, f"\\{sign}")
    return " ".join(words.splitlines())


def _folded(line: str) -> str:
    """A line that is too long goes on after a blank; no letter is cut."""
    pieces, size = [""], 0
    for letter in line:
        if size + len(letter.encode()) > MAX_LINE_BYTES:
            pieces, size = [*pieces, ""], 1
        pieces[-1] += letter
        size += len(letter.encode())
    return "\r\n ".join(pieces)
