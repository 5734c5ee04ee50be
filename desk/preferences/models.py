"""What a person wants of the desk: its language, its mail, and lists kept under a name."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.core.fields import LanguageField


class When(models.TextChoices):
    NOW = "now", _("At once")
    DAILY = "daily", _("In one mail a day")
    NEVER = "never", _("Not by mail")


class MailPreference(models.Model):
    """One row a person, made when the page is first saved; without one the defaults hold."""

    KINDS = ("review_asked", "changes_asked", "live_soon", "review_due")

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_preference")
    language = LanguageField(
        _("Language of the desk and of your mail"), blank=True,
        help_text=_("Empty: the desk follows your browser, mail comes in the first language of the site."),
    )  # fmt: skip
    review_asked = models.CharField(_("A text is sent to you for review"), max_length=5, choices=When, default=When.NOW)
    changes_asked = models.CharField(
        _("Somebody asks for changes in your text"), max_length=5, choices=When, default=When.NOW
    )
    live_soon = models.CharField(
        _("Your text goes live within the hour"), max_length=5, choices=When, default=When.DAILY,
        help_text=_("In one mail a day: what goes live within the next 24 hours."),
    )  # fmt: skip
    review_due = models.CharField(
        _("A review date is reached or a licence ends"), max_length=5, choices=When, default=When.DAILY
    )

    class Meta:
        app_label = "desk"
        verbose_name, verbose_name_plural = _("wishes of a person"), _("wishes of people")

    def __str__(self):
        return str(self.user)


class SavedView(models.Model):
    """The filter of a list, kept by one person under a name of their own."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    list_name = models.CharField(max_length=20)
    name = models.CharField(_("name"), max_length=40)
    query = models.CharField(max_length=500, blank=True)

    class Meta:
        app_label = "desk"
        ordering = ["pk"]
        verbose_name, verbose_name_plural = _("saved view"), _("saved views")
        constraints = [models.UniqueConstraint(fields=["user", "list_name", "name"], name="desk_view_once_a_list")]

    def __str__(self):
        return self.name
