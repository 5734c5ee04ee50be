"""What publishing and importing cost as the site grows: `python -m scripts.postgres python -m bench.writing 1000`.

Each size starts from the corpus of `bench.pages` and is left as it was (SQLite: in a copy). Published are texts in four
languages at once, with a picture, tags and a confirmed sum, through the publish page of the desk: gate, audit trail,
addresses, search index, version of the site. First new articles, then corrections of old ones. Imported is a file of
articles in four languages by `import_content`. Milliseconds are of processor time, ours and that of the database.
"""

import json
import math
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

from bench import corpus, databases
from bench.pages import editor_client

ROUNDS, IMPORTED = int(os.environ.get("ROUNDS", "20")), int(os.environ.get("IMPORTED", "200"))
SUMS = {"en": "9 million euros", "nl": "9 miljoen euro", "fr": "9 millions d'euros", "de": "9 Millionen Euro"}
KINDS = ("publish new", "publish corrections", "import")


def words(number: int, language: str) -> dict[str, str]:
    return {
        "title": corpus.words(number, 7),
        "slug": f"written-{number}",
        "teaser": corpus.words(number + 1, 22),
        "body": f"<p>Security council, {SUMS[language]}.</p>" + corpus.body(number).partition("</p>")[2],
    }


def the_author():
    """Who writes what the editor publishes; the pictures of the corpus may be shown."""
    from django.contrib.auth import get_user_model

    from images.models import Image, Licence

    Image.objects.filter(key__startswith="p-").update(licence=Licence.CC0)
    author = get_user_model().objects.create(username="author", is_staff=True)
    author.roles.create(name="author")
    return author


def new_articles(author) -> Iterable:
    """Articles that nobody has seen, ready to be published."""
    from django.utils import timezone

    from images.models import Image
    from news.models import Article, FigureMention, FundingFigure, Organisation, Tag
    from policy.models import Topic

    image, topics = Image.objects.get(key="p-1"), list(Topic.objects.filter(key__startswith="topic-1-")[:2])
    tags, giver = list(Tag.objects.order_by("slug")[:3]), Organisation.objects.get(key="belgium")
    for number in range(ROUNDS):
        article = Article.objects.create(key=f"written-{number}", image=image)
        article.set_topics(topics)
        article.tags.set(tags)
        figure = FundingFigure.objects.create(key=f"w-{number}", amount=9_000_000, currency="EUR", provider=giver)
        for code in corpus.LANGUAGES:
            draft = article.new_draft(code, author, words=words(number, code))
            FigureMention.objects.create(figure=figure, edition=draft, field="body", quote=SUMS[code], start=18,
                                         confirmed_at=timezone.now())  # fmt: skip
        yield article


def corrections(author) -> Iterable:
    """Articles of the corpus with a changed paragraph in each language."""
    from news.models import Article

    whole = [number for number in range(3, 1000, 12) if number % 50 != 9 and number % 33 != 5]  # no draft, no end
    for number in whole[:ROUNDS]:
        article = Article.objects.get(key=f"bench-{number}")
        for code in corpus.LANGUAGES:
            draft = article.new_draft(code, author)
            draft.body += f"<p>{corpus.words(number, 12)}.</p>"
            draft.save()
        yield article


def filled(client, article) -> tuple[str, dict]:
    """The publish page and what is sent from it, as a person would who ticks every language."""
    page = f"/admin/news/article/{article.pk}/publish/"
    seen = re.findall(r'name="(seen-..)" value="([^"]+)"', client.get(page).text)
    notes = {f"note-{code}": "A paragraph was added." for code in corpus.LANGUAGES}
    return page, {
        "languages": corpus.LANGUAGES,
        "when": "now",
        "kind": "notable",
        "reason": "bench",
        **dict(seen),
        **notes,
    }


def publish(client, articles: Iterable) -> list[float]:
    """Seconds of each, by the processor."""
    times = []
    for article in articles:
        page, posted = filled(client, article)
        answer, seconds = timed(lambda page=page, posted=posted: client.post(page, posted))
        assert answer.status_code == 302, re.findall("errornote.*?</div>", answer.text, re.DOTALL)
        assert article.editions.live().count() == len(corpus.LANGUAGES)
        times.append(seconds)
    return times


def lines() -> Iterable[str]:
    """Articles that no corpus has, a line each."""
    for number in range(IMPORTED):
        day = date(2012, 1, 1) + timedelta(days=number * 17 % corpus.DAYS)
        texts = {
            code: words(number, code) | {"slug": f"imported-{number}", "live_from": f"{day}T08:00:00+00:00"}
            for code in corpus.LANGUAGES
        }
        line = {
            "type": "article", "id": f"imported-{number}", "date": str(day), "kind": "news", "image": "p-1",
            "topics": [f"topic-1-{number % corpus.TOPICS}"], "tags": ["tag-1-en", "tag-2-en"], "countries": ["HT"],
            "editions": texts,
        }  # fmt: skip
        if number % 3 == 0:
            told = [{"language": code, "quote": quote} for code, quote in SUMS.items()]
            sums = {"id": f"i-{number}", "amount": "9000000", "currency": "EUR", "stage": "pledge"}
            line["figures"] = [{**sums, "provider": "belgium", "mentions": told}]
        yield json.dumps(line)


def bring_in() -> list[float]:
    """Seconds an article, by the processor."""
    from django.core.management import call_command

    from publishing.models import SearchEntry

    said, before = StringIO(), SearchEntry.objects.count()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "articles.jsonl")
        file.write_text("\n".join(lines()))
        _none, seconds = timed(lambda: call_command("import_content", str(file), stdout=said))
    assert said.getvalue().startswith(f"{IMPORTED} new, 0 changed"), said.getvalue()
    assert SearchEntry.objects.count() == before + IMPORTED * len(corpus.LANGUAGES)
    return [seconds / IMPORTED]


def timed(deed: Callable) -> tuple[object, float]:
    begun = time.process_time() + databases.processor_time()
    done = deed()
    return done, time.process_time() + databases.processor_time() - begun


def measured(size: int) -> dict[str, float]:
    """Mean seconds of each kind."""
    from django.db import connection

    with tempfile.TemporaryDirectory() as folder:
        name = databases.ready(size)
        if connection.vendor == "sqlite":
            name = shutil.copy(name, folder)
        databases.use(name)
        author = the_author()
        client = editor_client()
        found = {
            "publish new": publish(client, new_articles(author)),
            "publish corrections": publish(client, corrections(author)),
            "import": bring_in(),
        }
        connection.close()
    return {kind: sum(times) / len(times) for kind, times in found.items()}


def main(sizes: list[int]) -> None:
    from django.db import connection

    from bench.pages import bare_view

    print(f"{connection.vendor}; a bare Django view: {bare_view() * 1000:.2f} ms", flush=True)
    found = {size: measured(size) for size in sizes}
    print("ms of processor time" + "".join(f" {size:>9,}" for size in sizes) + "   grows")
    for kind in KINDS:
        times = [found[size][kind] for size in sizes]
        grows = math.log(times[-1] / times[0]) / math.log(sizes[-1] / sizes[0]) if len(sizes) > 1 else 0
        print(f"{kind:20}" + "".join(f" {each * 1000:9.1f}" for each in times) + f"   {grows:.2f}")


if __name__ == "__main__":
    databases.set_up()
    main([int(size) for size in sys.argv[1:]] or [1000, 10_000, 100_000])
