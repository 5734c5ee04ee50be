from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.utils import timezone
from rest_framework.exceptions import ValidationError

from news.models import Article, ArticleAddress
from policy.models import Topic, TopicAddress
from publishing.core.addresses import reserve_path

from .fields import Key, Language, Moment, Path
from .line_serializer import Fields, outcome, under

MODELS = {"topic": Topic, "article": Article}


class AddressRow(NamedTuple):
    language: str
    path: str
    topic: str
    article: str
    since: datetime


class AddressSerializer(Fields):
    """A path that leads to a subject, whatever its texts say: an address of the old site, or of an earlier place."""

    language = Language(required=True)
    path = Path(702, required=True)
    topic = Key()
    article = Key()
    since = Moment()
    unless_empty = ("topic", "article")

    def validate(self, attrs):
        if ("topic" in attrs) == ("article" in attrs):
            raise ValidationError("an address leads to a topic or to an article: give one of the two")
        return attrs | {"id": f"{attrs['language']}/{attrs['path']}"}

    def rows(self) -> Iterator[AddressRow]:
        """All of them: what the texts give again at an import is simply there already."""
        rows = []
        for model, kind in ((TopicAddress, "topic"), (ArticleAddress, "article")):
            stored = model.objects.values_list("language", "path", "subject__key", "since").iterator()
            rows += [(language, path, kind, key, since) for language, path, key, since in stored]
        for language, path, kind, key, since in sorted(rows):
            yield AddressRow(language, path, **(dict.fromkeys(MODELS, "") | {kind: key}), since=since)

    def put(self, data, line, site):
        kind = "topic" if "topic" in data else "article"
        with under(kind):
            subject = MODELS[kind](pk=site.get(kind, data[kind]))
        rows = subject.addresses.filter(language=data["language"], path=data["path"])
        before = list(rows.values_list("since", flat=True))
        reserve_path(subject, data["language"], data["path"], data.get("since") or timezone.now())
        after = rows.get()
        return after, outcome(not before, before != [after.since])
