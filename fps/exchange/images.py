"""Pictures and documents: the file lies beside the JSON Lines file, in its folder or below."""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from images.models import Document, Image
from images.validation import check_bytes, read_picture

from .facts import facts_of, update_fields
from .validators import InvalidValue

SHARED = ("credit", "licence", "licence_until", "rights_note")


def put_image(data, line, site):
    plain = (*SHARED, "alt", "decorative", "caption", "focal_x", "focal_y")
    return _put(Image, data, line, site, plain, ("file", "file_dark"))


def put_document(data, line, site):
    return _put(Document, data, line, site, (*SHARED, "title", "language", "accessible_note"), ("file",))


def _put(model, data, line, site, plain, files):
    instance = model.objects.filter(key=data["id"]).first()
    new = instance is None
    given = {name: data[name] for name in ("token", "reference", "created_at") if name in data}
    instance = instance or model(key=data["id"], **given)
    if new and not data.get("file"):
        raise InvalidValue("is missing").under("file")
    changed = bool(update_fields(instance, facts_of(data, site, plain)))
    for name in files:
        if name in data:
            try:
                changed |= _bring_file(instance, name, data[name], line, site)
            except InvalidValue as fault:
                raise fault.under(name) from None
            except ValidationError as error:
                raise InvalidValue(error.messages[0]).under(name) from None
    if not new and not changed:
        return instance, "unchanged"
    instance.clean_fields(exclude=[*files, "token", "reference"])
    instance.save()
    return instance, "new" if new else "changed"


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
        raise InvalidValue(f"“{name}” lies outside the folder of this file")
    if not path.is_file():
        raise InvalidValue(f"“{name}” is not there")
    return path


def _bytes_of(stored) -> bytes | None:
    if not stored:
        return None
    try:
        with stored.open("rb") as file:
            return file.read()
    except FileNotFoundError:
        return None
