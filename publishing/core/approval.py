"""Publishing: the drafts of several languages become public texts at one instant, in one transaction."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import extension_points
from ..search import index
from . import timeline, translation_status
from .addresses import reserve_paths
from .approval_checks import check_overrides
from .editing_state import RecentWords
from .errors import TextChanged, refuse
from .language_pair import TOGETHER, refuse_split, spans_of, windows
from .loading import lock
from .querysets import State

APPROVAL_FIELDS = (
    *("state", "live_from", "live_until", "note", "small_fix", "approved_at", "approved_by"),
    *("sources", "stale_since"),
)


@dataclass(frozen=True, slots=True)
class Approval:
    """What somebody decides who publishes; `Subject.approve` says what each of it means."""

    languages: Collection[str]
    by: Any = None
    live_from: datetime | None = None
    live_until: datetime | None = None
    notes: Mapping[str, str] | None = None
    override: str | None = None
    reserve: bool = True
    small_fixes: Collection[str] = ()
    seen: Mapping[str, str] | None = None


@transaction.atomic
def approve(subject, approval: Approval) -> None:
    extension_points.require(approval.by, "approve", subject)
    lock(subject)
    subject.refuse_if_trashed()
    now = timezone.now()
    start = approval.live_from or now
    spans = spans_of(subject, {*approval.languages, *TOGETHER})
    before = windows(spans, now)
    drafts = _locked_drafts(subject, approval)
    refuse(_faults(approval, drafts, spans, start, now))
    _check_overrides(subject, approval, drafts, spans, start, now)
    _publish(subject, approval, drafts, spans, start, now)
    refuse_split(before, windows(spans, now), approval.override)
    if approval.reserve:
        reserve_paths(subject, approval.languages)
    index.write(drafts[language] for language in approval.languages)
    _record(subject, approval, start)


def _locked_drafts(subject, approval: Approval) -> dict:
    """By language; refused if one is not the one any more that was read."""
    drafts = subject.editions.working().filter(language__in=approval.languages).select_for_update()
    drafts = {draft.language: draft for draft in drafts}
    seen = approval.seen or {}
    if changed := [each for code, each in drafts.items() if seen.get(code, each.stamp) != each.stamp]:
        raise TextChanged(changed)
    return drafts


def _faults(approval: Approval, drafts, spans, start, now) -> Iterator[str]:
    if not approval.languages:
        yield _("Choose at least one language.")
    for language in approval.languages:
        if language not in drafts:
            yield _("There is no draft in this language: %(language)s.") % {"language": language}
            continue
        starts = [span.start for span in spans[language]]
        if any(start < earlier <= now for earlier in starts):
            yield _("The start lies before that of the text it replaces.")
        elif start in starts:
            yield _("Another text in this language starts at that very moment.")
        yield from drafts[language].publication_blockers(start, brought_in=not approval.reserve)
    if approval.live_until and approval.live_until <= start:
        yield _("The end lies before the start.")


def _check_overrides(subject, approval: Approval, drafts, spans, start, now) -> None:
    behind = [language for language in approval.languages if any(span.start > now for span in spans[language])]
    scheduled = list(subject.editions.scheduled(now).filter(language__in=behind))
    check_overrides(subject, drafts, start, approval.by, approval.override, approval.small_fixes, scheduled)


def _publish(subject, approval: Approval, drafts, spans, start, now) -> None:
    """The drafts become approved texts; `spans` then counts them in."""
    for language in approval.languages:
        draft, earlier = drafts[language], spans[language]
        draft.state, draft.live_from = State.APPROVED, start
        draft.live_until = approval.live_until or timeline.end_at(earlier, start)
        draft.note = (approval.notes or {}).get(language, "")
        draft.small_fix = language in approval.small_fixes and any(span.start <= start for span in earlier)
        draft.approved_at, draft.approved_by = now, approval.by
        earlier.append(draft.span)
    translation_status.approved_together(subject, drafts, start)
    rewritten = [draft for draft in drafts.values() if draft.version]
    for draft in drafts.values():
        draft.locked = True
        draft.save(update_fields=APPROVAL_FIELDS)
        draft.locked = False
    RecentWords.forget(rewritten)


def _record(subject, approval: Approval, start) -> None:
    after = f"{', '.join(approval.languages)} {start.isoformat()}"
    extension_points.record(approval.by, "approve", subject, after=after, reason=approval.override or "")
