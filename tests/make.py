"""Small makers of test data: each takes only what matters to the test that calls it."""

from datetime import date, datetime
from itertools import count
from zoneinfo import ZoneInfo

from news.models import Article
from policy.models import Topic

BRUSSELS = ZoneInfo("Europe/Brussels")
_number = count(1)


def moment(text: str) -> datetime:
    """`2022-03-25 09:00`, Brussels time."""
    return datetime.fromisoformat(text).replace(tzinfo=BRUSSELS)


def write(subject, language, title, slug=None, *, teaser="", body=""):
    """A draft of these words, in the working copy of that language."""
    draft = subject.editions.working().filter(language=language).first() or subject.new_draft(language)
    draft.title, draft.teaser, draft.body = title, teaser, body
    draft.slug = slug or "-".join("".join(c if c.isalnum() else " " for c in title.lower()).split())
    draft.save()
    return draft


def topic(key, parent=None, languages=("en",), live_from="2017-01-01 00:00", **facts):
    made = Topic.objects.create(key=key, parent=parent, **facts)
    publish(made, languages, f"{key.replace('-', ' ').capitalize()}", key, live_from=live_from)
    return made


def article(key=None, languages=("en",), *, title=None, live_from="2022-01-01 09:00", topics=(), **facts):
    key = key or f"a-{next(_number)}"
    made = Article.objects.create(key=key, **{"date": date(2022, 1, 1), **facts})
    made.set_topics(topics)
    if live_from:
        publish(made, languages, title or f"Title {key}", key, live_from=live_from)
    return made


def publish(subject, languages, title, slug=None, *, live_from, live_until=None, teaser="", body=""):
    for language in languages:
        write(subject, language, f"{title}" if language == "en" else f"{title} ({language})", slug,
              teaser=teaser, body=body)  # fmt: skip
    subject.approve(list(languages), None, moment(live_from), live_until and moment(live_until), override="test")
