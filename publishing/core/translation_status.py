"""What each text knows of the other languages (`Edition.sources`) and since when it is behind (`Edition.stale_since`).

The thinking is in `staleness`; here it meets the editions of a subject. The rules:

- At its first save, and when it is published beside them for the first time, a text knows the others as they stand.
- A part that was rewritten since the other text changed has been dealt with; so has one that somebody called correct.
- Who follows a change is not itself a change to follow: the text that led knows the answer to it.
"""

from datetime import datetime
from functools import cache
from itertools import pairwise

from django.utils import timezone

from . import staleness
from .languages import ordered_languages
from .querysets import WORKING, State
from .staleness import Part, Stale


def family_of(subject, drafts=()) -> "Family":
    """The texts of a subject; `drafts` stand in for their rows, which are being written."""
    instead = {draft.pk: draft for draft in drafts}
    return Family([instead.get(each.pk, each) for each in subject.editions.defer(None)])


class Family:
    """The texts of one subject with their words, read once."""

    def __init__(self, editions, at: datetime | None = None):
        self.at = at or timezone.now()
        self.editions = [each for each in editions if each.state in (State.APPROVED, *WORKING)]
        self.parts = cache(self._parts)
        self.words = cache(self._words)
        self.same = cache(self._same)

    def _parts(self, edition) -> list[Part]:
        return staleness.parts_of(edition.title, edition.teaser, edition.body)

    def approved(self, language) -> list:
        """Oldest first."""
        approved = [each for each in self.editions if each.language == language and each.state == State.APPROVED]
        return sorted(approved, key=lambda each: each.live_from)

    def working(self, language):
        return next((each for each in self.editions if each.language == language and each.is_working()), None)

    def public_or_next(self, language) -> list:
        """What is online now and what will come, oldest first."""
        chain = self.approved(language)
        started = [each for each in chain if each.live_from <= self.at][-1:]
        live = [each for each in started if not (each.live_until and each.live_until <= self.at)]
        return live + [each for each in chain if each.live_from > self.at]

    def before(self, edition):
        """The approved text that this one replaces."""
        start = edition.live_from or datetime.max.replace(tzinfo=self.at.tzinfo)
        earlier = [each for each in self.approved(edition.language) if each.live_from < start]
        return earlier[-1] if earlier else None

    def _words(self, language) -> dict[str, Part]:
        return {part.mark: part for each in self.editions if each.language == language for part in self.parts(each)}

    def _same(self, language) -> dict[str, str]:
        chain = self.approved(language)
        return staleness.equivalents((self.parts(a), self.parts(b)) for a, b in pairwise(chain) if b.small_fix)

    # -- questions ---------------------------------------------------------------------------------------------------
    def behind(self, edition, source, target=None) -> list[Stale]:
        """What of `source` this text does not know; places are those of `target`, else of the text itself."""
        known = edition.sources.get(source.language)
        parts = self.parts(source)
        if known is None or {part.mark[1:] for part in parts} == {mark[1:] for mark in known.split()}:
            return []  # nothing known, nothing claimed; or nothing has changed
        words, same = self.words(source.language), self.same(source.language)
        return staleness.stale(known.split(), words, parts, self.parts(target or edition), same)

    def outdated(self, edition) -> list[tuple[object, Stale]]:
        """(the other text, what changed in it), one for each part of this text that is behind."""
        outdated, taken = [], set()
        for language in ordered_languages():
            sources = self.public_or_next(language)
            if language == edition.language or not sources:
                continue
            source, draft = sources[-1], self.working(language)
            if draft and edition.is_working() and not self.behind(edition, draft):
                continue  # the two are being written side by side
            for each in self.behind(edition, source):
                if each.target is not None and each.target not in taken:
                    taken.add(each.target)
                    outdated.append((source, each))
        return outdated

    def stale_since(self, edition) -> datetime | None:
        """The first moment at which a text that readers see in another language is ahead of this one."""
        moments = []
        for language in ordered_languages():
            draft = self.working(language)
            if language == edition.language or (
                draft and edition.is_working() and draft.pk != edition.pk and not self.behind(edition, draft)
            ):
                continue
            for source in self.public_or_next(language):
                if any(each.target is not None for each in self.behind(edition, source)):
                    moments.append(source.live_from)
                    break
        return min(moments, default=None)

    # -- what a text learns ------------------------------------------------------------------------------------------
    def learn(self, edition, source, places: set, target=None) -> None:
        """`edition` has dealt with these places (of `target`); it knows the rest as before."""
        known = edition.sources.get(source.language)
        parts = self.parts(source)
        if known is None:
            marks = [part.mark for part in parts]
        else:
            marks = staleness.settled(known.split(), self.behind(edition, source, target), parts, places)
        edition.sources = {**edition.sources, source.language: " ".join(marks)}

    def refresh(self) -> list:
        """Bring `stale_since` up to date; returns the texts for which it is another now."""
        changed = []
        for language in ordered_languages():
            for edition in filter(None, [*self.public_or_next(language), self.working(language)]):
                since = self.stale_since(edition)
                if since != edition.stale_since:
                    edition.stale_since = since
                    changed.append(edition)
        return changed


