"""Who does what: a person has roles, everywhere or at a topic and all below it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from policy.models import Topic


class Role(models.Model):
    """One role of one person. A translator's holds for `languages`, any other for all of them."""

    class Name(models.TextChoices):
        AUTHOR = "author", _("author")
        TRANSLATOR = "translator", _("translator")
        EDITOR = "editor", _("editor")
        ADMINISTRATOR = "administrator", _("administrator")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="roles", verbose_name=_("person"))
    name = models.CharField(_("role"), max_length=15, choices=Name)
    languages = models.JSONField(
        _("languages"), default=list, blank=True, help_text=_("Of a translator; none chosen means all of them.")
    )
    topic = models.ForeignKey(
        Topic,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("at this topic and all below it"),
        help_text=_("Empty: everywhere."),
    )

    class Meta:
        app_label = "desk"
        ordering = ["user", "name", "pk"]
        verbose_name, verbose_name_plural = _("role"), _("roles")
        constraints = [
            models.UniqueConstraint(fields=["user", "name", "topic"], name="desk_role_once_a_topic"),
            models.UniqueConstraint(
                fields=["user", "name"], condition=models.Q(topic=None), name="desk_role_once_everywhere"
            ),
        ]

    def __str__(self):
        return f"{self.get_name_display()} · {self.topic}" if self.topic_id else self.get_name_display()

    def covers_language(self, language: str | None) -> bool:
        """Does the role hold for this language (None: for a verb that concerns no single one)?"""
        return self.name != self.Name.TRANSLATOR or not self.languages or language in self.languages
