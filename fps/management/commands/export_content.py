"""Writes everything that the site holds into a folder (docs/open-data.md)."""

from contextlib import contextmanager
from pathlib import Path

from django.core.management import BaseCommand, CommandError
from django.db import connection, transaction

from fps.exchange.exporter import Export


class Command(BaseCommand):
    help = "Exports all content, drafts and history too, as content.jsonl and files/."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, metavar="DIR", help="new, empty, or with an earlier export")

    def handle(self, *, folder, **options):
        if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not _is_export(folder))):
            raise CommandError(f"{folder} holds something else: name an empty folder, or one with an earlier export.")
        export = Export(folder)
        with _one_moment():
            export.write()
        self.stdout.write(f"{export.number} lines in {folder / 'content.jsonl'}, {len(export.written)} files.")
        if export.missing:
            raise CommandError("Files that the library names are not there:\n" + "\n".join(export.missing))


def _is_export(folder):
    return (folder / "content.jsonl").is_file()


@contextmanager
def _one_moment():
    """All of it as it stood at one moment, however long the writing takes and whoever works meanwhile."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if connection.vendor == "postgresql" and outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
