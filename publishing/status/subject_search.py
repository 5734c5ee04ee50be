"""Titles in all four languages, drafts too, as the back office asks for them: bounded, beginnings of words count."""

from django.conf import settings
from django.db.models import Q, Value

from ..core.querysets import WORKING, SmallSubquery
from ..search.backend import current_backend
from ..search.entries import SearchEntry
from ..search.parsed_query import parse

MAX_SUBJECTS = 200  # texts of each way of asking


def subjects_named(text: str, editions, most: int = MAX_SUBJECTS) -> list[int]:
    """Subjects whose title or key has these words, of these editions: drafts first, then the newest approved.

    Approved titles are asked from the index, working copies (which are few) by their letters, all in one query. What is
    limited to others leaves no trace: the index knows nothing of limits, `editions` does.
    """
    words = text.split()[:8]
    if not words:
        return []
    letters = Q()
    for word in words:
        letters &= Q(title__icontains=word) | Q(subject__key__icontains=word)
    querysets = []
    for state in WORKING:  # an index each
        copies = editions.model.objects.filter(state=state).order_by("-updated_at")
        querysets.append(
            editions.filter(SmallSubquery(copies.values("pk")), letters, state=state).order_by("-updated_at")[:most]
        )
    querysets.append(editions.filter(subject__key=text.strip().lower())[:most])
    if (entries := _entries(text, editions.model)) is not None:
        querysets.append(editions.filter(pk__in=entries.values("edition")[: most * len(settings.LANGUAGES)]))
    parts = [
        editions.model.objects.filter(pk__in=queryset.values("pk")).order_by().annotate(part=Value(place))
        for place, queryset in enumerate(querysets)
    ]
    first, *others = (part.values_list("part", "updated_at", "pk", "subject") for part in parts)
    rows = sorted(first.union(*others, all=True), key=_order)
    drafts = dict.fromkeys(row[3] for row in rows if row[0] < len(WORKING))
    approved = dict.fromkeys(row[3] for row in rows if row[0] >= len(WORKING))
    return list({**drafts, **dict.fromkeys(list(approved)[:most])})


def _order(row):
    part, changed, pk, _subject = row
    return part, -changed.timestamp() if part < len(WORKING) else -pk


def _entries(text: str, model):
    """Of approved editions, from the index: whole words, and the last one as a beginning; the newest first."""
    codes = [code for code, _name in settings.LANGUAGES]
    questions = [question for question in (parse(text, codes[0]), parse(f"{text.rstrip('*')}*", codes[0])) if question]
    if not questions:
        return None
    database = current_backend()
    match = database.either(
        database.matching(question.in_language(code), in_title=True) for question in questions for code in codes
    )
    entries = SearchEntry.objects.filter(kind=model._meta.label_lower)
    # A fixed condition of ours; what somebody typed is the parameter.
    return entries.extra(where=[database.condition(True)], params=[match]).order_by("-pk")  # nosec B610 # noqa: S610 (see above)
