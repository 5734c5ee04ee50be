"""What the audit trail holds of the row of a plain table, and the way to write it there.

It stands here because `images` may import nothing of ours and everything else may import `images`. Whoever keeps the
trail calls `register_recorder` when it starts; until then every act is one line in the server's log.
"""

import logging
from collections.abc import Callable
from typing import Any

from django.db import models

logger = logging.getLogger("images")


def _log_line(user: Any, verb: str, subject: Any, before: Any = "", after: Any = "", reason: str = "") -> None:
    logger.info("%s %s %s by %s: %s -> %s", verb, subject._meta.label, subject.pk, user.pk, before, after)


_recorder: Callable[..., None] = _log_line


def register_recorder(record: Callable[..., None]) -> None:
    """`record(user, verb, subject, before, after, reason)`; called once, when whoever keeps the trail starts."""
    global _recorder
    _recorder = record


def record(user: Any, verb: str, subject: Any, before: Any = "", after: Any = "") -> None:
    _recorder(user, verb, subject, before, after, "")


def record_added(user, obj) -> None:
    """For a row that somebody made outside its own admin page; an import without a person is recorded by nobody."""
    if user is not None:
        record(user, f"add_{obj._meta.model_name}", obj, after=without_empty(values_of(obj)))


def values_of(obj) -> dict[str, Any]:
    """What a person can set: column → stored value; a related row by its key or name, a file by its name."""
    columns = [field for field in obj._meta.concrete_fields if field.editable and not field.primary_key]
    return {field.name: readable(getattr(obj, field.name)) for field in columns}


def readable(value):
    if isinstance(value, models.Model):
        return getattr(value, "key", "") or str(value)
    if isinstance(value, models.fields.files.FieldFile):
        return value.name or ""
    return value if isinstance(value, bool | int | float | dict | list) else "" if value is None else str(value)


def without_empty(values: dict) -> dict:
    return {name: value for name, value in values.items() if value not in ("", [], {})}


def differences(before: dict, after: dict) -> tuple[dict, dict]:
    """Both sides, reduced to what differs; of a list only the rows that the other side has not."""
    left, right = {}, {}
    for name in after:
        old, new = before.get(name, ""), after[name]
        if old == new:
            continue
        if isinstance(old, list) and isinstance(new, list):
            old, new = [row for row in old if row not in new], [row for row in new if row not in old]
        left[name], right[name] = old, new
    return left, right
