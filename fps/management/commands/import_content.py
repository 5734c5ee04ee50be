"""Reads files of the exchange format (docs/open-data.md) into the database."""

import sys
from contextlib import nullcontext
from pathlib import Path

from django.core.management import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import override

from fps.exchange.importer import import_lines
from fps.exchange.progress import Progress
from fps.exchange.reader import Reader


class Command(BaseCommand):
    help = "Imports JSON Lines: one transaction a line, again without harm, every error with its file and line."
    stealth_options = ("prepare",)

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")

    def handle(self, *, files, dry_run, prepare=None, **options):
        self.faulty: set[tuple[str, int]] = set()
        self.progress = Progress(sys.stderr)
        reader = Reader(prepare)
        with override("en"):
            lines = reader.read(files, self.report)
            self.progress.total = len(lines)
            with transaction.atomic() if dry_run else nullcontext():
                counts = import_lines(reader, self.report_line, dry_run, self.progress.step)
                if dry_run:
                    transaction.set_rollback(True)
        self.progress.close()
        summary = ", ".join(f"{counts[name]} {name}" for name in ("new", "changed", "unchanged"))
        self.stdout.write(f"{'Would be: ' if dry_run else ''}{summary}, {len(self.faulty)} failed.")
        if self.faulty:
            raise CommandError("Some lines failed; the others were imported." if not dry_run else "Some lines fail.")

    def report(self, path: str, number: int, message: str) -> None:
        self.faulty.add((path, number))
        self.progress.clear()
        self.stderr.write(f"{path}:{number}: {message}" if number else f"{path}: {message}")

    def report_line(self, line, message: str) -> None:
        self.report(str(line.path), line.number, message)
