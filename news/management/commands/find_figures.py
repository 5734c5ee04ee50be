"""Finds the sums of money in texts: JSON Lines in, JSON Lines out."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError, CommandParser

from news.amounts.parser import LANGUAGES, find_figures


class Command(BaseCommand):
    help = (
        'Reads JSON Lines {"id", "text"} and writes {"id", "figures"}, one line for each. A line that cannot be read '
        "is named on standard error; the others go on, and the exit status is 1."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", metavar="FILE", help="JSON Lines in UTF-8; standard input without it")
        parser.add_argument("--language", required=True, choices=LANGUAGES, help="the language of the texts")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["file"]:
            name, bad = "<stdin>", self._answer(sys.stdin.buffer, "<stdin>", options["language"])
        else:
            name = options["file"]
            try:
                with Path(name).open("rb") as lines:
                    bad = self._answer(lines, name, options["language"])
            except OSError as error:
                raise CommandError(f"{name} cannot be read: {error.strerror}.") from error
        if bad:
            raise CommandError(f"{name}: {bad} line{'s' if bad > 1 else ''} could not be read.")

    def _answer(self, lines: BinaryIO, name: str, language: str) -> int:
        """Write the figures of each line; the number of lines that could not be read."""
        bad = 0
        for number, raw in enumerate(lines, 1):
            if not raw.strip():
                continue
            try:
                key, text = _read(raw, first=number == 1)
            except ValueError as error:
                bad += 1
                self.stderr.write(f"{name}, line {number}: {error}")
                continue
            figures = [asdict(figure) for figure in find_figures(text, language)]
            # ASCII with escapes: the same bytes whatever the terminal's encoding, even for half a surrogate pair.
            self.stdout.write(json.dumps({"id": key, "figures": figures}))
        return bad


def _read(raw: bytes, first: bool) -> tuple[object, str]:
    """The id and the text of a line. A byte order mark is allowed at the start of the file."""
    try:
        line = raw.decode("utf-8-sig" if first else "utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8 (byte {error.start + 1}).") from error
    try:
        entry = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError(f"not JSON ({error}).") from error
    if not isinstance(entry, dict):
        raise ValueError('not an object with "id" and "text".')
    if "id" not in entry:
        raise ValueError('"id" is missing.')
    if not isinstance(entry.get("text"), str):
        raise ValueError('"text" is missing or is not a string.')
    return entry["id"], entry["text"]
