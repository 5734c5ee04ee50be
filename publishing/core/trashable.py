"""The trash: a subject is set aside as a whole and brought back as a whole; nothing is ever deleted."""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import extension_points
from .errors import PublishingError


class Trashable(models.Model):
    """A subject in the trash is on no list of the back office, and nothing is published of it until it is restored."""

    trashed_at = models.DateTimeField(gettext_lazy("in the trash since"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def is_trashed(self) -> bool:
        return self.trashed_at is not None

    def trash_obstacles(self) -> list[str]:
        """Why this cannot go to the trash, a sentence each."""
        return []

    @transaction.atomic
    def trash(self, by=None, reason="", notice=""):
        """Withdraw what is online, with its notice, cancel what is scheduled, set all aside with its drafts."""
        extension_points.require(by, "trash", self)
        self._lock()
        self.refresh_from_db(fields=["trashed_at"])
        if self.is_trashed():
            raise PublishingError(_("This is in the trash already."))
        if obstacles := self.trash_obstacles():
            raise PublishingError(obstacles)
        if live := list(self.editions.live().values_list("language", flat=True)):
            self.withdraw(live, by, reason, notice, override=reason)
        if planned := list(self.editions.scheduled().values_list("language", flat=True).distinct()):
            self.cancel(planned, by, override=reason)
        self.trashed_at = timezone.now()
        self.save(update_fields=["trashed_at"])
        extension_points.record(
            by, "trash", self, before=", ".join(live), after=self.trashed_at.isoformat(), reason=reason
        )

    @transaction.atomic
    def restore(self, by=None):
        """Back on the lists with every draft; what was online stays withdrawn until somebody publishes it again."""
        extension_points.require(by, "restore", self)
        self._lock()
        self.refresh_from_db(fields=["trashed_at"])
        if not self.is_trashed():
            raise PublishingError(_("This is not in the trash any more."))
        extension_points.record(by, "restore", self, before=self.trashed_at.isoformat())
        self.trashed_at = None
        self.save(update_fields=["trashed_at"])

    def refuse_if_trashed(self):
        if self.is_trashed():
            raise PublishingError(_("This is in the trash. Restore it first."))


def not_trashed(queryset):
    """Without what is in the trash."""
    return queryset.filter(trashed_at=None)


def in_trash(queryset):
    return queryset.exclude(trashed_at=None).order_by("-trashed_at")
