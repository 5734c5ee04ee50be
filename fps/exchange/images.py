"""Pictures and documents: the file lies beside the JSON Lines file, in its folder or below."""

from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from rest_framework.exceptions import ValidationError

from images.models import Document, Image, Licence
from images.validation import check_bytes, read_picture

from .fields import Choice, Day, Flag, Hexadecimal, Language, LineOfText, Moment, Share, Text, Words, limit
from .line_serializer import LineSerializer, outcome, under, update_fields


class File(Text):
    """The path of a file; an export puts a copy of it into a folder of this name."""

    def __init__(self, folder: str, **options):
        self.folder = folder
        super().__init__(1000, blank=False, **options)

    def get_attribute(self, instance):
        return instance if getattr(instance, self.field_name) else None

    def to_representation(self, instance):
        return self.context["copy"](getattr(instance, self.field_name), self.folder, instance.key)


class FileSerializer(LineSerializer):
    files: tuple[str, ...] = ("file",)
    new_only = ("token", "reference", "created_at")
    by_hand = ("file", "file_dark", *new_only)

    def get_fields(self):
        return super().get_fields() | {
            "credit": LineOfText(limit(self.model, "credit")),
            "licence": Choice(["", *Licence.values], "a licence"),
            "licence_until": Day(null=None),
            "rights_note": Text(),
            "token": Hexadecimal(),
            "reference": Hexadecimal(),
            "created_at": Moment(),
        }

    def put(self, data, line, site):
        instance, new = self.stored_or_new(data)
        if new:
            update_fields(instance, {name: data[name] for name in self.new_only if name in data})
            if not data.get("file"):
                raise ValidationError({"file": "is missing"})
        changed = bool(update_fields(instance, self.facts(data, site)))
        for name in self.files:
            if name in data:
                with under(name):
                    changed |= _bring_file(instance, name, data[name], line, site)
        if new or changed:
            instance.clean_fields(exclude=[*self.files, "token", "reference"])
            instance.save()
        return instance, outcome(new, changed)


class ImageSerializer(FileSerializer):
    model = Image
    files = ("file", "file_dark")
    file = File("images")
    file_dark = File("dark", null="")
    alt = Words()
    decorative = Flag()
    caption = Words()
    focal_x = Share()
    focal_y = Share()


class DocumentSerializer(FileSerializer):
    model = Document
    file = File("documents")
    title = Words()
    language = Language(null="")
    accessible_note = Words()


def _bring_file(instance, name, given, line, site) -> bool:
    """Stores the file if it is another one than the one that is there. The library draws pictures anew: a file is the
    same if it is what is stored, or if drawing it gives what is stored."""
    stored = getattr(instance, name)
    if not given:
        setattr(instance, name, "")
        return bool(stored)
    path = inside(line.path.parent, given)
    is_picture = isinstance(instance, Image)
    check_bytes(path.stat().st_size, settings.IMAGE_MAX_BYTES if is_picture else settings.DOCUMENT_MAX_BYTES)
    content, there = ContentFile(path.read_bytes(), path.name), _bytes_of(stored)
    if content.file.getvalue() == there:
        return False
    if is_picture:
        content = read_picture(content)
        if content.file.getvalue() == there:
            return False
    stored.save(path.name, content, save=False)
    site.stored.append(getattr(instance, name).name)
    return True


def inside(folder: Path, name: str) -> Path:
    """The file of that name in the folder; a way out of it, by `..` or by a link, is refused."""
    folder = folder.resolve()
    path = (folder / name).resolve()
    if not path.is_relative_to(folder):
        raise ValidationError(f"“{name}” lies outside the folder of this file")
    if not path.is_file():
        raise ValidationError(f"“{name}” is not there")
    return path


def _bytes_of(stored) -> bytes | None:
    if not stored:
        return None
    try:
        with stored.open("rb") as file:
            return file.read()
    except FileNotFoundError:
        return None
