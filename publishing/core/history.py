"""What happened to a subject beside its texts: whoever keeps the audit trail adds a source that tells."""

from datetime import datetime
from typing import Any

from ..extension_points import FactsChange, history_sources


def history_rows(subject: Any, since: datetime | None = None) -> list[FactsChange]:
    """Changes of facts, newest first; `since` leaves out what is older."""
    rows = [row for source in history_sources for row in source(subject) if since is None or row.at > since]
    return sorted(rows, key=lambda row: row.at, reverse=True)
