"""Mail to staff: who is told what, when, in which words. Each thing has a mark: late or twice tells it once.

`run_due` asks for what is due, leaves out what it has marked as sent, and sends the rest one mail a person. A person
who wants one mail a day gets it with the first run after that hour of the morning; what came later waits a day.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from images.models import Document, Image
from news.models import Article
from policy.models import Topic
from publishing.status import state_filters
from publishing.text.dates import long_date, short_time

from ..audit.models import AuditEntry
from ..permissions.querysets import permitted, visible_active
from .models import MailPreference, When

MODELS = (Article, Topic)
LOOK_BACK = timedelta(days=14)  # after a longer stop of `run_due` old requests stay unsaid: the desk shows them anyway
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MORNING = time(7)


class Notification(NamedTuple):
    """One thing to tell one person; `mark` names both."""

    mark: str
    text: str


@dataclass
class Email:
    """What one person is told in one mail."""

    person: object
    language: str
    subject: str
    text: str
    marks: list[str]


def due_emails(now: datetime, sent_marks) -> list[Email]:
    """Everything due at `now` that is not among the marks for which `sent_marks(marks)` answers."""
    people = get_user_model().objects.filter(is_active=True, is_staff=True).exclude(email="")
    made = []
    for person in people.select_related("mail_preference").prefetch_related("roles"):
        preference = getattr(person, "mail_preference", None) or MailPreference(user=person)
        with translation.override(preference.language or settings.LANGUAGE_CODE):
            made += _emails_to(person, preference, now, sent_marks)
    return made


def _emails_to(person, preference, now, sent_marks) -> Iterator[Email]:
    at_once, daily = [], []
    for kind, find in NOTIFICATION_TYPES.items():
        when = getattr(preference, kind)
        if when != When.NEVER:
            (daily if when == When.DAILY else at_once).extend(find(person, now, when))
    digest = f"digest {person.pk} {timezone.localdate(now)}"
    sent = sent_marks([line.mark for line in [*at_once, *daily]] + [digest])
    at_once = [line for line in at_once if line.mark not in sent]
    daily = [line for line in daily if line.mark not in sent]
    if at_once:
        yield _email(person, at_once, [])
    if daily and digest not in sent and timezone.localtime(now).time() >= MORNING:
        yield _email(person, daily, [digest])


def _email(person, lines, marks) -> Email:
    count = len(lines)
    subject = ngettext("%(number)s thing is due", "%(number)s things are due", count) % {"number": count}
    if count == 1:
        subject = lines[0].text.split("\n", 1)[0][:150]
    foot = _("What you are told by mail, and when, is your choice: %(address)s") % {
        "address": settings.SITE_URL + reverse("desk:mail")
    }
    text = "\n\n".join([*(line.text for line in lines), f"-- \n{foot}"])
    return Email(person, translation.get_language(), subject, text, [*(line.mark for line in lines), *marks])


# -- what there is to tell ---------------------------------------------------------------------------------------------
def _review_asked(person, now, when) -> Iterable[Notification]:
    """Texts that others sent and this person may publish."""
    for model in MODELS:
        editions = model.editions.rel.related_model.objects.all()
        waiting = model.objects.filter(pk__in=state_filters.in_review(editions).values("subject"))
        subjects = _titled(permitted(person, "approve", waiting))
        for entry in _latest_entries(model, subjects, "submit", now):
            if entry.user_id != person.pk:
                line = _("%(person)s sent you for review: %(title)s")
                yield _notification(entry, person, line, subjects[entry.object_id])


def _changes_asked(person, now, when) -> Iterable[Notification]:
    """Drafts that this person sent and somebody sent back."""
    for model in MODELS:
        drafts = state_filters.in_draft(model.editions.rel.related_model.objects.filter(updated_by=person))
        subjects = _titled(visible_active(person, model.objects.filter(pk__in=drafts.values("subject"))))
        for entry in _latest_entries(model, subjects, "request_changes", now):
            if entry.user_id != person.pk:
                line = _("%(person)s asks for changes in: %(title)s")
                reason = f"\n“{entry.reason}”" if entry.reason else ""
                yield _notification(entry, person, line, subjects[entry.object_id], reason)


def _live_soon(person, now, when) -> Iterable[Notification]:
    """Texts that this person wrote or approved; in the mail of the day all of the coming 24 hours."""
    for model in MODELS:
        editions = model.editions.rel.related_model.objects
        soon = state_filters.starting(editions.all(), DAY if when == When.DAILY else HOUR, now)
        own_editions = soon.filter(updated_by=person) | soon.filter(approved_by=person)
        found: dict = {}
        for edition in visible_active(person, own_editions).select_related("subject").order_by("live_from", "language"):
            found.setdefault((edition.subject, edition.live_from), []).append(edition)
        for (subject, at), family in found.items():
            title = next((each.title for each in family), "")
            named = {"title": title, "languages": ", ".join(each.language for each in family),
                     "day": long_date(at), "time": short_time(timezone.localtime(at).time())}  # fmt: skip
            text = _("Goes live on %(day)s at %(time)s (Brussels), %(languages)s: %(title)s") % named
            mark = f"live {model._meta.label_lower} {subject.pk} {at.isoformat()} {person.pk}"
            yield Notification(mark, f"{text}\n{_address(subject)}")


def _review_due(person, now, when) -> Iterable[Notification]:
    """Dates that are reached, told to those who may change the text; licences to those who edit everywhere."""
    today = timezone.localdate(now)
    for model in MODELS:
        due = permitted(person, "change_facts", model.objects.filter(review_by__lte=today))
        for subject in due.prefetch_related("editions").order_by("review_by", "pk"):
            text = _("To be reviewed by %(day)s: %(title)s") % {"day": long_date(subject.review_by), "title": subject}
            mark = f"review {model._meta.label_lower} {subject.pk} {subject.review_by} {person.pk}"
            yield Notification(mark, f"{text}\n{_address(subject)}")
    if not _edits_everywhere(person):
        return
    for model in (Image, Document):
        for file in model.objects.filter(licence_until__lte=today).order_by("licence_until", "pk"):
            text = _("The licence ended on %(day)s: %(title)s") % {"day": long_date(file.licence_until), "title": file}
            mark = f"licence {model._meta.label_lower} {file.pk} {file.licence_until} {person.pk}"
            yield Notification(mark, f"{text}\n{_address(file)}")


NOTIFICATION_TYPES = {
    "review_asked": _review_asked,
    "changes_asked": _changes_asked,
    "live_soon": _live_soon,
    "review_due": _review_due,
}


def _edits_everywhere(person) -> bool:
    if person.is_superuser:
        return True
    return any(role.topic_id is None and role.name in ("editor", "administrator") for role in person.roles.all())


def _titled(queryset) -> dict:
    return {subject.pk: subject for subject in queryset.prefetch_related("editions")}


def _latest_entries(model, subjects: dict, verb: str, now) -> list[AuditEntry]:
    """The last such act on each of these subjects."""
    entries = AuditEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(model),
        object_id__in=subjects,
        verb=verb,
        at__gte=now - LOOK_BACK,
    )
    newest = {entry.object_id: entry for entry in entries.select_related("user").order_by("at", "pk")}
    return list(newest.values())


def _notification(entry, person, line, subject, more="") -> Notification:
    who = (entry.user.get_full_name() or entry.user.get_username()) if entry.user else _("Somebody")
    text = line % {"person": who, "title": subject}
    return Notification(f"{entry.verb} {entry.pk} {person.pk}", f"{text}{more}\n{_address(subject)}")


def _address(thing) -> str:
    opts = thing._meta
    return settings.SITE_URL + reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[thing.pk])
