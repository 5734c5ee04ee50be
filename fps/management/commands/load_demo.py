"""Loads the demo content of the repository; a second run changes nothing."""

import json
from pathlib import Path

from django.core.management import BaseCommand, CommandError, call_command
from django.utils import timezone

from fps.exchange.relative_dates import resolver

DEMO = Path(__file__).resolve().parents[2] / "demo"


def demo_keys(kind: str) -> set[str]:
    """The keys of the demo's lines of this type ("topic", "article", …)."""
    files = (file.read_text(encoding="utf-8") for file in DEMO.glob("*.jsonl"))
    lines = (json.loads(line) for text in files for line in text.splitlines())
    return {line["id"] for line in lines if line["type"] == kind}


class Command(BaseCommand):
    help = "Loads the demo content: topics, articles, tags, figures and pictures in four languages."

    def handle(self, **options):
        files = sorted(DEMO.glob("*.jsonl"))
        if not files:
            raise CommandError(f"There is no demo content in {DEMO}.")
        call_command("import_content", *files, prepare=resolver(timezone.now()), stdout=self.stdout, stderr=self.stderr)
