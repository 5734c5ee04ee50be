"""The calendar in the programs of one person: an address that is a secret, and what it gives."""

import secrets
from datetime import UTC, timedelta

from django.conf import settings
from django.db import models, transaction
from django.http import HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_safe

from news.models import Article
from publishing import extension_points
from publishing.web.ics import calendar_response, event

from ..sharing.share_links import digest_of_token
from ..sharing.share_views import hide_token
from .entries import CalendarEntry, entries_between

LOOK_BACK, LOOK_AHEAD = timedelta(days=31), timedelta(days=184)
EVENT_DURATION = timedelta(minutes=15)  # of what has a time, so that calendars draw it


class CalendarAddress(models.Model):
    """One a person. The secret itself is nowhere: only its digest is kept."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_address")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        app_label = "desk"
        verbose_name, verbose_name_plural = gettext_lazy("calendar address"), gettext_lazy("calendar addresses")

    def __str__(self):
        return str(self.user)

    @classmethod
    @transaction.atomic
    def make(cls, user) -> str:
        """A new secret, which nobody knows afterwards; the one before it ends."""
        token = secrets.token_urlsafe(32)
        values = {"digest": digest_of_token(token), "made_at": timezone.now()}
        cls.objects.update_or_create(user=user, defaults=values)
        extension_points.record(user, "make_calendar_address", user)
        return token

    @classmethod
    @transaction.atomic
    def revoke(cls, user) -> None:
        if cls.objects.filter(user=user).delete()[0]:
            extension_points.record(user, "end_calendar_address", user)


@hide_token
@require_safe
@sensitive_variables("token")
def calendar_file(request, token):
    """What the owner of the address sees on the desk, today: a right that is lost is lost here as well."""
    found = CalendarAddress.objects.filter(digest=digest_of_token(token))
    found = found.select_related("user__mail_preference").first()
    if found is None or not (
        found.user.is_active and found.user.is_staff and extension_points.can(found.user, "view", Article)
    ):
        return HttpResponse(status=404, content_type="text/plain")
    preference = getattr(found.user, "mail_preference", None)
    language = (preference.language if preference else "") or settings.LANGUAGE_CODE
    today = timezone.localdate()
    with translation.override(language):
        entries = entries_between(found.user, today - LOOK_BACK, today + LOOK_AHEAD).entries
        response = calendar_response("desk", _("Publishing calendar"), map(_event, entries))
    response.headers["Content-Language"] = language
    return response


def _event(entry: CalendarEntry):
    languages = f" ({', '.join(entry.languages)})" if entry.languages else ""
    summary = f"{entry.event_label}: {entry.title}{languages}"
    uid = f"{entry.what}.{entry.of}.{entry.subject}.{entry.at.astimezone(UTC):%Y%m%dT%H%M%S}"
    start, end = (entry.day, None) if entry.what == "review" else (entry.at, entry.at + EVENT_DURATION)
    return event(uid, timezone.now(), start, end, summary, entry.url)
