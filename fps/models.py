"""The crisis banner: one sentence and one link, on every page, from a moment until a moment."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.core.loading import title_of
from publishing.core.querysets import EditionQuerySet
from publishing.models import Edition, Subject

from .cache.version_triggers import Change

__all__ = ["Banner", "BannerEdition", "Change", "Sent"]


class Banner(Subject):
    """A message that stands on every page; like every text it has editions, and Dutch and French start together."""

    class Meta:
        verbose_name, verbose_name_plural = _("crisis banner"), _("crisis banners")

    def __str__(self):
        return title_of(self) or self.key

    def has_address(self):
        return False


class BannerEdition(Edition):
    """The sentence is the title."""

    WORDS = ("title", "link")

    subject = models.ForeignKey(Banner, models.PROTECT, related_name="editions", verbose_name=_("crisis banner"))
    link = models.TextField(_("link"), blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta(Edition.Meta):
        verbose_name, verbose_name_plural = _("text of a banner"), _("texts of banners")

    def missing_fields(self):
        errors = super().missing_fields()
        if self.link and not self.link.startswith(("/", "https://")):
            errors.append(("link", _("The link must start with https:// or with / for a page of this site.")))
        return errors


class Sent(models.Model):
    """What `run_due` has sent: with it, running late or twice sends nothing twice."""

    mark = models.CharField(max_length=200, unique=True)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return self.mark
