"""Mail to staff that falls due. Nothing that a visitor sees depends on it: if it stops, only mail is late."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from images.models import Document, Image
from news.models import Article
from policy.models import Topic
from publishing.dates import long_date

from .models import Sent


class Due(NamedTuple):
    mark: str
    line: str


def due(today: date) -> list[Due]:
    """Texts whose review date and library files whose licence has come, not yet told of."""
    found = [*_reviews(today), *_licences(today)]
    told = set(Sent.objects.filter(mark__in=[each.mark for each in found]).values_list("mark", flat=True))
    return [each for each in found if each.mark not in told]


def send(found: list[Due]) -> int:
    """One mail with all of it to each active administrator with an address; returns how many were sent.

    The marks are kept only if the mail went out: a mail server that does not answer makes it late, not lost.
    """
    people = get_user_model().objects.filter(is_active=True, is_superuser=True).exclude(email="")
    if not found or not people:
        return 0
    count = len(found)
    subject = ngettext("%(number)s thing is due", "%(number)s things are due", count) % {"number": count}
    text = "\n\n".join(each.line for each in found)
    with transaction.atomic():
        Sent.objects.bulk_create(Sent(mark=each.mark) for each in found)
        for person in people:
            EmailMessage(subject, text, to=[person.email]).send()
    return len(people)


def _reviews(today: date) -> Iterator[Due]:
    for model in (Article, Topic):
        for subject in (
            model.objects.filter(review_by__lte=today).prefetch_related("editions").order_by("review_by", "pk")
        ):
            yield Due(
                f"review {subject._meta.label_lower} {subject.key} {subject.review_by}"[:200],
                _("To be reviewed by %(day)s: %(title)s") % {"day": long_date(subject.review_by), "title": subject}
                + f"\n{_address(subject)}",
            )


def _licences(today: date) -> Iterator[Due]:
    for model in (Image, Document):
        for file in model.objects.filter(licence_until__lte=today).order_by("licence_until", "pk"):
            yield Due(
                f"licence {file._meta.label_lower} {file.key} {file.licence_until}"[:200],
                _("The licence ended on %(day)s: %(title)s") % {"day": long_date(file.licence_until), "title": file}
                + f"\n{_address(file)}",
            )


def _address(thing) -> str:
    opts = thing._meta
    return settings.SITE_URL + reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[thing.pk])
