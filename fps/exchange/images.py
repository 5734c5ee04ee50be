"""Pictures and documents: the file lies beside the JSON Lines file, in its folder or below."""

import mimetypes
import warnings
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from PIL import Image as Picture

from images.models import Document, Image

from .checks import Fault
from .facts import bring, facts_of

SHARED = ("credit", "licence", "licence_until", "rights_note")
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")


def put_image(data, line, site):
    plain = (*SHARED, "alt", "decorative", "caption", "focal_x", "focal_y")
    return _put(Image, data, line, site, plain, {"file": _picture, "file_dark": _picture})


def put_document(data, line, site):
    return _put(Document, data, line, site, (*SHARED, "title", "language", "accessible_note"), {"file": _annex})


def _put(model, data, line, site, plain, files):
    instance = model.objects.filter(key=data["id"]).first()
    new = instance is None
    given = {name: data[name] for name in ("token", "created_at") if name in data}
    instance = instance or model(key=data["id"], **given)
    if new and not data.get("file"):
        raise Fault("is missing").under("file")
    changed = bool(bring(instance, facts_of(data, site, plain)))
    for name, check in files.items():
        if name in data:
            try:
                changed |= _bring_file(instance, name, data[name], line, site, check)
            except Fault as fault:
                raise fault.under(name) from None
    if not new and not changed:
        return instance, "unchanged"
    instance.clean_fields(exclude=[*files, "token"])
    instance.save()
    return instance, "new" if new else "changed"


def _bring_file(instance, name, given, line, site, check) -> bool:
    """Stores the bytes if they are others than those that are there."""
    stored = getattr(instance, name)
    if not given:
        setattr(instance, name, "")
        return bool(stored)
    path = inside(line.path.parent, given)
    content = path.read_bytes()
    check(instance, path, content)
    if stored and _bytes_of(stored) == content:
        return False
    old = stored.name
    getattr(instance, name).save(path.name, ContentFile(content, path.name), save=False)
    site.stored.append(getattr(instance, name).name)
    if old:
        transaction.on_commit(partial(default_storage.delete, old))
    return True


def inside(folder: Path, name: str) -> Path:
    """The file of that name in the folder; a way out of it, by `..` or by a link, is refused."""
    folder = folder.resolve()
    path = (folder / name).resolve()
    if not path.is_relative_to(folder):
        raise Fault(f"“{name}” lies outside the folder of this file")
    if not path.is_file():
        raise Fault(f"“{name}” is not there")
    return path


def _bytes_of(stored) -> bytes | None:
    try:
        with stored.open("rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


def _picture(_instance, path, content):
    if len(content) > settings.IMAGE_MAX_BYTES:
        raise Fault(f"“{path.name}” is larger than {settings.IMAGE_MAX_BYTES} bytes")
    try:
        with warnings.catch_warnings(action="error"), Picture.open(ContentFile(content), formats=FORMATS) as picture:
            width, height = picture.size
            picture.verify()
    except Exception:  # whatever a broken file makes of the decoder
        raise Fault(f"“{path.name}” is not a picture ({', '.join(FORMATS)})") from None
    if width * height > settings.IMAGE_MAX_PIXELS or max(width, height) > settings.IMAGE_MAX_SIDE:
        raise Fault(f"“{path.name}” has too many pixels ({width} × {height})")


def _annex(instance, path, content):
    if len(content) > settings.DOCUMENT_MAX_BYTES:
        raise Fault(f"“{path.name}” is larger than {settings.DOCUMENT_MAX_BYTES} bytes")
    if path.suffix.lower() not in (".pdf", ".csv", ".odt"):
        raise Fault(f"“{path.name}” is not PDF, CSV or ODT")
    instance.media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    instance.size = len(content)
