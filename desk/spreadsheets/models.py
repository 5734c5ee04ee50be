"""A file on its way in: kept between the preview and the deed, its content for a day at most."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

RETENTION = timedelta(days=1)


class IncomingFile(models.Model):
    """`preview` and `outcome` are reports (see `running.Report`); after the deed there is no content any more."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("who"))
    kind = models.CharField(max_length=20)
    name = models.CharField(_("name"), max_length=200)
    content = models.BinaryField()
    at = models.DateTimeField(_("at"), default=timezone.now)
    preview = models.JSONField(default=dict)
    outcome = models.JSONField(null=True)

    class Meta:
        app_label = "desk"
        verbose_name, verbose_name_plural = _("incoming file"), _("incoming files")

    def __str__(self):
        return self.name

    @classmethod
    def forget_old(cls) -> None:
        cls.objects.filter(at__lt=timezone.now() - RETENTION).delete()
