"""Which subjects show a state: the rules of the pills (`status.pills`) as conditions, for lists, matrix and desk."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Value, When
from django.utils import timezone

from ..core.querysets import WORKING, EditionQuerySet, SmallSubquery, State

STATES = ("live", "scheduled", "review", "draft", "missing", "dated", "withdrawn")
UNINDEXED_STATES = {"live", "missing", "dated", "withdrawn"}  # asked of each subject in turn

ALONE, DATED, MISSING = GAPS = range(3)  # in Dutch or French alone, out of date, missing


def in_state(model, state: str, language: str | None = None, at: datetime | None = None) -> Q:
    """A condition on subjects of `model`: one of their languages (or this one) has the pill `state`."""
    at = at or timezone.now()
    editions = model.editions.rel.related_model.objects
    if state == "missing":
        return _any(
            Q(pk__in=[]), [~Exists(_of_subject(_not_closed(editions).in_language(code))) for code in _codes(language)]
        )
    if state == "withdrawn":
        over = [
            Q(Exists(_of_subject(editions.ended(code, at))))
            & ~Exists(_of_subject(editions.working().in_language(code)))
            & ~Exists(_of_subject(editions.scheduled(at).in_language(code)))
            for code in _codes(language)
        ]
        return _any(Q(pk__in=[]), over)
    if state == "dated":
        behind = editions.filter(stale_since__lte=at)
        return Q(Exists(_of_subject(behind.live(language, at)))) | Q(
            Exists(_of_subject(behind.working().in_language(language)))
        )
    if state == "live":
        return Q(Exists(_of_subject(editions.live(language, at))))
    matching = editions.scheduled(at) if state == "scheduled" else editions.filter(state=state)
    # Found by an index of their own: the list starts from them.
    return Q(SmallSubquery(matching.filter(language__in=_codes(language)).values("subject")))


def pair_split(model, language: str | None = None, at: datetime | None = None) -> Q:
    """Live in Dutch or in French alone (in this of the two, if one is named)."""
    editions = model.editions.rel.related_model.objects
    dutch, french = (Q(Exists(_of_subject(editions.live(code, at)))) for code in ("nl", "fr"))
    alone = {"nl": dutch & ~french, "fr": french & ~dutch}
    return _any(Q(pk__in=[]), [each for code, each in alone.items() if language in (None, code)])


def missing_or_outdated(model, language: str | None = None, at: datetime | None = None) -> Q:
    """Readers have it, but in one of the languages (or in this one) they do not, or what they have is out of date."""
    missing = in_state(model, "live", None, at) & in_state(model, "missing", language, at)
    return missing | in_state(model, "dated", language, at)


def assigned_to(editions: EditionQuerySet, user, reviews: Q | None) -> list[EditionQuerySet]:
    """Working copies that concern this person: their own, and those in review where `reviews` holds (None: all).

    State by state: that is how the index finds them.
    """
    own, waiting = Q(updated_by=user), editions.filter(state=State.REVIEW)
    return [editions.filter(own, state=State.DRAFT), waiting if reviews is None else waiting.filter(own | reviews)]


def in_review(editions: EditionQuerySet) -> EditionQuerySet:
    return editions.filter(state=State.REVIEW)


def in_draft(editions: EditionQuerySet) -> EditionQuerySet:
    return editions.filter(state=State.DRAFT)


def starting(editions: EditionQuerySet, span: timedelta, at: datetime | None = None) -> EditionQuerySet:
    """Scheduled to start within `span` from now; the languages are named so that the index of starts is used."""
    at = at or timezone.now()
    return editions.scheduled(at).filter(live_from__lte=at + span, language__in=_codes(None))


def working_or_public(editions: EditionQuerySet, at: datetime | None = None) -> EditionQuerySet:
    """Every text in which something can stand today or on its day: drafts, what is live, what is scheduled."""
    at = at or timezone.now()
    return editions.working() | editions.live(at=at) | editions.scheduled(at)


def started_within(editions: EditionQuerySet, span: timedelta, at: datetime | None = None) -> EditionQuerySet:
    at = at or timezone.now()
    return editions.live(at=at).filter(live_from__gte=at - span, language__in=_codes(None))


def with_gap(model, newest: int, order: tuple[str, ...], at: datetime | None = None):
    """Of the newest subjects those that lack a language; `gap` is one of `GAPS`, the first of them that holds."""
    at = at or timezone.now()
    newest_subjects = model.objects.filter(pk__in=model.objects.order_by(*order).values("pk")[:newest])
    kinds = [pair_split(model, None, at), in_state(model, "dated", None, at)]
    whens = [When(kind, then=Value(place)) for place, kind in enumerate(kinds)]
    gap = Case(*whens, default=Value(len(kinds)), output_field=IntegerField())
    return newest_subjects.filter(missing_or_outdated(model, None, at)).annotate(gap=gap).order_by("gap", *order)


def _codes(language: str | None) -> list[str]:
    return [language] if language else list(settings.LANGUAGE_ORDER)


def _not_closed(editions) -> EditionQuerySet:
    return editions.filter(state__in=[*WORKING, State.APPROVED])


def _of_subject(editions) -> EditionQuerySet:
    return editions.filter(subject=OuterRef("pk"))


def _any(none: Q, conditions: list) -> Q:
    for condition in conditions:
        none |= Q(condition)
    return none


def in_words(text: str, columns: list[str], translated: list[str] = ()) -> Q:
    """Every word stands in one of the columns, or in one language of the columns of words."""
    # Language by language: SQLite keeps the letters of a whole JSON text escaped, and would not find “été”.
    names = [*columns, *(f"{name}__{code}" for name in translated for code in settings.LANGUAGE_ORDER)]
    condition = Q()
    for word in text.split()[:8]:
        condition &= _any(Q(pk__in=[]), [Q(**{f"{name}__icontains": word}) for name in names])
    return condition


def starts_between(editions: EditionQuerySet, start: datetime, end: datetime) -> EditionQuerySet:
    """Approved texts that start in this stretch, in the past as well; its end is outside."""
    return editions.approved().filter(live_from__gte=start, live_from__lt=end, language__in=_codes(None))


def ends_between(editions: EditionQuerySet, start: datetime, end: datetime) -> EditionQuerySet:
    """Texts that end in this stretch and have no younger one that goes on."""
    return editions.newest_started(at=end).filter(live_until__gte=start, live_until__lt=end)
