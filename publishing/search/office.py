"""Titles in all four languages, drafts too, as the back office asks for them: bounded, beginnings of words count."""

from django.conf import settings
from django.db.models import Q

from ..querysets import WORKING
from .databases import mine
from .entries import SearchEntry
from .question import read

MOST = 200  # texts of each way of asking


def subjects_named(text: str, editions, most: int = MOST) -> list[int]:
    """Subjects whose title or key has these words, of these editions: drafts first, then the newest approved.

    Approved titles are asked from the index, working copies (which are few) by their letters.
    """
    words = text.split()[:8]
    if not words:
        return []
    letters = Q()
    for word in words:
        letters &= Q(title__icontains=word) | Q(subject__key__icontains=word)
    drafts = [
        pk
        for state in WORKING  # one after the other: each has an index
        for pk in editions.filter(letters, state=state).order_by("-updated_at").values_list("subject", flat=True)[:most]
    ]
    subject = editions.model._meta.get_field("subject").related_model
    keyed = subject.objects.filter(key=text.strip().lower()).values_list("pk", flat=True)
    approved = [*keyed, *_approved(text, editions.model, most)]
    if approved:
        # What is limited to others leaves no trace: the index knows nothing of limits.
        met = set(editions.filter(subject__in=approved).order_by().values_list("subject", flat=True).distinct())
        approved = [pk for pk in approved if pk in met]
    return list(dict.fromkeys([*drafts, *approved]))


def _approved(text: str, model, most: int) -> list[int]:
    """From the index, which holds approved editions only: whole words, and the last one as a beginning."""
    codes = [code for code, _name in settings.LANGUAGES]
    asked = [question for question in (read(text, codes[0]), read(f"{text.rstrip('*')}*", codes[0])) if question]
    if not asked:
        return []
    database = mine()
    match = database.either(
        database.matching(question.in_language(code), in_title=True) for question in asked for code in codes
    )
    entries = SearchEntry.objects.filter(kind=model._meta.label_lower)
    # A fixed condition of ours; what somebody typed is the parameter.
    entries = entries.extra(where=[database.condition(True)], params=[match])  # noqa: S610
    found = dict.fromkeys(entries.order_by("-pk").values_list("subject", flat=True)[: most * len(codes)])
    return list(found)[:most]
