from django.db import models
from django.utils.translation import gettext_lazy as _

from images.translated_text import WordsField, any_words, words_in


class Contact(models.Model):
    """Who answers for a topic or a press release; topics pass theirs on to what stands below them."""

    key = models.SlugField(_("key"), max_length=100, unique=True)
    unit = WordsField(_("unit"))
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)

    class Meta:
        app_label = "policy"
        ordering = ["key"]
        verbose_name, verbose_name_plural = _("contact"), _("contacts")

    def __str__(self):
        return any_words(self.unit) or self.key

    def unit_in(self, language):
        return words_in(self.unit, language)
