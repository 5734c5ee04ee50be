"""How the search grows: `python -m scripts.postgres python -m bench.search 1000 10000 100000`.

Fills an empty database step by step with articles in four languages (LANGUAGES=en for one) and prints, for each size,
the time of indexing and of asking, and the exponent of growth between the smallest and the largest: 0 is "does not
grow", 1 is "in proportion". Common words stand in every text, rare ones in one of a thousand.
"""

import math
import os
import random
import sys
import time
from datetime import UTC, date, datetime, timedelta

ROUNDS = int(os.environ.get("ROUNDS", 15))
QUESTIONS = {
    "rare": "bathymetry",
    "medium": "zeppelin",
    "common": "security",
    "two common": "security council",
    "phrase": '"security council"',
    "slip": "batymetry",
    "nothing": "xyzzyplugh",
}
NOUNS = [
    *("aid", "alliance", "border", "charter", "climate", "council", "delegation", "drought", "election", "envoy"),
    *("family", "grant", "harbour", "island", "journal", "king", "law", "mission", "nation", "office", "partner"),
    *("question", "region", "sanction", "treaty", "union", "village", "water", "year", "zone"),
]


def words_of(number: int, length: int) -> str:
    chance = random.Random(number)
    made = [f"{chance.choice(NOUNS)}{chance.randrange(60) or ''}" for _ in range(length)]
    return " ".join(made)


def fill(first: int, last: int, languages: list[str]) -> float:
    """Articles first..last; returns the seconds that indexing took."""
    from news.models import Article, ArticleEdition
    from publishing.search import index

    spent, day = 0.0, date(2010, 1, 1)
    for start in range(first, last, 500):
        numbers = range(start, min(start + 500, last))
        articles = Article.objects.bulk_create(
            Article(key=f"bench-{number}", date=day + timedelta(days=number % 6000)) for number in numbers
        )
        editions = []
        for number, article in zip(numbers, articles, strict=True):
            rare = "bathymetry" if number % 997 == 13 else ""
            medium = "zeppelin" if number % 25 == 3 else ""
            for language in languages:
                edition = ArticleEdition(
                    subject=article, language=language, state="approved", slug=f"bench-{number}",
                    live_from=datetime(2010, 1, 1, tzinfo=UTC) + timedelta(days=number % 6000),
                    title=f"{words_of(number, 7)} {'security' if number % 3 == 0 else ''}".strip(),
                    teaser=words_of(number + 1, 18),
                    body=f"<p>{words_of(number + 2, 160)} security council {rare} {medium}</p>",
                )  # fmt: skip
                editions.append(edition)
        editions = ArticleEdition.objects.bulk_create(editions)
        begun = time.perf_counter()
        index.write(editions)
        spent += time.perf_counter() - begun
    return spent


def measure(client, path: str) -> tuple[float, float, float, int]:
    """Least milliseconds of a page, of its Python and of its SQL, and the number of its queries."""
    from django.db import connection, reset_queries

    client.get(path)
    wall, cpu, sql, queries = [], [], [], 0
    for _ in range(ROUNDS):
        reset_queries()
        begun, used = time.perf_counter(), time.process_time()
        response = client.get(path)
        wall.append((time.perf_counter() - begun) * 1000)
        cpu.append((time.process_time() - used) * 1000)
        assert response.status_code == 200, path
        queries = len(connection.queries)
        sql.append(sum(float(query["time"]) for query in connection.queries) * 1000)
    return min(wall), min(cpu), min(sql), queries


def main(sizes: list[int]) -> None:
    from django.db import connection
    from django.test import Client
    from django.utils.http import urlencode

    connection.force_debug_cursor = True
    languages = os.environ.get("LANGUAGES", "en,nl,fr,de").split(",")
    client, done, found = Client(headers={"host": "localhost"}), 0, {}
    for size in sizes:
        connection.force_debug_cursor = False
        spent = fill(done, size, languages)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
        connection.force_debug_cursor = True
        pace = (size - done) * len(languages) / spent
        print(f"\n{size:,} articles × {len(languages)}: indexed {pace:,.0f} texts a second")
        done = size
        for name, question in QUESTIONS.items():
            found[name, size] = wall, cpu, sql, queries = measure(client, f"/en/search/?{urlencode({'q': question})}")
            print(f"  {name:12} {wall:7.1f} ms, Python {cpu:6.1f} ms, SQL {sql:6.1f} ms, {queries} queries", flush=True)
    if len(sizes) > 1:
        print(f"\nExponents of growth, {sizes[0]:,} to {sizes[-1]:,}:")
        for name in QUESTIONS:
            ratio = found[name, sizes[-1]][0] / found[name, sizes[0]][0]
            print(f"  {name:12} {math.log(ratio) / math.log(sizes[-1] / sizes[0]):5.2f} (× {ratio:.1f})")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fps.settings")
    import django
    from django.core.management import call_command

    django.setup()
    from django.conf import settings

    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    call_command("migrate", verbosity=0)
    main([int(size) for size in sys.argv[1:]] or [1000, 10_000])
