"""Small makers of test data: each takes only what matters to the test that calls it."""

from datetime import date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from django.utils import timezone

from news.models import Article, Tag
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


def tag(key, **labels):
    made = Tag(name=key, slug=key)
    made.set_names(labels or {"en": key, "nl": key, "fr": key, "de": key})
    return made


def in_hours(hours):
    return timezone.now() + timedelta(hours=hours)


def hooks_limit(subject, *names):
    from django.contrib.contenttypes.models import ContentType

    from desk.models import AccessLimit

    limit = AccessLimit.objects.create(
        content_type=ContentType.objects.get_for_model(subject), object_id=subject.pk
    )  # fmt: skip
    limit.people.set(names)


def limit_to(subject, *people):
    from django.contrib.contenttypes.models import ContentType

    from desk.models import AccessLimit

    kind = ContentType.objects.get_for_model(subject)
    AccessLimit.objects.create(content_type=kind, object_id=subject.pk).people.set(people)
