"""Imports the text of a listing page of dated items: see news/listing_parser.py for what it reads."""

from datetime import datetime, time

from django.core.management import CommandError
from django.utils import timezone

from news.listing_parser import HeadLine, Item, read_listing
from news.models import Article
from policy.models import Topic
from publishing.importing.page_import import PageImport, Result, excerpt, put_words


class Command(PageImport):
    help = "Imports dated items, “Title (10 May 2022)” and a teaser each, as drafts or, with --approve, live."
    noun = "articles"

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--topic", required=True, metavar="KEY", help="key of the main topic of the articles")

    def handle(self, *, file, language, topic, approve, dry_run, **options):
        about = Topic.objects.filter(key=topic).first()
        if about is None:
            raise CommandError(f"There is no topic with the key “{topic}”. Nothing was written.")
        listing = read_listing(self.text_of(file), language)
        self.tell_head(listing.head)
        self.tell_unread(listing.unread)
        if not listing.items:
            raise CommandError(f"{file} has no dated item in the language “{language}”.")
        with self.writing(dry_run):
            # From the foot of the page up: of two items of one day the upper one becomes the newer.
            for item in reversed(listing.items):
                self.write_one(item.line, item.title, lambda item=item: put(item, language, about, approve))

    def tell_head(self, head: list[HeadLine]) -> None:
        if head:
            self.stdout.write("Head of the page, left out:")
        for line in head:
            self.stdout.write(f"  line {line.line}: {line.part}: {excerpt(line.text)}")


def put(item: Item, language: str, about: Topic, approve: bool) -> Result:
    """The article of this item as it stands, else a new one; approved, it is live from the start of its day."""
    article = Article.objects.filter(key=item.key).first()
    misplaced = []
    if article is None:
        article = Article.objects.create(key=item.key, date=item.date, kind=Article.Kind.NEWS)
        article.set_topics([about])
    else:
        misplaced += ["date"] if article.date != item.date else []
        misplaced += [] if article.topics.filter(pk=about.pk).exists() else ["topic"]
    start = datetime.combine(item.date, time.min, timezone.get_default_timezone()) if approve else None
    words = {"title": item.title, "slug": item.slug, "teaser": item.teaser}
    return put_words(article, language, words, start, misplaced)
