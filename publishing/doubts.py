"""What a kind of text wonders about before it is published."""

from dataclasses import dataclass

from . import hooks
from .errors import DoubtsStand, SecondPersonNeeded


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
    see_four_eyes(subject, drafts, by, reason)
    if doubts := [str(doubt) for doubt in subject.approval_doubts(drafts, start) if doubt.stops]:
        if not (reason or "").strip():
            raise DoubtsStand(doubts)
        hooks.record(by, "overrule", subject, before="\n".join(doubts), after=", ".join(drafts), reason=reason)


def alone(subject, drafts, by) -> list[str]:
    """Languages whose draft nobody but `by` has had a hand in, where a second person is asked for."""
    if by is None or hooks.may(by, "publish_own", subject):
        return []
    return [language for language, draft in drafts.items() if draft.is_alone_of(by)]


def see_four_eyes(subject, drafts, by, reason) -> None:
    """Somebody else publishes, or who has the right to publish alone gives a reason, which stands on the desk."""
    if not (languages := alone(subject, drafts, by)):
        return
    if not ((reason or "").strip() and hooks.may(by, "publish_alone", subject)):
        raise SecondPersonNeeded(languages)
    hooks.record(by, "publish_alone", subject, after=", ".join(languages), reason=reason)
