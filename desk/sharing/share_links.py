"""Links with which people without an account read a draft."""

import secrets
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing import extension_points

from ..audit.models import AuditEntry

DEFAULT_DAYS, MAX_DAYS = 7, 30
VIEWS_A_MINUTE = 60


class ShareLinkQuerySet(models.QuerySet):
    def of(self, subject):
        return self.filter(content_type=ContentType.objects.get_for_model(subject), object_id=subject.pk)

    def by_token(self, token: str):
        """The secret itself is nowhere: whoever reads the database cannot open a link, and how long the look-up takes
        says nothing about a token, because what is compared are digests."""
        return self.filter(digest=digest_of_token(token)).select_related("made_by").first()


def digest_of_token(token: str) -> str:
    return sha256(token.encode()).hexdigest()


class ShareLink(models.Model):
    """An invitation to read the drafts of one subject in some languages, until a moment."""

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey()
    languages = models.JSONField(_("languages"))
    digest = models.CharField(max_length=64, unique=True, editable=False)
    note = models.CharField(_("for whom"), max_length=200, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("made by"))
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    expires_at = models.DateTimeField(_("until"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    minute = models.PositiveBigIntegerField(default=0, editable=False)  # of the last request, counted from 1970
    requests = models.PositiveIntegerField(default=0, editable=False)  # in that minute

    objects = ShareLinkQuerySet.as_manager()

    class Meta:
        app_label = "desk"
        ordering = ["-made_at", "-pk"]
        verbose_name, verbose_name_plural = _("share link"), _("share links")
        indexes = [models.Index(fields=["content_type", "object_id"], name="share_link_by_subject")]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="desk_share_link_ends_after_start")
        ]

    def __str__(self):
        return self.note or str(_("Link without a name"))

    @classmethod
    @transaction.atomic
    def make(cls, subject, languages, by, days=DEFAULT_DAYS, note="") -> tuple["ShareLink", str]:
        """A new link and its token, which is not known to anybody afterwards."""
        extension_points.require(by, "share", subject)
        token, now = secrets.token_urlsafe(32), timezone.now()
        link = cls.objects.create(
            subject=subject,
            languages=list(languages),
            digest=digest_of_token(token),
            note=note,
            made_by=by,
            made_at=now,
            expires_at=now + timedelta(days=min(max(days, 1), MAX_DAYS)),
        )
        after = {"link": link.pk, "languages": link.languages, "until": link.expires_at, "for": note}
        extension_points.record(by, "share", subject, after=after)
        return link, token

    @transaction.atomic
    def revoke(self, by):
        extension_points.require(by, "share", self.subject)
        if type(self).objects.filter(pk=self.pk, revoked_at=None).update(revoked_at=timezone.now()):
            extension_points.record(by, "revoke_share", self.subject, before={"link": self.pk, "for": self.note})
        self.refresh_from_db()

    @property
    def inviter(self) -> str:
        """The name under which it invites."""
        return self.made_by.get_full_name() or self.made_by.get_username()

    # -- what it opens -------------------------------------------------------------------------------------------------
    def has_ended(self, at=None, may=extension_points.can) -> bool:
        """Revoked, past its day, its subject in the trash, or made by somebody who may no longer share that subject."""
        if self.revoked_at or self.expires_at <= (at or timezone.now()):
            return True
        if self.subject is None or self.subject.is_trashed():
            return True
        return not may(self.made_by, "share", self.subject)

    def published(self, family, at=None) -> dict:
        """By language the newest text that has come online since the link was made: it ends the link there."""
        found = sorted((each for each in family if each.has_started(at)), key=lambda each: each.live_from)
        return {
            each.language: each
            for each in found
            if each.language in self.languages and each.came_online_after(self.made_at, at)
        }

    def readable(self, family, at=None) -> dict:
        """By language, in their order, what it shows: the working draft, else the next that is to come online."""
        ended = self.published(family, at)
        planned = sorted(
            (each for each in family if each.is_scheduled(at)), key=lambda each: each.live_from, reverse=True
        )
        found = {each.language: each for each in (*planned, *(each for each in family if each.is_working()))}
        return {code: found[code] for code in self.languages if code in found and code not in ended}

    # -- traces --------------------------------------------------------------------------------------------------------
    def counted(self, at=None) -> bool:
        """Count a request; False if there were too many in this minute. In the database, so for all processes alike."""
        minute = int((at or timezone.now()).timestamp()) // 60
        links = type(self).objects.filter(pk=self.pk)
        if links.filter(minute=minute, requests__lt=VIEWS_A_MINUTE).update(requests=F("requests") + 1):
            return True
        return bool(links.exclude(minute=minute).update(minute=minute, requests=1))

    def record_view(self, edition) -> None:
        after = {"link": self.pk, "language": edition.language, "version": edition.version, "for": self.note}
        extension_points.record(None, "share_view", self.subject, after=after)

    def views(self):
        kind = ContentType.objects.get_for_model(self.subject)
        entries = AuditEntry.objects.filter(content_type=kind, object_id=self.object_id, verb="share_view")
        return entries.filter(after__link=self.pk)
