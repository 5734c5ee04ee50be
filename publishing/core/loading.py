"""The editions of a subject, prefetched once for a page, and the live rule over texts that are in memory already."""

from django.conf import settings
from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone

from .querysets import State
from .timeline import windows

PREFETCHED = "known_texts"  # the attribute in which a subject keeps what was read for this page


def prefetch_editions(subject, *together) -> None:
    """Read every text of the subject in one question, and what else the page shows of it (`together`: prefetches)."""
    forget_editions(subject)
    texts = subject.editions.model.objects.select_related("updated_by", "sent_by").order_by("-live_from", "-pk")
    prefetch_related_objects([subject], Prefetch("editions", texts, to_attr=PREFETCHED), *together)


def forget_editions(subject) -> None:
    """Before anything is written: what was read may be old."""
    vars(subject).pop(PREFETCHED, None)


def lock(subject) -> None:
    """Hold the subject until the transaction ends; whoever acts on it meanwhile waits."""
    forget_editions(subject)
    # On SQLite this is a no-op: there a writing transaction takes the whole database (BEGIN IMMEDIATE).
    list(type(subject)._base_manager.select_for_update().filter(pk=subject.pk).values_list("pk"))


def editions_of(subject) -> list:
    """Every text of the subject, newest start first: those that were read for this page, else asked for now."""
    prefetched = vars(subject).get(PREFETCHED)
    if prefetched is None:
        texts = subject.editions.model.objects.filter(subject=subject).select_related("updated_by", "sent_by")
        prefetched = texts.order_by("-live_from", "-pk")
    return list(prefetched)


def read_body(edition) -> str:
    """The body of an edition that was read without it, as those are that a page keeps in memory."""
    return type(edition).objects.values_list("body", flat=True).get(pk=edition.pk)


def title_of(subject) -> str:
    """The newest title in the first language that has a text; empty if none has. A list has prefetched `editions`."""
    newest_last = sorted(vars(subject).get(PREFETCHED) or subject.editions.all(), key=lambda edition: edition.pk)
    texts = {edition.language: edition for edition in newest_last}
    return next((str(texts[code]) for code, _name in settings.LANGUAGES if code in texts), "")


def is_live_in(edition, family, at) -> bool:
    """The live rule over the editions of one language."""
    started = [edition for edition in family if edition.state == State.APPROVED and edition.live_from <= at]
    newest = max(started, key=lambda edition: edition.live_from, default=None)
    return newest is edition and bool(windows([edition.span], at))


def to_correct_among(texts, at=None):
    """Where a correction starts (`EditionQuerySet.to_correct`) among the editions of one language; None if nowhere."""
    at = at or timezone.now()
    approved = sorted(
        (edition for edition in texts if edition.state == State.APPROVED), key=lambda edition: edition.live_from
    )
    started = [edition for edition in approved if edition.live_from <= at]
    return next(iter([*started[-1:], *approved]), None)


def live_editions(texts, at=None) -> dict:
    """By language what is online at that moment."""
    at = at or timezone.now()
    families: dict = {}
    for edition in texts:
        families.setdefault(edition.language, []).append(edition)
    return {
        edition.language: edition
        for family in families.values()
        for edition in family
        if is_live_in(edition, family, at)
    }
