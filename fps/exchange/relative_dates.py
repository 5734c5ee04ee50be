"""Moments that count from the loading of the demo: "+30d" is thirty days later, "-40d" forty days earlier, at 09:00."""

import re
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from news.models import Article
from policy.models import Topic

AT = time(9)
_RELATIVE = re.compile(r"[+-]\d{1,4}d")
_DAYS = {"date", "valid_on", "review_by", "lead_until", "licence_until", "value_date"}
_MOMENTS = {"live_from", "live_until", "since", "created_at", "confirmed_at"}
_SUBJECTS = {"article": Article, "topic": Topic}


def resolver(now: datetime) -> Callable[[dict], dict | None]:
    """For Reader: gives a line its dates. A subject that has such moments and is there keeps those of its first day,
    so its line is left out."""
    today = timezone.localtime(now, timezone.get_default_timezone())
    known = {kind: set(model._base_manager.values_list("key", flat=True)) for kind, model in _SUBJECTS.items()}

    def prepare(given: dict[str, Any]) -> dict[str, Any] | None:
        resolved = _resolved(given, today)
        if resolved != given and given.get("id") in known.get(given.get("type"), ()):
            return None
        return resolved

    return prepare


def _resolved(value: Any, today: datetime, name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _resolved(item, today, key) for key, item in value.items()}
    if isinstance(value, list):
        return [_resolved(item, today) for item in value]
    if name not in _DAYS | _MOMENTS or not isinstance(value, str) or not _RELATIVE.fullmatch(value):
        return value
    day = today.date() + timedelta(days=int(value[:-1]))
    return day.isoformat() if name in _DAYS else datetime.combine(day, AT, tzinfo=today.tzinfo).isoformat()
