"""Writes everything that the site holds as lines of the exchange format, things before what names them.

The order follows from the data alone, so the same data gives the same bytes, on whichever database.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path

from django.core.files.base import File

from images.models import Document, Image
from news.models import ArticleAddress, Organisation, Tag
from policy.models import Contact, TopicAddress

from .subject_exporter import articles, banners, figures_without_mention, in_order, moment, topics


class Export:
    """`content.jsonl` is put in place last: a folder that holds it is whole."""

    def __init__(self, folder: Path):
        self.folder, self.number = folder, 0
        self.missing: list[str] = []
        self.written: set[Path] = set()

    def write(self) -> None:
        half_written = self.folder / f"content.jsonl.{os.getpid()}"
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            with half_written.open("w", encoding="utf-8", newline="\n") as out:
                for line in self.lines():
                    out.write(json.dumps(line, ensure_ascii=False) + "\n")
                    self.number += 1
            half_written.replace(self.folder / "content.jsonl")
        finally:
            half_written.unlink(missing_ok=True)
        self._tidy()

    def lines(self) -> Iterator[dict]:
        yield from (contact(each) for each in _by_key(Contact))
        yield from (organisation(each) for each in _by_key(Organisation))
        tags = Tag.objects.prefetch_related("names", "former_keys")
        yield from (tag(each) for each in sorted(tags, key=lambda each: each.slug))
        yield from (self.picture(each) for each in _by_key(Image))
        yield from (self.document(each) for each in _by_key(Document))
        yield from topics()
        yield from figures_without_mention()
        yield from articles()
        yield from banners()
        yield from addresses()

    def picture(self, image) -> dict:
        return {
            "type": "image",
            "id": image.key,
            "file": self._copy(image.file, "images", image.key),
            "file_dark": self._copy(image.file_dark, "dark", image.key) if image.file_dark else None,
            "alt": in_order(image.alt),
            "decorative": image.decorative,
            "caption": in_order(image.caption),
            "focal_x": image.focal_x,
            "focal_y": image.focal_y,
            **_rights(image),
        }

    def document(self, document) -> dict:
        return {
            "type": "document",
            "id": document.key,
            "file": self._copy(document.file, "documents", document.key),
            "title": in_order(document.title),
            "language": document.language or None,
            "accessible_note": in_order(document.accessible_note),
            **_rights(document),
        }

    def _copy(self, stored: File, kind: str, key: str) -> str:
        name = f"files/{kind}/{key}{Path(stored.name).suffix}"
        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with stored.open("rb") as source, target.open("wb") as out:
                for chunk in source.chunks():
                    out.write(chunk)
        except FileNotFoundError:
            self.missing.append(f"{key}: {stored.name}")
        self.written.add(target)
        return name

    def _tidy(self) -> None:
        """Files of an earlier export that are no longer in use."""
        for kind in ("images", "dark", "documents"):
            for path in (self.folder / "files" / kind).glob("*"):
                if path not in self.written:
                    path.unlink()


def _by_key(model):
    """Sorted here: databases disagree on the order of letters."""
    return sorted(model.objects.all(), key=lambda each: each.key)


def contact(each) -> dict:
    return {"type": "contact", "id": each.key, "unit": in_order(each.unit), "email": each.email, "phone": each.phone}


def organisation(each) -> dict:
    return {
        "type": "organisation",
        "id": each.key,
        "names": in_order(each.names),
        "abbreviation": each.abbreviation,
        "iati": each.iati,
        "crs": each.crs,
        "org_type": each.org_type,
        "country": each.country.code or None,
    }


def tag(each) -> dict:
    aliases = sorted(name.text for name in each.names.all() if name.is_alias)
    former = sorted(former.key for former in each.former_keys.all())
    line = {"type": "tag", "id": each.slug, "name": each.name, "labels": in_order(each.labels), "aliases": aliases}
    return line | ({"former_keys": former} if former else {})


def _rights(each) -> dict:
    return {
        "credit": each.credit,
        "licence": each.licence,
        "licence_until": each.licence_until and each.licence_until.isoformat(),
        "rights_note": each.rights_note,
        "token": each.token,
        "reference": each.reference,
        "created_at": moment(each.created_at),
    }


def addresses() -> Iterator[dict]:
    """All of them: what the texts give again at an import is simply there already."""
    rows = []
    for model, kind in ((TopicAddress, "topic"), (ArticleAddress, "article")):
        stored = model.objects.values_list("language", "path", "subject__key", "since").iterator()
        rows += [(language, path, kind, key, since) for language, path, key, since in stored]
    for language, path, kind, key, since in sorted(rows):
        yield {"type": "address", "language": language, "path": path, kind: key, "since": moment(since)}
