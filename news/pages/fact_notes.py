"""What readers are told when facts of a public article change: its day, its main topic, a confirmed sum."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class FactNote:
    """Stands beside the public notes of editions and is read like one."""

    note: str
    live_from: datetime


def fact_notes_for(article, language: str) -> list[FactNote]:
    return [
        FactNote(each["notes"][language], datetime.fromisoformat(each["at"]))
        for each in article.fact_notes
        if each["notes"].get(language)
    ]