def approved_together(subject, drafts: dict, start: datetime) -> None:
    """Called when `drafts` (by language) are about to be approved: they learn, and the texts beside them as well.

    What the drafts learn is set on them and saved with them; what others learn is saved here.
    """
    # A text that begins in every language at once has nothing beside it: imports of thousands need not look.
    alone = len(drafts) == len(ordered_languages()) and not any(draft.based_on_id for draft in drafts.values())
    family = Family(list(drafts.values())) if alone else family_of(subject, drafts.values())
    others = {code: family.public_or_next(code)[-1:] for code in ordered_languages() if code not in drafts}
    changed = []
    for draft in drafts.values():
        before = family.before(draft)
        dealt = staleness.touched(family.parts(before), family.parts(draft)) if before else set()
        for source in drafts.values():
            if source is not draft:
                family.learn(draft, source, dealt | {None}, before)
        for source in (each for editions in others.values() for each in editions):
            followed = set()
            if before:
                answered = [each for each in family.behind(before, source) if each.target in dealt]
                followed = {each.source for each in answered if each.source is not None}
            if source.language not in draft.sources:
                family.learn(draft, source, set())
            if draft.language not in source.sources or followed:
                family.learn(source, draft, followed)
                changed.append(source)
    changed += family.refresh()
    _save_changed({each.pk: each for each in changed if each not in drafts.values()})


def saved(draft, before: list[Part]) -> None:
    """Called after the words of a draft were saved; `before` are its parts as they were."""
    family = family_of(draft.subject, [draft])
    dealt = staleness.touched(before, family.parts(draft)) | {None}
    learnt = dict(draft.sources)
    for language in ordered_languages():
        source = next(iter([*family.public_or_next(language)[-1:], *filter(None, [family.working(language)])]), None)
        if source is None or language == draft.language:
            continue
        if language not in draft.sources:
            family.learn(draft, source, set())
        else:
            known = draft.sources[language].split()
            was = staleness.stale(known, family.words(language), family.parts(source), before, family.same(language))
            if any(each.target in dealt for each in was):
                marks = staleness.settled(known, was, family.parts(source), dealt)
                draft.sources = {**draft.sources, language: " ".join(marks)}
    changed = [*family.refresh(), *([draft] if draft.sources != learnt else [])]
    _save_changed({each.pk: each for each in changed})


def still_correct(subject, language: str, place: int) -> None:
    """Somebody has read this part against what changed elsewhere and found that it still holds.

    `place` is that of the draft, else of what is live; the same words in the other of the two hold as well.
    """
    family = family_of(subject)
    texts = [each for each in [family.working(language), *family.public_or_next(language)] if each]
    if not texts or place >= len(family.parts(texts[0])):
        return
    mark = family.parts(texts[0])[place].mark
    for text in texts:
        places = {here for here, part in enumerate(family.parts(text)) if part.mark == mark}
        for code in ordered_languages():
            for source in family.public_or_next(code)[-1:]:
                if code != language and any(each.target in places for each in family.behind(text, source)):
                    family.learn(text, source, places)
    _save_changed({each.pk: each for each in [*family.refresh(), *texts]})


def refresh(subject) -> None:
    """After texts were cancelled or withdrawn."""
    _save_changed({each.pk: each for each in family_of(subject).refresh()})


def parts(edition) -> list[Part]:
    return staleness.parts_of(edition.title, edition.teaser, edition.body)


def _save_changed(changed: dict) -> None:
    """Not words, so an approved text may learn as well; and no new version, so nobody's open form is out of date."""
    for edition in changed.values():
        type(edition).objects.filter(pk=edition.pk).update(sources=edition.sources, stale_since=edition.stale_since)
