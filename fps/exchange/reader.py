"""From files of JSON Lines to checked lines; what is wrong is told with file and line."""

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from rest_framework.exceptions import ValidationError

from .fields import expect
from .line_serializer import messages
from .line_types import SERIALIZERS

Report = Callable[[str, int, str], None]


MAX_BYTES_IN_MEMORY = 64_000_000  # bytes of lines; what comes after is read a second time when its turn comes


class Line:
    """A checked line; a very large file never stands in memory as a whole."""

    __slots__ = ("_data", "id", "number", "offset", "path", "reader", "summary", "type")

    def __init__(self, reader: "Reader", path: Path, number: int, offset: int, data: dict[str, Any]):
        self.reader, self.path, self.number, self.offset = reader, path, number, offset
        self.type, self.id, self.summary = data["type"], data["id"], _summary(data)
        self._data = data if reader.room > 0 else None

    def __str__(self):
        return f"{self.path}:{self.number}"

    @property
    def data(self) -> dict[str, Any]:
        if self._data is not None:
            return self._data
        with self.path.open("rb") as file:
            file.seek(self.offset)
            return self.reader.checked(file.readline())


class Reader:
    """Reads files; `prepare` may change what stands in a line before it is checked (the demo's relative moments)."""

    def __init__(self, prepare: Callable[[dict], dict | None] | None = None):
        self.prepare = prepare
        self.room = MAX_BYTES_IN_MEMORY
        self.lines: dict[tuple[str, str], Line] = {}
        self.broken: dict[tuple[str, str], str] = {}

    def read(self, paths: Iterable[Path], report: Report) -> list[Line]:
        for path in paths:
            try:
                for number, offset, raw in _numbered(path):
                    self._take(path, number, offset, raw, report)
            except OSError as error:
                report(str(path), 0, f"The file cannot be read: {error.strerror}")
        return list(self.lines.values())

    def checked(self, raw: bytes) -> dict[str, Any]:
        """The line as the models want it; empty if `prepare` leaves it out."""
        given = _parsed(raw)
        if self.prepare and (given := self.prepare(given)) is None:
            return {}
        kind = given.pop("type", None)
        if not isinstance(kind, str) or kind not in SERIALIZERS:
            what = f"“{kind}” is not a type of line" if isinstance(kind, str) else "is missing, or is not text"
            raise ValidationError({"type": f"{what}; known are {', '.join(SERIALIZERS)}"})
        return {"type": kind} | SERIALIZERS[kind].run_validation(given)

    def _take(self, path, number, offset, raw, report):
        try:
            if not (data := self.checked(raw)):
                return
            self.room -= len(raw)
            line = Line(self, path, number, offset, data)
            if (other := self.lines.setdefault((line.type, line.id), line)) is not line:
                raise ValidationError(f"“{line.id}” stands already in {other}")
        except ValidationError as error:
            for message in messages(error):
                report(str(path), number, message)
            if name := _named(raw):
                self.broken.setdefault(name, f"{path}:{number}")


def _summary(data: dict[str, Any]) -> dict[str, Any]:
    """What must be known of all lines before the first is imported: order, and where each figure is defined."""
    slim = {name: data[name] for name in ("type", "id", "parent", "date", "topic") if name in data}
    figures = [data] if data["type"] == "figure" else data.get("figures", ())
    slim["figures"] = [
        {name: value for name, value in figure.items() if name != "mentions"}
        for figure in figures
        if "amount" in figure
    ]
    return slim


def _numbered(path: Path) -> Iterator[tuple[int, int, bytes]]:
    offset = 0
    with path.open("rb") as file:
        for number, raw in enumerate(file, start=1):
            if raw.strip():
                yield number, offset, raw
            offset += len(raw)


def _parsed(raw: bytes) -> dict[str, Any]:
    try:
        text = raw.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        raise ValidationError("This is not UTF-8.") from None
    try:
        given = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise ValidationError(f"This is not JSON: {error.msg} (character {error.colno}).") from None
    except (RecursionError, ValueError):
        raise ValidationError("This is not JSON that can be read: too deep, or a number too long.") from None
    expect(given, dict)
    return given


def _once(pairs):
    unique = dict(pairs)
    if len(unique) < len(pairs):
        names = [name for name, _value in pairs]
        raise ValidationError(f"“{next(name for name in names if names.count(name) > 1)}” is given twice")
    return unique


def _no_number(name):
    raise ValidationError(f"{name} is not a number")


def _named(raw: bytes) -> tuple[str, str] | None:
    """Type and id of a faulty line, so that what refers to it can say why it is unknown."""
    try:
        given = _parsed(raw)
    except ValidationError:
        return None
    name = given.get("type"), given.get("id")
    return name if all(isinstance(part, str) for part in name) else None
