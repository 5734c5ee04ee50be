"""Writes everything that the site holds as lines of the exchange format, things before what names them.

The order follows from the data alone, so the same data gives the same bytes, on whichever database.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path

from django.core.files.base import File

from .line_types import TYPES


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
        exported: set[int] = set()  # figures: what one is stands in the first line that tells of it
        for kind, serializer in TYPES.items():
            writer = serializer(context={"copy": self._copy, "exported": exported})
            for row in writer.rows():
                yield {"type": kind} | writer.to_representation(row)

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
