from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from images.translated_text import LanguageField, WordsField, any_words, words_in

from .audit import record_added
from .fields import DocumentField, PictureField
from .library import LibraryFile, Licence, original_name, token

__all__ = ["Document", "Image", "LibraryFile", "Licence", "original_name", "token"]


class Image(LibraryFile):
    """A picture of the library. It can be attached unfinished; what is missing stops a language, not a save."""

    FILE_FIELDS = ("file", "file_dark")
    VISIBLE_FIELDS = (*FILE_FIELDS, "focal_x", "focal_y")

    file = PictureField(_("file"), upload_to=original_name, width_field="width", height_field="height", max_length=200)
    file_dark = PictureField(
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

    @property
    def share_url(self) -> str:
        """The picture in the shape in which other sites show a link to a page."""
        return reverse("images:rendition", kwargs={"token": self.token, "name": "og", "extension": "jpg"})

    @classmethod
    def from_upload(cls, file, by=None):
        """A new picture of the library, to be finished later; raises ValidationError if the file is refused."""
        with transaction.atomic():
            image = cls(created_by=by)
            image.file.save(file.name, file)
            record_added(by, image)
        return image

    def save(self, *args, **kwargs):
        self.focal_x, self.focal_y = round(self.focal_x, 2), round(self.focal_y, 2)  # whole per cents
        super().save(*args, **kwargs)

    save.alters_data = True

    def _dependent_fields(self, update_fields):
        return {"width", "height"} if "file" in update_fields else set()

    def alt_in(self, language) -> str:
        return "" if self.decorative else words_in(self.alt, language)

    def caption_in(self, language) -> str:
        return words_in(self.caption, language)

    def missing_parts(self, language, alt="") -> list[tuple[str, str]]:
        """What keeps a text in that language from going live with this picture: the part, and a plain sentence."""
        missing = []
        if not self.decorative and not (alt or self.alt_in(language)):
            missing.append(("alt", _("The picture has no alternative text in this language.")))
        if not self.credit:
            missing.append(("credit", _("The picture has no credit.")))
        if not self.licence:
            missing.append(("licence", _("The picture has no licence.")))
        return [(part, str(sentence)) for part, sentence in missing]

    @classmethod
    def unfinished(cls):
        """A condition: what `missing()` would name something of."""
        wordless = Q()
        for code, _name in settings.LANGUAGES:
            wordless |= ~Q(alt__has_key=code)
        return Q(credit="") | Q(licence="") | (Q(decorative=False) & wordless)

    def missing_for(self, language, alt="") -> list[str]:
        return [sentence for _part, sentence in self.missing_parts(language, alt)]

    def missing(self) -> list[str]:
        """What the picture lacks before it can stand in every language, in a few words each."""
        without = [name for code, name in settings.LANGUAGES if not self.decorative and not self.alt_in(code)]
        missing = [_("alternative text (%(languages)s)") % {"languages": ", ".join(without)}] if without else []
        missing += [_("credit")] if not self.credit else []
        missing += [_("licence")] if not self.licence else []
        return [str(part) for part in missing]


class Document(LibraryFile):
    """An annex to download: PDF, CSV or ODT."""

    file = DocumentField(_("file"), upload_to=original_name, max_length=200)
    title = WordsField(_("title"))
    language = LanguageField(_("language"), blank=True)
    media_type = models.CharField(max_length=100, editable=False, blank=True)
    size = models.PositiveBigIntegerField(default=0, editable=False)
    accessible_note = WordsField(_("note on an accessible version"))

    class Meta(LibraryFile.Meta):
        verbose_name, verbose_name_plural = _("document"), _("documents")

    def __str__(self):
        return any_words(self.title) or self.key

    def get_absolute_url(self):
        """For the reader, so that a download has a name: the title in the document's own language."""
        title = words_in(self.title, self.language) or any_words(self.title) or self.key
        name = slugify(title)[:80].strip("-") or "document"
        return reverse("images:document", kwargs={"token": self.token, "name": name, "extension": self.kind})

    @property
    def kind(self) -> str:
        """`pdf`, `csv` or `odt`"""
        return self.file.name.rsplit(".", 1)[-1]

    def _dependent_fields(self, update_fields):
        return {"media_type", "size"} if "file" in update_fields else set()
