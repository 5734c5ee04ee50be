"""Addresses of a former site, from a CSV or XLSX file with the columns `address` and `leads_to`."""

from pathlib import Path

from django.core.management import BaseCommand, CommandError

from desk.spreadsheets.import_runner import ALL_ROWS, PREVIEW, VALID_ROWS, ImportReport, run_import
from desk.spreadsheets.redirect_resource import RedirectResource
from desk.spreadsheets.table_reader import TableError, read_table


class Command(BaseCommand):
    help = "Imports old addresses; names rows that are refused and why. One bad row stops all, unless --rest is given."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--rest", action="store_true", help="leave bad rows out and import the others in one go")
        parser.add_argument("--dry-run", action="store_true", help="write nothing")

    def handle(self, *args, file, rest, dry_run, **options):
        resource = RedirectResource(None, f"file {file.name}")
        try:
            table = read_table(file.read_bytes())
        except (TableError, OSError) as fault:
            raise CommandError(str(fault)) from fault
        if missing := set(resource.required_columns) - set(table.heads):
            raise CommandError(f"A column is missing: {', '.join(sorted(missing))}.")
        report = ImportReport()
        for through in run_import(resource, table, PREVIEW if dry_run else VALID_ROWS if rest else ALL_ROWS, report):
            if self.stderr.isatty():
                self.stderr.write(f"{through} of {report.total}", ending="\r")
        for number, name, sentence in report.notes:
            self.stdout.write(f"{file}:{number}: {name}: {sentence}")
        for number, name, sentence in report.faults:
            self.stderr.write(f"{file}:{number}: {name}: {sentence}")
        written = report.new if report.done else 0
        self.stdout.write(f"{report.new} new, {report.same} unchanged, {report.refused} refused; {written} written.")
        if report.faults:
            raise CommandError("Some rows were refused.")
