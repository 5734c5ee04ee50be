"""The same act on many texts, and its inverse. Each change is one row of the audit trail; undo reads those rows."""

import secrets
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from news.models import Tag, TagName
from news.models.tag import normalize_name
from publishing import extension_points
from publishing.core.errors import PublishingError
from publishing.status import state_filters

from ..audit.models import AuditEntry

UNDO_PERIOD = timedelta(days=1)
REASON_PREFIX = "bulk "  # begins the reason of every row that belongs to one act


@dataclass
class Outcome:
    batch: str = ""
    done: int = 0
    refused: list[str] = field(default_factory=list)


class ActionRefused(Exception):
    """A sentence for the person who asked."""


def run_action(user, name: str, subjects, posted) -> Outcome:
    """Do `name` to each of the subjects; what one of them refuses is told, the others go on."""
    value = _parse_value(name, posted)
    outcome = Outcome(secrets.token_hex(4))
    for subject in subjects:
        _apply_to(outcome, subject, lambda subject=subject: ACTIONS[name](user, subject, value, outcome.batch))
    return outcome


def undo(user, batch: str) -> Outcome:
    """Take back what one act of this person changed, where nobody has changed it since."""
    outcome = Outcome()
    since = timezone.now() - UNDO_PERIOD
    own_entries = AuditEntry.objects.filter(user=user, at__gte=since).select_related("content_type")
    if own_entries.filter(reason=f"undo {REASON_PREFIX}{batch}").exists():
        raise ActionRefused(_("This was undone already."))
    # A thrown away text was withdrawn for the same reason; that is not taken back.
    entries = list(own_entries.filter(reason=REASON_PREFIX + batch, verb__in=("change_facts", "bulk_submit", "trash")))
    if not entries:
        raise ActionRefused(_("This cannot be undone any more."))
    for entry in entries:
        subject = entry.content_type.model_class()._base_manager.filter(pk=entry.object_id).first()
        if subject is not None:
            _apply_to(outcome, subject, lambda entry=entry, subject=subject: _undo_entry(user, subject, entry, batch))
    return outcome


def can_undo(user, batch: str, name: str, model) -> bool:
    needed = {"submit": "take_back", "trash": "restore"}.get(name)
    return bool(batch) and (needed is None or extension_points.can(user, needed, model))


def _apply_to(outcome, subject, action):
    try:
        with transaction.atomic():
            outcome.done += bool(action())
    except PermissionDenied:
        outcome.refused.append(_("“%(title)s”: you do not have the right to do this.") % {"title": subject})
    except PublishingError as refusal:
        outcome.refused += [f"“{subject}”: {sentence}" for sentence in refusal.messages]
    except ActionRefused as refusal:
        outcome.refused.append(f"“{subject}”: {refusal}")


# -- what is asked for -------------------------------------------------------------------------------------------------
def _parse_value(name, posted):
    if name in ("add_tag", "remove_tag"):
        spelling = normalize_name(posted.get("tag", ""))
        found = TagName.objects.filter(folded=spelling).select_related("tag").first() if spelling else None
        if found is None:
            raise ActionRefused(_("No tag is called “%(name)s”.") % {"name": posted.get("tag", "")})
        return found.tag
    if name == "review_by":
        try:
            return date.fromisoformat(posted.get("review_by", "")) if posted.get("review_by") else None
        except ValueError as error:
            raise ActionRefused(_("This is not a date: “%(text)s”.") % {"text": posted["review_by"]}) from error
    if name not in ACTIONS:
        raise ActionRefused(_("Choose what to do."))
    return None


def _require_change_facts(user, subject):
    """Facts hold at once: while something is live, changing them asks for the right to publish."""
    extension_points.require(user, "change_facts" if subject.editions.live().exists() else "write_facts", subject)


def _update_facts(user, subject, reason, before, after, **columns):
    type(subject)._base_manager.filter(pk=subject.pk).update(facts_version=F("facts_version") + 1, **columns)
    extension_points.record(user, "change_facts", subject, before=before, after=after, reason=reason)
    return True


# -- acts --------------------------------------------------------------------------------------------------------------
def _tag(user, subject, tag, reason, add: bool):
    _require_change_facts(user, subject)
    has = subject.tagged_items.filter(tag=tag).exists()
    if has == add:
        return False
    (subject.tags.add if add else subject.tags.remove)(tag)
    there, gone = {"tag": tag.slug}, {"tag": ""}
    return _update_facts(user, subject, reason, gone if add else there, there if add else gone)


def _add_tag(user, subject, tag, batch):
    return _tag(user, subject, tag, REASON_PREFIX + batch, add=True)


def _remove_tag(user, subject, tag, batch):
    return _tag(user, subject, tag, REASON_PREFIX + batch, add=False)


def _review_by(user, subject, day, batch, reason=""):
    _require_change_facts(user, subject)
    if subject.review_by == day:
        return False
    before, after = {"review_by": subject.review_by}, {"review_by": day}
    return _update_facts(user, subject, reason or REASON_PREFIX + batch, before, after, review_by=day)


def _submit(user, subject, _value, batch):
    drafts = list(state_filters.in_draft(subject.editions.all()))
    if not drafts:
        raise ActionRefused(_("There is no draft to send."))
    for draft in drafts:
        extension_points.require(user, "submit", draft)
        draft.submit(by=user)
    languages = {"sent": [draft.language for draft in drafts]}
    extension_points.record(user, "bulk_submit", subject, after=languages, reason=REASON_PREFIX + batch)
    return True


def _trash(user, subject, _value, batch):
    subject.trash(by=user, reason=REASON_PREFIX + batch)
    return True


ACTIONS = {
    "add_tag": _add_tag,
    "remove_tag": _remove_tag,
    "review_by": _review_by,
    "submit": _submit,
    "trash": _trash,
}


def available(names) -> list[str]:
    from news.models import Article

    return [name for name in names if name != "trash" or hasattr(Article, "trash")]


# -- undo --------------------------------------------------------------------------------------------------------------
def _undo_entry(user, subject, entry, batch):
    reason = f"undo {REASON_PREFIX}{batch}"
    if entry.verb == "trash":
        subject.restore(by=user)
        extension_points.record(user, "undo", subject, after=entry.verb, reason=reason)
        return True
    if entry.verb == "bulk_submit":
        return _undo_submit(user, subject, entry.after["sent"], reason)
    if "tag" in entry.after:
        add = bool(entry.before["tag"])
        tag = Tag.objects.filter(slug=entry.before["tag"] or entry.after["tag"]).first()
        return tag is not None and _tag(user, subject, tag, reason, add=add)
    if str(subject.review_by or "") != str(entry.after["review_by"] or ""):
        raise ActionRefused(_("somebody has changed the date since."))
    day = entry.before["review_by"]
    return _review_by(user, subject, date.fromisoformat(day) if day else None, batch, reason=reason)


def _undo_submit(user, subject, languages, reason):
    for edition in state_filters.in_review(subject.editions.filter(language__in=languages)):
        edition.take_back(by=user)
    extension_points.record(user, "undo", subject, after={"called_back": languages}, reason=reason)
    return True
