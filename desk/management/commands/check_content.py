import sys

from django.core.management import BaseCommand

from desk.quality.content_check import find_faults
from desk.quality.findings import Source, store_findings


class Command(BaseCommand):
    help = "Checks what readers meet, what is scheduled and what is in review by today's rules. Exit 1 on faults."

    def handle(self, **options):
        found = list(find_faults())
        fresh = {each.digest for each in store_findings(Source.CONTENT, found)}
        for each in sorted(found, key=lambda each: not each.stops):
            new = "new " if each.digest in fresh else ""
            weight = "fault" if each.stops else "hint"
            self.stdout.write(f"{new}{weight}: {each.language} {each.thing}: {each.sentences[0][1]}".replace("  ", " "))
        faults = sum(each.stops for each in found)
        self.stdout.write(f"{faults} faults and {len(found) - faults} hints, {len(fresh)} of them new.")
        if faults:
            sys.exit(1)
