from django.core.management import BaseCommand

from desk.quality.link_check import check


class Command(BaseCommand):
    help = "Asks the links to other sites, each at most once a day, and says which have stopped working since."

    def add_arguments(self, parser):
        parser.add_argument("--limit", type=int, default=500, help="ask at most so many (500)")
        parser.add_argument("--seconds", type=float, default=600, help="stop asking after so long (600)")

    def handle(self, *, limit, seconds, **options):
        asked, fresh = check(limit, seconds)
        for fault in fresh:
            self.stdout.write(f"new: {fault.language} {fault.label}: {fault.sentence}")
        self.stdout.write(f"{asked} links asked, {len(fresh)} new faults.")
