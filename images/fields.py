"""The doors of the library: whatever comes in, by a form or by an import, is read by `decoding` or `documents`."""

from django import forms
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.db.models.fields.files import FieldFile, ImageFieldFile

from .documents import MEDIA_TYPES, read_document
from .validation import FORMATS, Picture, read_picture


class FileInput(forms.ClearableFileInput):
    """A field for a file with no link to the stored one: originals are not served."""

    template_name = "images/file_input.html"


class PictureFormField(forms.FileField):
    """Gives the picture drawn anew, or an error in plain words."""

    widget = FileInput(attrs={"accept": ",".join(f"image/{name.lower()}" for name in FORMATS.split(", "))})

    def __init__(self, **kwargs):
        # The name of an upload is thrown away: it may be as long as it likes.
        super().__init__(**{**kwargs, "max_length": None, "allow_empty_file": True})

    def to_python(self, data):
        upload = super().to_python(data)
        return read_picture(upload) if isinstance(upload, UploadedFile) else upload


class PictureFile(ImageFieldFile):
    def validate_new(self):
        """Read what is new, before a transaction begins that its refusal would break."""
        if self and not self._committed:
            self.file = read_picture(self.file)

    def save(self, name, content, save=True):
        picture = read_picture(content)
        super().save(picture.name, picture, save)

    save.alters_data = True


class PictureField(models.ImageField):
    attr_class = PictureFile

    def update_dimension_fields(self, instance, force=False, *args, **kwargs):
        value = instance.__dict__.get(self.attname)
        is_new = isinstance(value, File) and not getattr(value, "_committed", False)
        if is_new and not isinstance(getattr(value, "_file", value), Picture):
            return  # not even opened before `read_picture` has seen it; saving it fills them
        super().update_dimension_fields(instance, force, *args, **kwargs)

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.ImageField", args, kwargs

    def formfield(self, **kwargs):
        # Not Django's own form field: it opens every format that Pillow knows.
        return models.FileField.formfield(self, **{"form_class": PictureFormField, **kwargs})


class DocumentFormField(forms.FileField):
    widget = FileInput(attrs={"accept": ",".join(f".{kind}" for kind in MEDIA_TYPES)})

    def __init__(self, **kwargs):
        super().__init__(**{**kwargs, "max_length": None, "allow_empty_file": True})

    def to_python(self, data):
        upload = super().to_python(data)
        if isinstance(upload, UploadedFile):
            upload.name = f"document.{read_document(upload, upload.name)}"
        return upload


class DocumentFile(FieldFile):
    def validate_new(self):
        if self and not self._committed:
            self.describe(self.file, self.name)

    def describe(self, content, name) -> str:
        kind = read_document(content, name)
        self.instance.media_type, self.instance.size = MEDIA_TYPES[kind], content.size
        return kind

    def save(self, name, content, save=True):
        kind = self.describe(content, name)
        super().save(f"document.{kind}", content, save)

    save.alters_data = True


class DocumentField(models.FileField):
    attr_class = DocumentFile

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.FileField", args, kwargs

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": DocumentFormField, **kwargs})
