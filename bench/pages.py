"""How pages grow, without a page cache: `python -m scripts.postgres python -m bench.pages 1000 10000 100000`.

Each size is a database of its own, filled by `bench.corpus` and kept as a dump below `FPS_VAR/bench`, so that the next
run starts at once. Without `scripts.postgres` the databases are files of SQLite. Prints for each page the
milliseconds of processor time (ours and that of the database; other work on the machine does not change them), how that
compares to a bare Django view in the same process, the queries, and the exponent of growth between the smallest and
the largest: 0 is "does not grow", 1 is "in proportion".

"Again" is any visit but the first since something public changed; "first" is that one, which counts anew what is kept
(see docs/performance.md).
"""

import itertools
import math
import os
import sys
import time

from bench import databases

ROUNDS, PASSES, FIRSTS = int(os.environ.get("ROUNDS", "15")), int(os.environ.get("PASSES", "2")), 2
LONGEST = 20.0  # seconds for the rounds of one page


def pages(size: int) -> dict[str, str]:
    """Name → path in the corpus of that size; those of the back office begin with "admin"."""
    last = math.ceil((size - sum(1 for n in range(1, size + 1) if n % 33 == 5)) / 20)
    news, admin = "/en/news/", "/admin/news/article/"
    return {
        "home": "/en/",
        "area": "/en/policy/area-1/",
        "topic": "/en/policy/area-1/topic-1-1/",
        "article": f"{news}bench-501/",
        "list": news,
        "list, by area": f"{news}?area=area-1",
        "list, by tag and year": f"{news}?tag=tag-7-en&year=2020",
        "list, halfway": f"{news}?page={last // 2}",
        "list, last page": f"{news}?page={last - 1}",
        "tag": "/en/subjects/tag-7-en/",
        "feed": f"{news}feed.atom",
        "feed, by area": f"{news}feed.json?area=area-1",
        "search, rare word": "/en/search/?q=bathymetry",
        "search, common word": "/en/search/?q=security",
        "search, phrase": "/en/search/?q=%22security+council%22",
        "search, slip": "/en/search/?q=batymetry",
        "search, nothing": "/en/search/?q=xyzzyplugh",
        "funding": "/en/funding/",
        "funding, a country": "/en/funding/?country=ht",
        "admin: desk": "/admin/",
        "admin: articles": admin,
        "admin: articles, draft": f"{admin}?state=draft",
        "admin: articles, by year": f"{admin}?year=2015",
        "admin: articles, by words": f"{admin}?q=treaty7",
        "admin: articles, by kind": f"{admin}?kind=interview",
        "admin: articles, of an area": f"{admin}?area=area-1",
        "admin: no French": f"{admin}?state=missing&language=fr",
        "admin: matrix": "/admin/languages/",
        "admin: search": "/admin/search/?q=treaty",
        "admin: form of an article": f"{admin}501/change/",
    }


def main(sizes: list[int]) -> None:
    from django.db import connection
    from django.test import Client

    from publishing import extension_points

    bare = bare_view()
    print(f"{connection.vendor}; a bare Django view: {bare * 1000:.2f} ms", flush=True)
    ready = {size: databases.ready(size) for size in sizes}
    again, first, queries = {}, {}, {}
    state = itertools.count()
    for _pass, size in itertools.product(range(PASSES), sizes):
        databases.use(ready[size])
        now = next(state)
        visitor, editor = Client(headers={"host": "localhost"}), editor_client()
        for name, path in pages(size).items():
            client = editor if name.startswith("admin") else visitor
            extension_points.state_token.function = lambda now=now: str(now)
            best, asked = measure(client, path)
            again[name, size] = min(best, again.get((name, size), best))
            queries[name, size] = asked
            if (name, size) not in first and not name.startswith("admin"):
                times = []
                for _round in range(FIRSTS):
                    now = next(state)
                    extension_points.state_token.function = lambda now=now: str(now)
                    times.append(timed(client, path))
                first[name, size] = min(times)
            print(f"  {size:>7,} {name:26} {best * 1000:8.1f} ms", file=sys.stderr, flush=True)
    show(sizes, bare, again, first, queries)


def show(sizes, bare, again, first, queries) -> None:
    heads = "".join(f" {size:>9,}" for size in sizes)
    print(f"\n{'ms a page':27}{heads}  × bare  queries  grows |{heads}  (first)")
    for name in pages(sizes[0]):
        times = [again[name, size] for size in sizes]
        asked = sorted({queries[name, size] for size in sizes})
        grows = math.log(times[-1] / times[0]) / math.log(sizes[-1] / sizes[0]) if len(sizes) > 1 else 0
        line = f"{name:27}" + "".join(f" {each * 1000:9.1f}" for each in times)
        line += f" {times[0] / bare:7.1f} {'–'.join(map(str, asked)):>8} {grows:6.2f} |"
        print(line + "".join(f" {first[name, size] * 1000:9.1f}" for size in sizes if (name, size) in first))


def bare_view() -> float:
    """Seconds of a view that answers thirty thousand bytes, without middleware, database or template."""
    from django.test import Client, override_settings

    with override_settings(MIDDLEWARE=[], ROOT_URLCONF="bench.constant"):
        return measure(Client(headers={"host": "localhost"}), "/bare/")[0]


def editor_client():
    """Somebody of the desk, signed in."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    editor, _made = get_user_model().objects.get_or_create(username="bench", defaults={"is_staff": True})
    editor.roles.get_or_create(name="editor")
    client = Client(headers={"host": "localhost"})
    client.force_login(editor)
    return client


def timed(client, path: str) -> float:
    """Seconds of processor time: of this process, and of the database's where it has one for us."""
    begun = time.process_time() + databases.processor_time()
    response = client.get(path)
    spent = time.process_time() + databases.processor_time() - begun
    assert response.status_code == 200, (path, response.status_code)
    return spent


def measure(client, path: str) -> tuple[float, int]:
    """Mean seconds of a page that was asked for before, and the number of its queries."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    timed(client, path)
    with CaptureQueriesContext(connection) as asked:
        timed(client, path)
    number = len(asked)  # the next request clears the log
    times: list[float] = []
    while len(times) < ROUNDS and sum(times) < LONGEST:
        times.append(timed(client, path))
    return sum(times) / len(times), number


if __name__ == "__main__":
    databases.set_up()
    main([int(size) for size in sys.argv[1:]] or [1000, 10_000, 100_000])
