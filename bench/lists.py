"""How the lists of the back office grow: `python -m scripts.postgres python -m bench.lists 1000 100000`.

Fills an empty database step by step with articles in four languages and prints, for each size, the least time of each
page and its queries, then the ratio between the largest and the smallest. Without `scripts.postgres` it makes a
database file of its own (`FPS_VAR`).
"""

import os
import random
import sys
import time
from datetime import UTC, date, datetime, timedelta

ROUNDS = 9
PAGES = {
    "desk": "/admin/",
    "articles": "/admin/news/article/",
    "articles, page 20": "/admin/news/article/?page=20",
    "articles, by kind": "/admin/news/article/?kind=interview",
    "articles, by year": "/admin/news/article/?year=2015",
    "articles, of an area": "/admin/news/article/?area=bench-area",
    "articles, live in nl": "/admin/news/article/?state=live&language=nl",
    "articles, draft": "/admin/news/article/?state=draft",
    "articles, in review in de": "/admin/news/article/?state=review&language=de",
    "articles, missing in fr": "/admin/news/article/?state=missing&language=fr",
    "articles, withdrawn": "/admin/news/article/?state=withdrawn&language=en",
    "articles, mine": "/admin/news/article/?mine=1",
    "articles, with a word": "/admin/news/article/?q=treaty7",
    "articles, by title": "/admin/news/article/?sort=changed",
    "matrix": "/admin/languages/",
    "matrix, nl or fr alone": "/admin/languages/?state=alone",
    "search, common word": "/admin/search/?q=treaty",
    "search, rare word": "/admin/search/?q=bathymetry",
    "form of an article": "/admin/news/article/1/change/",
    "topics": "/admin/policy/topic/",
}
WORDS = [
    *("aid", "border", "climate", "council", "drought", "election", "family", "harbour"),
    *("island", "king", "law", "mission", "office", "treaty", "water"),
]


def fill(first: int, last: int) -> None:
    """Articles first..last in four languages; one of fifty has a draft, one of forty no French, one of 500 waits."""
    from news.models import Article, ArticleEdition, ArticleTopic
    from policy.models import Topic
    from publishing.search import index

    area, _made = Topic.objects.get_or_create(key="bench-area")
    for start in range(first, last, 1000):
        numbers = range(start, min(start + 1000, last))
        articles = Article.objects.bulk_create(
            Article(
                key=f"bench-{number}", date=date(2010, 1, 1) + timedelta(days=number % 6000),
                kind="interview" if number % 100 == 1 else "news",
            )
            for number in numbers
        )  # fmt: skip
        ArticleTopic.objects.bulk_create(ArticleTopic(article=each, topic=area) for each in articles[::20])
        editions = []
        for number, article in zip(numbers, articles, strict=True):
            editions += [_edition(article, number, code) for code in ("en", "nl", "de")]
            if number % 40:
                editions.append(_edition(article, number, "fr"))
            if number % 50 == 7:
                state = "review" if number % 500 == 7 else "draft"
                editions.append(ArticleEdition(subject=article, language="de", state=state, title=_title(number)))
        index.write(ArticleEdition.objects.bulk_create(editions)[::4])


def _title(number: int) -> str:
    chance = random.Random(number)
    rare = "bathymetry" if number % 997 == 13 else ""
    return " ".join([*(f"{chance.choice(WORDS)}{chance.randrange(60) or ''}" for _ in range(7)), rare]).strip()


def _edition(article, number: int, language: str):
    from news.models import ArticleEdition

    start = datetime(2010, 1, 1, tzinfo=UTC) + timedelta(days=number % 6000)
    return ArticleEdition(
        subject=article, language=language, state="approved", slug=f"bench-{number}", live_from=start,
        live_until=start + timedelta(days=900) if number % 33 == 5 else None,
        title=_title(number), teaser=_title(number + 1), body=f"<p>{_title(number + 2) * 12}</p>",
    )  # fmt: skip


def measure(client, path: str) -> tuple[float, int]:
    """Least milliseconds of a page, and the number of its queries."""
    from django.db import connection, reset_queries

    client.get(path)
    times = []
    for _ in range(ROUNDS):
        reset_queries()
        begun = time.perf_counter()
        response = client.get(path)
        times.append((time.perf_counter() - begun) * 1000)
        assert response.status_code == 200, (path, response.status_code)
        if times[-1] > 2000:
            break
    return min(times), len(connection.queries)


def main(sizes: list[int]) -> None:
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.test import Client

    editor = get_user_model().objects.create_user("bench", is_staff=True)
    editor.roles.create(name="editor")
    client, done, found = Client(headers={"host": "localhost"}), 0, {}
    client.force_login(editor)
    for size in sizes:
        connection.force_debug_cursor = False
        fill(done, size)
        done = size
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
        connection.force_debug_cursor = True
        print(f"\n{connection.vendor}, {size:,} articles × 4", flush=True)
        for name, path in PAGES.items():
            found[name, size] = wall, queries = measure(client, path)
            print(f"  {name:28} {wall:8.1f} ms, {queries:2} queries", flush=True)
    if len(sizes) > 1:
        print(f"\nTimes of {sizes[-1]:,} against {sizes[0]:,}:")
        for name in PAGES:
            print(f"  {name:28} × {found[name, sizes[-1]][0] / found[name, sizes[0]][0]:.1f}")


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
