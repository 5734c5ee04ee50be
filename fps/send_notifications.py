"""Mail to staff that falls due. Nothing that a visitor sees depends on it: if it stops, only mail is late."""

from datetime import datetime

from django.core.mail import EmailMessage
from django.db import transaction

from desk.preferences.notifications import due_emails

from .models import Sent


def send_due_notifications(now: datetime) -> int:
    """Send what is due and not yet told; returns how many mails went out.

    A mark is kept only if its mail went out: a mail server that does not answer makes it late, not lost. What it
    refuses for one person does not keep the others from their mail; the first fault is raised at the end.
    """
    sent, first_error = 0, None
    for email in due_emails(now, already_sent):
        try:
            with transaction.atomic():
                Sent.objects.bulk_create(Sent(mark=mark[:200]) for mark in email.marks)
                EmailMessage(email.subject, email.text, to=[email.person.email]).send()
            sent += 1
        except Exception as error:
            first_error = first_error or error
    if first_error:
        raise first_error
    return sent


def already_sent(marks: list[str]) -> set[str]:
    return set(Sent.objects.filter(mark__in=marks).values_list("mark", flat=True))
