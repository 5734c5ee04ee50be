"""The trash: a subject is set aside as a whole and brought back as a whole; nothing is ever deleted."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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

    def refuse_if_trashed(self):
        if self.is_trashed():
            raise PublishingError(_("This is in the trash. Restore it first."))


def not_trashed(queryset):
    """Without what is in the trash."""
    return queryset.filter(trashed_at=None)


def in_trash(queryset):
    return queryset.exclude(trashed_at=None).order_by("-trashed_at")
