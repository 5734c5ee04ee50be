"""Writes the search index anew: after a change of the parts of compounds, of the stemmers, or of the tables by hand."""

from django.apps import apps
from django.core.management import BaseCommand

from publishing.models import Edition
from publishing.search import index


class Command(BaseCommand):
    help = "Writes the search index anew. The search stays in use meanwhile."

    def handle(self, *args, verbosity, **options):
        written = 0
        models = [model for model in apps.get_models() if issubclass(model, Edition)]
        for number in index.rebuild(models):
            written += number
            if verbosity > 1:
                self.stdout.write(f"{written} texts …")
        self.stdout.write(f"The search holds {written} texts.")
