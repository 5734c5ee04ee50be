"""The verbs of subjects and editions, each in one transaction: asked of the gate, done, and recorded.

`Subject` and `Edition` have methods of the same names, which call these; publishing itself is in `approval`.
"""

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import extension_points
from . import translation_status
from .addresses import reserve_paths
from .errors import PublishingError
from .language_pair import refuse_split, spans_of, windows
from .languages import language_names
from .loading import lock
from .querysets import WORKING, State


# -- drafts ------------------------------------------------------------------------------------------------------------
def new_drafts(subject, texts: dict, by=None) -> dict:
    """Drafts by language, begun together; `texts` maps each language to the text it starts from, or None, and words
    that hold in place of those."""
    drafts = {language: _draft(subject, language, by, *text) for language, text in texts.items()}
    for draft in drafts.values():
        extension_points.require(by, "new_draft", draft)
    subject.refuse_if_trashed()
    try:
        with transaction.atomic():
            subject.editions.model.objects.bulk_create(drafts.values())
            for draft in drafts.values():
                _bring_along(draft)
    except IntegrityError as error:
        raise PublishingError(
            _("Another draft in this language exists. Continue that one."), code="draft_exists"
        ) from error
    extension_points.record(by, "new_draft", subject, after=", ".join(drafts))
    return drafts


def _draft(subject, language, by, based_on, words):
    draft = subject.editions.model(subject=subject, language=language, based_on=based_on, begun_by=by, updated_by=by)
    if based_on and based_on.language == language:
        draft.sources = based_on.sources
    for name, text in ((based_on.words if based_on else {}) | words).items():
        setattr(draft, name, text)
    draft.tidy()
    return draft


def _bring_along(draft) -> None:
    """What other apps hang on the text that it starts from."""
    if draft.based_on:
        for begun in extension_points.draft_begun.of(draft):
            begun(draft.based_on, draft)


def change_state(edition, by, verb, old, new, reason=""):
    """One step of a draft (`submit`, `request_changes`, `take_back`, `discard`), if it still is in the state `old`."""
    extension_points.require(by, verb, edition)
    edition.subject.refuse_if_trashed()
    old = (old,) if isinstance(old, str) else old
    now = timezone.now()
    sent = {} if new == State.DISCARDED else {"sent_at": now, "sent_by": by, "message": reason}
    changed = type(edition).objects.filter(pk=edition.pk, state__in=old)
    if not changed.update(state=new, version=F("version") + 1, updated_at=now, **sent):
        raise PublishingError(_("Somebody else has dealt with this text meanwhile. Look at it again."))
    after = f"{edition.language} {new}"
    extension_points.record(by, verb, edition.subject, before=old[0], after=after, reason=reason)
    edition.refresh_from_db()
    return edition


# -- what was approved -------------------------------------------------------------------------------------------------
@transaction.atomic
def cancel(subject, languages, by=None, live_from=None, override=None) -> None:
    """Take back what was approved and has not started (all of it, or what starts at `live_from`)."""
    extension_points.require(by, "cancel", subject)
    lock(subject)
    now = timezone.now()
    before = windows(spans_of(subject), now)
    planned = subject.editions.scheduled(now).filter(language__in=languages).order_by("-live_from")
    planned = [edition for edition in planned if live_from in (None, edition.live_from)]
    if not planned:
        raise PublishingError(_("Nothing is scheduled here any more; it may have started. Look at it again."))
    taken_back = ", ".join(f"{edition.language} {edition.live_from.isoformat()}" for edition in planned)
    _take_back(subject, planned)
    _settle(subject, languages, before, now, override)
    extension_points.record(by, "cancel", subject, before=taken_back, reason=override or "")


@transaction.atomic
def withdraw(subject, languages, by=None, reason="", notice="", override=None) -> list:
    """End what is live in these languages, now, with a public notice; returns what was scheduled and is cancelled.

    `notice` is one sentence, or one for each language: `{"nl": "…", "fr": "…"}`.
    """
    extension_points.require(by, "withdraw", subject)
    lock(subject)
    now = timezone.now()
    before = windows(spans_of(subject), now)
    live = list(subject.editions.live(at=now).filter(language__in=languages))
    if missing := set(languages) - {edition.language for edition in live}:
        names = language_names(sorted(missing))
        raise PublishingError(_("Nothing is online in: %(languages)s.") % {"languages": names})
    planned = list(subject.editions.scheduled(now).filter(language__in=languages).order_by("-live_from"))
    _take_back(subject, planned)
    for edition in live:
        edition.live_until = now
        edition.notice = notice.get(edition.language, "") if isinstance(notice, dict) else notice
        edition.save(update_fields=["live_until", "notice"])
    _settle(subject, languages, before, now, override)
    after = now.isoformat()
    extension_points.record(by, "withdraw", subject, before=", ".join(languages), after=after, reason=reason)
    return planned


def _take_back(subject, planned) -> None:
    """The newest becomes the draft again, unless there is one; the others are kept as cancelled."""
    taken = set(subject.editions.filter(state__in=WORKING).values_list("language", flat=True))
    for edition in planned:
        edition.state = State.CANCELLED if edition.language in taken else State.DRAFT
        if edition.state == State.DRAFT:
            taken.add(edition.language)
            edition.live_from = edition.live_until = edition.approved_at = edition.approved_by = None
            edition.small_fix = False
        edition.save()


def _settle(subject, languages, before, now, override) -> None:
    """What follows from other spans of time: the pair of languages, addresses, who is behind whom."""
    refuse_split(before, windows(spans_of(subject), now), override)
    reserve_paths(subject, languages)
    translation_status.refresh(subject)


# -- the trash ---------------------------------------------------------------------------------------------------------
@transaction.atomic
def trash(subject, by=None, reason="", notice="") -> None:
    """Withdraw what is online, with its notice, cancel what is scheduled, set all aside with its drafts."""
    extension_points.require(by, "trash", subject)
    lock(subject)
    subject.refresh_from_db(fields=["trashed_at"])
    if subject.is_trashed():
        raise PublishingError(_("This is in the trash already."))
    if obstacles := subject.trash_obstacles():
        raise PublishingError(obstacles)
    if live := list(subject.editions.live().values_list("language", flat=True)):
        withdraw(subject, live, by, reason, notice, override=reason)
    if planned := list(subject.editions.scheduled().values_list("language", flat=True).distinct()):
        cancel(subject, planned, by, override=reason)
    subject.trashed_at = timezone.now()
    subject.save(update_fields=["trashed_at"])
    after = subject.trashed_at.isoformat()
    extension_points.record(by, "trash", subject, before=", ".join(live), after=after, reason=reason)


@transaction.atomic
def restore(subject, by=None) -> None:
    """Back on the lists with every draft; what was online stays withdrawn until somebody publishes it again."""
    extension_points.require(by, "restore", subject)
    lock(subject)
    subject.refresh_from_db(fields=["trashed_at"])
    if not subject.is_trashed():
        raise PublishingError(_("This is not in the trash any more."))
    extension_points.record(by, "restore", subject, before=subject.trashed_at.isoformat())
    subject.trashed_at = None
    subject.save(update_fields=["trashed_at"])
