"""What a kind of text wonders about before it is published."""

from dataclasses import dataclass

from . import hooks
from .errors import DoubtsStand


@dataclass(frozen=True, slots=True)
class Doubt:
    """A sentence for the editor about the text in `language`. One that `stops` asks for a reason; others are hints."""

    language: str
    sentence: str
    stops: bool = False

    def __str__(self) -> str:
        return self.sentence


def settle(subject, drafts, start, by, reason) -> None:
    """Doubts that stop are overruled by a reason alone, and what was overruled is kept."""
    if doubts := [str(doubt) for doubt in subject.approval_doubts(drafts, start) if doubt.stops]:
        if not (reason or "").strip():
            raise DoubtsStand(doubts)
        hooks.record(by, "overrule", subject, before="\n".join(doubts), after=", ".join(drafts), reason=reason)
