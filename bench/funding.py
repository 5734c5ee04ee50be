"""The funding page on many figures: `python -m bench.funding 100000` (SQLite, or under `python -m scripts.postgres`).

Each figure is told of in two languages; every tenth is part of another, some take the place of others. Prints the
milliseconds of processor time of a page and the number of its queries, and how a CSV of everything streams.
"""

import random
import sys
import time
import tracemalloc
from datetime import UTC, date, datetime, timedelta

from bench import databases
from bench.pages import measure

PAGES = {
    "our own, euros": "/en/funding/",
    "whoever gave": "/en/funding/?provider=",
    "a country": "/en/funding/?country=ht",
    "years, two stages": "/en/funding/?from=2015&to=2018&stage=pledge&stage=commitment",
    "an area": "/en/funding/?area=area-3",
    "page 100": "/en/funding/?page=100",
    "compared": "/en/funding/?country=ht&b_provider=belgium&b_country=sy",
    "converted": "/en/funding/?provider=&convert=EUR",
}
COUNTRIES = ["HT", "SY", "UA", "NE", "ML", "CD", "RW", "BI", "PS", "JO", "LB", "ET", "TD", "MZ", "SN", ""]
STAGES = ["pledge", "commitment", "disbursement", "expenditure"]


def fill(number: int) -> None:
    from news.models import Article, ArticleEdition, ArticleTopic, FigureMention, FundingFigure, Organisation
    from policy.models import Topic
    from tests.factories.content import publish

    parties = Organisation.objects.bulk_create(
        Organisation(key=key, names={"en": key}) for key in ("belgium", *(f"party-{n}" for n in range(60)))
    )
    topics = [Topic.objects.create(key=f"area-{place}") for place in range(6)]
    for topic in topics:
        publish(topic, ["en"], topic.key, topic.key, live_from="2009-01-01 00:00")
    chance = random.Random(6)
    for start in range(0, number, 1000):
        days = [date(2010, 1, 1) + timedelta(days=n * 5400 // number) for n in range(start, start + 1000, 2)]
        articles = Article.objects.bulk_create(Article(key=f"b-{start + n}", date=day) for n, day in enumerate(days))
        ArticleTopic.objects.bulk_create(ArticleTopic(article=each, topic=chance.choice(topics)) for each in articles)
        editions = ArticleEdition.objects.bulk_create(
            ArticleEdition(
                subject=each, language=language, state="approved", slug=each.key, title=each.key,
                live_from=datetime.combine(each.date, datetime.min.time(), UTC), body="<p>It is 9 million euros.</p>",
            )
            for each in articles
            for language in ("en", "nl")
        )  # fmt: skip
        figures = FundingFigure.objects.bulk_create(
            FundingFigure(
                key=f"b-{n}", amount=chance.randrange(1, 900) * 10_000, stage=chance.choice(STAGES),
                currency=chance.choices(["EUR", "USD", "CHF"], [90, 8, 2])[0],
                qualifier=chance.choice(["exactly", "exactly", "exactly", "at_least", "about"]),
                provider=parties[0] if n % 3 else chance.choice(parties), receiver=chance.choice(parties[1:]),
                country=chance.choice(COUNTRIES),
            )
            for n in range(start, start + 1000)
        )  # fmt: skip
        for place in range(0, 1000, 10):
            figures[place].part_of = figures[place + 1]
        for place in range(5, 1000, 50):
            figures[place].supersedes = figures[place + 2]
        FundingFigure.objects.bulk_update(figures, ["part_of", "supersedes"], batch_size=500)
        now = datetime.now(UTC)
        FigureMention.objects.bulk_create(
            FigureMention(
                figure=figure, edition=editions[place // 2 * 2 + side], field="body", quote="9 million euros",
                start=place % 2 * 100 + 9, confirmed_at=now,
            )
            for place, figure in enumerate(figures)
            for side in (0, 1)
        )  # fmt: skip


def stream(client) -> None:
    tracemalloc.start()
    begun, first, size = time.perf_counter(), 0.0, 0
    for chunk in client.get("/en/funding/figures.csv").streaming_content:
        first = first or time.perf_counter() - begun
        size += len(chunk)
    peak = tracemalloc.get_traced_memory()[1]
    seconds = time.perf_counter() - begun
    print(f"  figures.csv: {size / 1e6:.1f} MB in {seconds:.1f} s, first line after {first * 1000:.0f} ms, "
          f"peak memory {peak / 1e6:.0f} MB")  # fmt: skip
    tracemalloc.stop()


def main(number: int) -> None:
    from django.db import connection
    from django.test import Client

    fill(number)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    client = Client(headers={"host": "localhost"})
    print(f"\n{number:,} figures on {connection.vendor}")
    for name, path in PAGES.items():
        seconds, queries = measure(client, path)
        print(f"  {name:18} {seconds * 1000:7.1f} ms, {queries} queries", flush=True)
    stream(client)


if __name__ == "__main__":
    databases.set_up()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    main(int((sys.argv[1:] or ["100000"])[0]))
