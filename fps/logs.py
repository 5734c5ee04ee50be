"""What an operator reads when something failed: one plain line a record on stderr, with its trace, without secrets."""

import logging
import re

# Whoever has the address of a shared draft, a calendar or a new password has what it opens.
SECRET = re.compile(r"(/share/|/calendar/|/admin/reset/)[^\s\"'<>]+")


class PlainFormatter(logging.Formatter):
    """`2026-12-01 09:00:00,000 ERROR django.request: GET Internal Server Error: /en/news/`, and the trace below it."""

    def __init__(self):
        super().__init__("{asctime} {levelname} {name}: {message}", style="{")

    def formatMessage(self, record: logging.LogRecord) -> str:
        method = getattr(getattr(record, "request", None), "method", None)
        if method:
            record.message = f"{method} {record.message}"
        return super().formatMessage(record)

    def format(self, record: logging.LogRecord) -> str:
        return SECRET.sub(r"\1…", super().format(record))
