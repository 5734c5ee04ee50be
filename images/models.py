import secrets

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing.words import WordsField, any_words, words_in


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
    """What pictures and documents share: a key, a random public name, credit and licence."""

    key = models.SlugField(_("key"), max_length=120, unique=True)
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

    def save(self, *args, **kwargs):
        if not self.key:
            self.key = f"{self._meta.model_name}-{secrets.token_hex(4)}"
        super().save(*args, **kwargs)

    save.alters_data = True


class Image(LibraryFile):
    """A picture of the library. It can be attached unfinished; what is missing stops a language, not a save."""

    file = models.ImageField(
        _("file"), upload_to=original_name, width_field="width", height_field="height", max_length=200
    )
    file_dark = models.ImageField(
        _("file for the dark theme"), upload_to=original_name, blank=True, max_length=200,
        help_text=_("Only for our own maps; photographs look the same in both themes."),
    )  # fmt: skip
    width = models.PositiveIntegerField(default=0, editable=False)
    height = models.PositiveIntegerField(default=0, editable=False)
    alt = WordsField(_("alternative text"))
    decorative = models.BooleanField(
        _("decorative"), default=False, help_text=_("Says nothing that the text does not say: needs no description.")
    )
    caption = WordsField(_("caption"))
    focal_x = models.FloatField(
        _("focal point, from the left"), default=0.5, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )
    focal_y = models.FloatField(
        _("focal point, from the top"), default=0.5, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )

    class Meta(LibraryFile.Meta):
        verbose_name, verbose_name_plural = _("image"), _("images")

    def __str__(self):
        return any_words(self.caption) or any_words(self.alt) or self.key

    def alt_in(self, language) -> str:
        return "" if self.decorative else words_in(self.alt, language)

    def caption_in(self, language) -> str:
        return words_in(self.caption, language)

    def missing_for(self, language, alt="") -> list[str]:
        """What keeps a text in that language from going live with this picture, in plain sentences."""
        missing = []
        if not self.decorative and not (alt or self.alt_in(language)):
            missing.append(_("The picture has no alternative text in this language."))
        if not self.credit:
            missing.append(_("The picture has no credit."))
        if not self.licence:
            missing.append(_("The picture has no licence."))
        return [str(sentence) for sentence in missing]


class Document(LibraryFile):
    """An annex to download: PDF, CSV or ODT."""

    file = models.FileField(_("file"), upload_to=original_name, max_length=200)
    title = WordsField(_("title"))
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES, blank=True)
    media_type = models.CharField(max_length=100, editable=False, blank=True)
    size = models.PositiveBigIntegerField(default=0, editable=False)
    accessible_note = WordsField(_("note on an accessible version"))

    class Meta(LibraryFile.Meta):
        verbose_name, verbose_name_plural = _("document"), _("documents")

    def __str__(self):
        return any_words(self.title) or self.key
