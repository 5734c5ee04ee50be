"""The page on which several languages are published at one instant: one row a language, and what was read of it."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.utils import timezone

from ..core.languages import languages, ordered_languages
from ..core.loading import live_editions
from ..core.querysets import State
from ..diff.review import Compared, compared
from ..status.language_status import Pill, pills


@dataclass
class LanguageRow:
    """One language of the page. What takes thought is asked for by the page alone: the act itself looks again."""

    language: str
    draft: object
    live: object
    family: list  # every text in this language, newest start first
    at: datetime
    warnings: list = field(default_factory=list)
    note: str = ""
    note_missing: bool = False

    @cached_property
    def blockers(self) -> list[str]:
        return self.draft.publication_blockers() if self.draft else []

    @cached_property
    def states(self) -> list[Pill]:
        live = {self.live.pk} if self.live else set()
        return [Pill(name, self.language) for name in pills(self.family, live, self.at)]

    @cached_property
    def compared(self) -> Compared | None:
        """With what is live, if there is both."""
        return compared(self.live, self.draft) if self.is_correction else None

    @property
    def is_correction(self) -> bool:
        return bool(self.draft and self.live)

    @property
    def is_ready(self) -> bool:
        return bool(self.draft and not self.blockers)


def rows_of(subject) -> list[LanguageRow]:
    now = timezone.now()
    family = list(
        subject.editions.defer(None).select_related("updated_by", "approved_by").order_by("-live_from", "-pk")
    )
    drafts = {edition.language: edition for edition in family if edition.is_working()}
    live = live_editions(family, now)
    return [
        LanguageRow(
            code, drafts.get(code), live.get(code), [edition for edition in family if edition.language == code], now
        )
        for code in ordered_languages()
    ]


def kind_of(rows: list[LanguageRow], chosen) -> str:
    """The kind of change that is proposed: small if every correction that is ticked is."""
    corrections = [row for row in rows if row.is_correction and row.language in chosen]
    return "small" if corrections and all(row.compared.is_small for row in corrections) else "notable"


def first_choice(rows: list[LanguageRow], wanted: str = "") -> list[str]:
    """What is ready; beside a text that was asked for only its companions that were sent for review as well."""
    ready = [row for row in rows if row.is_ready]
    if wanted:
        ready = [row for row in ready if row.language == wanted or row.draft.state == State.REVIEW]
    return [row.language for row in ready]


def stamps(posted) -> dict[str, str]:
    """Language → the draft that was read, as the page was told."""
    return {code: posted[f"seen-{code}"] for code in languages() if posted.get(f"seen-{code}")}


def done_already(subject, chosen, seen) -> list:
    """The texts that somebody (or a second click) has published since the page was read; empty unless all of them."""
    pks = [seen[code].split(".")[0] for code in chosen if code in seen]
    if not pks or len(pks) < len(chosen) or not all(pk.isdecimal() for pk in pks):
        return []
    editions = list(subject.editions.approved().filter(pk__in=pks).select_related("approved_by"))
    return editions if len(editions) == len(pks) else []
