"""What pictures and documents of the library share."""

import secrets

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .renditions import forget


def token() -> str:
    """128 random bits: the only name under which a visitor meets a file."""
    return secrets.token_hex(16)


def original_name(instance, filename) -> str:
    return f"originals/{token()}.{filename.rsplit('.', 1)[-1].lower()[:5]}"


class Licence(models.TextChoices):
    CC0 = "CC0-1.0", "CC0 1.0"
    CC_BY = "CC-BY-4.0", "CC BY 4.0"
    CC_BY_SA = "CC-BY-SA-4.0", "CC BY-SA 4.0"
    PUBLIC_DOMAIN = "PD", _("public domain")
    RIGHTS_RESERVED = "reserved", _("all rights reserved")


class LibraryFile(models.Model):
    """What pictures and documents share: a key, a random public name, credit and licence.

    Its public addresses hold for ever, so whatever changes what they show gives it a new name.
    """

    FILE_FIELDS, VISIBLE_FIELDS = ("file",), ("file",)

    key = models.SlugField(_("key"), max_length=120, unique=True)
    # As hard to guess as the token, but it never changes: texts name a picture by it, and it leads to today's token.
    reference = models.CharField(max_length=32, default=token, unique=True, editable=False)
    token = models.CharField(max_length=32, default=token, unique=True, editable=False)
    credit = models.CharField(_("credit"), max_length=250, blank=True)
    licence = models.CharField(_("licence"), max_length=20, choices=Licence, blank=True)
    licence_until = models.DateField(_("licence ends on"), null=True, blank=True)
    rights_note = models.TextField(_("note on rights"), blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    class Meta:
        abstract = True
        ordering = ["-created_at", "pk"]

    def save(self, *args, update_fields=None, **kwargs):
        if not self.key:
            self.key = f"{self._meta.model_name}-{secrets.token_hex(4)}"
        for name in self.FILE_FIELDS:
            getattr(self, name).validate_new()
        before = (
            type(self)._base_manager.filter(pk=self.pk).values("token", *self.VISIBLE_FIELDS).first()
            if self.pk
            else None
        )
        saved = self.VISIBLE_FIELDS if update_fields is None else {*self.VISIBLE_FIELDS} & {*update_fields}
        renewed = before is not None and any(self._is_changed(name, before[name]) for name in saved)
        if renewed:
            self.token = token()
        if update_fields is not None:
            update_fields = {*update_fields, *(["token"] if renewed else []), *self._dependent_fields(update_fields)}
        super().save(*args, update_fields=update_fields, **kwargs)
        if renewed:
            now = {getattr(self, name).name for name in self.FILE_FIELDS}
            self._forget_on_commit(before["token"], {before[name] for name in self.FILE_FIELDS} - now)

    save.alters_data = True

    def delete(self, *args, **kwargs):
        stored = {getattr(self, name).name for name in self.FILE_FIELDS}
        deleted = super().delete(*args, **kwargs)
        self._forget_on_commit(self.token, stored)
        return deleted

    delete.alters_data = True

    def _is_changed(self, name, before) -> bool:
        value = getattr(self, name)
        if name in self.FILE_FIELDS:
            return (value.name or "") != before or not getattr(value, "_committed", True)
        return value != before

    def _dependent_fields(self, update_fields) -> set[str]:
        """Fields that are saved with a file because they tell about it."""
        return set()

    def _forget_on_commit(self, old_token, names):
        storage = self._meta.get_field("file").storage

        def leave_nothing_behind():
            forget(old_token)
            for name in filter(None, names):
                storage.delete(name)

        transaction.on_commit(leave_nothing_behind, robust=True)
