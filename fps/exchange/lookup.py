"""What stands on the site and in the files: how one line finds what it names in another."""

from collections.abc import Callable
from typing import Any

from django.core.files.storage import default_storage
from django.utils import timezone
from rest_framework.exceptions import ValidationError

from .figures import Figures
from .line_types import TYPES
from .reader import Line, Reader


class Site:
    def __init__(self, reader: Reader, report: Callable[[Line, str], None]):
        self.reader, self.report = reader, report
        self.now = timezone.now()
        self.failed: dict[tuple[str, str], str] = dict(reader.broken)
        self.figures = Figures(self, reader.lines.values())
        self.with_addresses = {line.summary.get("topic") for line in reader.lines.values() if line.type == "address"}
        self.stored: list[str] = []
        self._known: dict[str, dict[str, Any]] = {}

    def find(self, kind: str, key: str):
        """The primary key of what a line names, or None."""
        return self._of(kind).get(key)

    def get(self, kind: str, key: str | None):
        """The same; raises ValidationError if there is no such thing. No name leads to None."""
        if key is None:
            return None
        if (pk := self.find(kind, key)) is None:
            where = self.failed.get((kind, key))
            raise ValidationError(f"the {kind} “{key}” is not known" + (f": see the fault in {where}" if where else ""))
        return pk

    def add(self, kind: str, key: str, pk) -> None:
        if kind in self._known:
            self._known[kind][key] = pk

    def _of(self, kind):
        if kind not in self._known:
            rows = TYPES[kind].model._default_manager.order_by()
            self._known[kind] = dict(rows.values_list(TYPES[kind].key_field, "pk"))
        return self._known[kind]

    def drop_stored(self) -> None:
        """Takes back the files of what was not kept."""
        while self.stored:
            default_storage.delete(self.stored.pop())
