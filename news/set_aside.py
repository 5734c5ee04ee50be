"""Sums in the text of an article that somebody has looked at and that are no funding (a price, a budget, a fine)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .articles import Article


class SetAsideSum(models.Model):
    """By what it is worth and not by its place: it stays set aside in every language and after each edit."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="set_aside_sums")
    amount = models.DecimalField(_("amount"), max_digits=20, decimal_places=0)
    amount_max = models.DecimalField(_("up to"), max_digits=20, decimal_places=0, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3)
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        app_label = "news"
        ordering = ["at", "pk"]
        verbose_name, verbose_name_plural = _("sum set aside"), _("sums set aside")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "amount", "currency"], condition=Q(amount_max=None), name="news_set_aside_once"
            ),
            models.UniqueConstraint(
                fields=["article", "amount", "amount_max", "currency"], name="news_set_aside_range_once"
            ),
        ]

    def __str__(self):
        return f"{self.amount:,.0f} {self.currency}"

    @property
    def key(self):
        return int(self.amount), None if self.amount_max is None else int(self.amount_max), self.currency
