"""Addresses of a former site, from a CSV or XLSX file with the columns `address` and `leads_to`."""

from pathlib import Path

from django.core.management import BaseCommand, CommandError

from desk.spreadsheets.import_runner import ALL, LOOK, REST, Report, run
from desk.spreadsheets.redirect_resource import AddressResource
from desk.spreadsheets.table_reader import TableFault, read_table


class Command(BaseCommand):
    help = "Imports old addresses; names rows that are refused and why. One bad row stops all, unless --rest is given."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--rest", action="store_true", help="leave bad rows out and import the others in one go")
        parser.add_argument("--dry-run", action="store_true", help="write nothing")

    def handle(self, *args, file, rest, dry_run, **options):
        resource = AddressResource(None, f"file {file.name}")
        try:
            table = read_table(file.read_bytes())
        except (TableFault, OSError) as fault:
            raise CommandError(str(fault)) from fault
        if missing := set(resource.needed) - set(table.heads):
            raise CommandError(f"A column is missing: {', '.join(sorted(missing))}.")
        report = Report()
        for through in run(resource, table, LOOK if dry_run else REST if rest else ALL, report):
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
