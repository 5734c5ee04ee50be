"""kill -9 of a process in the midst of autosave, save and publish: what is stored is the old state or the new one."""

import os
import random
import re
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

from django.db import connection

from news.models import Article, ArticleAddress, ArticleEdition
from publishing.models import RecentWords, SearchEntry

ROOT = Path(__file__).resolve().parents[2]
LONGEST_WAIT = 0.25  # seconds after a word of the worker


def database_url() -> str:
    parts = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{parts['NAME']}"
    login = f"{parts['USER']}:{parts['PASSWORD']}" if parts["PASSWORD"] else parts["USER"]
    host = str(parts["HOST"]).replace("/", "%2F")
    return f"postgres://{login}@{host}:{parts['PORT'] or 5432}/{parts['NAME']}"


def rounds(seed, first, last):
    subject = Article.objects.filter(key="drill-kill").first() or begin()
    seen = Counter()
    for number in range(first, last):
        dice = random.Random(f"{seed}.{number}")  # noqa: S311 - a drill that can be played again
        stands = number_of(subject)
        begun, act, done = run_and_kill(subject, stands, dice)
        found = check(subject)
        assert done <= found <= max(begun, done), f"{act}: done {done}, begun {begun}, found {found}"
        seen[f"{act} {'new' if found == begun and begun > done else 'old' if begun > done else 'between'}"] += 1
        yield number, dict(seen)


def begin():
    subject = Article.objects.create(key="drill-kill")
    for language in ("nl", "fr"):
        draft = subject.new_draft(language)
        draft.title = draft.teaser = "number 0"
        draft.slug, draft.body = "number-0", "<p>number 0</p>" * 50
        draft.save()
    return subject


def run_and_kill(subject, number, dice):
    """(number of the act begun last, its name, number of the act done last)"""
    environment = {**os.environ, "DATABASE_URL": database_url(), "FPS_SECRET_KEY": "only-for-drills", "PYTHONPATH": "."}
    command = [sys.executable, "-m", "scripts.drills.worker", str(subject.pk), str(number)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, **pipes)
    said = []
    for _line in range(dice.randint(1, 8)):
        said.append(process.stdout.readline())
    try:
        process.wait(dice.uniform(0, LONGEST_WAIT))
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
    rest, errors = process.communicate()
    words = [line.split() for line in [*said, *rest.splitlines()] if line.strip()]
    assert [line[0] for line in words[:1]] == ["begin"], f"the worker did not start: {errors[-2000:]}"
    assert process.returncode == -signal.SIGKILL, f"the worker stopped by itself: {errors[-2000:]}"
    done = max((int(line[1]) for line in words if line[0] == "done"), default=number)
    begun = [line for line in words if line[0] == "begin" and len(line) == 3][-1]
    return int(begun[1]), begun[2], done


def number_of(subject) -> int:
    return int(subject.editions.working().first().title.split()[1])


def check(subject) -> int:
    """The number that stands in every field of both drafts; and that what was published is whole."""
    drafts = {draft.language: draft for draft in subject.editions.working()}
    assert set(drafts) == {"nl", "fr"}, f"drafts: {set(drafts)}"
    numbers = {
        found
        for draft in drafts.values()
        for name in ("title", "teaser", "body")
        for found in re.findall(r"number (\d+)", getattr(draft, name))
    }
    assert len(numbers) == 1, f"a mix of {numbers}"
    starts = [set(subject.editions.approved().filter(language=each).values_list("live_from")) for each in ("nl", "fr")]
    assert starts[0] == starts[1], "one language was published without the other"
    for edition in subject.editions.approved():
        assert ArticleAddress.objects.filter(subject=subject, language=edition.language, path=path_of(edition)).exists()
        assert SearchEntry.objects.filter(kind="news.articleedition", edition=edition.pk).count() == 1
        assert not RecentWords.objects.filter(kind="news.articleedition", edition=edition.pk).exists()
        texts = {getattr(edition, name).split("<")[0] for name in ("title", "teaser")}
        assert len(texts) == 1, f"published as a mix of {texts}"
    assert ArticleEdition.objects.filter(subject=subject).count() == 2 + 2 * len(starts[0])
    return int(numbers.pop())


def path_of(edition):
    from publishing.core.addresses import segment

    return f"{segment(edition.language, 'news/')}{edition.slug}"
