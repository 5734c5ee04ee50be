"""Imports the text of the page of policy areas: see policy/areas_parser.py for what it reads."""

from datetime import datetime
from itertools import chain, repeat

from django.core.management import CommandError
from django.utils import timezone

from policy.areas_parser import Text, read_areas
from policy.models import Topic
from publishing.core.errors import PublishingError
from publishing.importing.page_import import PageImport, Result, put_words

ACCENTS = (Topic.Accent.PLUM, Topic.Accent.COBALT, Topic.Accent.OCHRE)


class Command(PageImport):
    help = "Imports policy areas and the topics below them, as drafts or, with --approve, live from now."
    noun = "areas and topics"

    def handle(self, *, file, language, approve, dry_run, **options):
        page = read_areas(self.text_of(file))
        self.tell_unread(page.unread)
        if not page.areas:
            raise CommandError(f"{file} has no area: a heading, and after it a paragraph that ends with “-”.")
        self.stdout.write(f"Read: {len(page.areas)} areas, {len(page.topics)} topics.")
        start = timezone.now() if approve else None  # one moment for the whole page
        with self.writing(dry_run):
            for area, accent in zip(page.areas, chain(ACCENTS, repeat("")), strict=False):
                self.put(area.text, None, language, start, accent)
                for topic in area.topics:
                    self.put(topic, area.text, language, start)

    def put(self, text: Text, area: Text | None, language: str, start: datetime | None, accent: str = "") -> None:
        self.write_one(text.line, text.title, lambda: put(text, area, language, start, accent))


def put(text: Text, area: Text | None, language: str, start: datetime | None, accent: str) -> Result:
    """The topic of this text as it stands, else a new one below the area; one that was moved stays where it is."""
    parent = Topic.objects.filter(key=area.key).first() if area else None
    topic = Topic.objects.filter(key=text.key).first()
    misplaced = []
    if area and (parent is None or not (topic or parent.is_area())):
        raise PublishingError(f"There is no area “{area.title}” to put it in.")
    if topic is None:
        topic = Topic.objects.create(key=text.key, parent=parent, accent=accent)
    elif topic.parent != parent or topic.hidden:
        misplaced = ["place in the tree"]
    words = {"title": text.title, "slug": text.key, "teaser": text.teaser}
    return put_words(topic, language, words, start, misplaced)
