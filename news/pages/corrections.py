"""What readers are told of changes to an article: to its words by a public note, to its facts by their own."""

from dataclasses import dataclass
from datetime import datetime

from .fact_notes import fact_notes_for

MAX_CORRECTIONS = 5


@dataclass(frozen=True, slots=True)
class Correction:
    """`is_last_change`: of these words as they stand now, so what they changed can be shown."""

    note: str
    live_from: datetime
    is_last_change: bool


@dataclass(frozen=True, slots=True)
class ArticleHistory:
    """`corrections` are the notes, newest first; `updated` is when anything last changed but for small fixes."""

    is_corrected: bool
    corrections: list[Correction]
    updated: datetime | None

    @property
    def tells_last_change(self) -> bool:
        return any(each.is_last_change for each in self.corrections)


def article_history(edition) -> ArticleHistory:
    started = edition.subject.editions.started().filter(language=edition.language).order_by("-live_from")
    versions = list(started.only("note", "live_from", "small_fix"))
    notable = [each for each in versions if not each.small_fix][: MAX_CORRECTIONS + 1]
    notes = [each for each in notable if each.note] + fact_notes_for(edition.subject, edition.language)
    notes = sorted(notes, key=lambda each: each.live_from, reverse=True)[:MAX_CORRECTIONS]
    changes = [each.live_from for each in [*(notable[:1] if len(notable) > 1 else []), *notes[:1]]]
    since = getattr(edition, "last_notable_change", None)
    return ArticleHistory(
        is_corrected=len(versions) > 1,
        corrections=[Correction(each.note, each.live_from, each.live_from == since) for each in notes],
        updated=max(changes, default=None),
    )
