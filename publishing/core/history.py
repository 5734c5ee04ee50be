"""What happened to a subject beside its texts: whoever keeps the audit trail adds a source that tells."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(slots=True)
class FactsChange:
    """One change of facts that all languages share."""

    at: datetime
    by: Any
    changes: list[tuple[str, str, str]] = field(default_factory=list)  # name of the fact, before, after
    reason: str = ""


sources: list[Callable[[Any], list[FactsChange]]] = []


def history_rows(subject: Any, since: datetime | None = None) -> list[FactsChange]:
    """Changes of facts, newest first; `since` leaves out what is older."""
    rows = [row for source in sources for row in source(subject) if since is None or row.at > since]
    return sorted(rows, key=lambda row: row.at, reverse=True)
