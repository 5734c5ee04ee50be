from django.utils import timezone

from news.models import Article
from policy.models import Topic
from publishing.core.addresses import reserve_path

from .validators import InvalidValue

MODELS = {"topic": Topic, "article": Article}


def put_address(data, line, site):
    """A path that leads to a subject, whatever its texts say: an address of the old site, or of an earlier place."""
    kind = "topic" if "topic" in data else "article"
    try:
        subject = MODELS[kind](pk=site.get(kind, data[kind]))
    except InvalidValue as fault:
        raise fault.under(kind) from None
    rows = subject.addresses.filter(language=data["language"], path=data["path"])
    before = list(rows.values_list("since", flat=True))
    reserve_path(subject, data["language"], data["path"], data.get("since") or timezone.now())
    after = rows.get()
    return after, "new" if not before else "changed" if before != [after.since] else "unchanged"
