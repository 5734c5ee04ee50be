"""Approval checks: warnings about a kind of text before it is published, some of which block."""

from django.utils.translation import gettext as _

from .. import extension_points
from ..diff.review import compared
from ..extension_points import ApprovalWarning
from ..text.dates import long_moment
from .errors import SecondPersonNeeded, WarningsNotOverridden


def all_warnings(subject, drafts: dict, start, scheduled) -> list[ApprovalWarning]:
    """What the kind of text wonders about, and which of the `scheduled` texts these drafts pass by."""
    return [*subject.approval_warnings(drafts, start), *_passed_by(drafts, scheduled, start)]


def _passed_by(drafts, scheduled, start):
    """Only the neighbours: what lies beyond them was asked about when they were approved."""
    for language, draft in drafts.items():
        waiting = sorted((each for each in scheduled if each.language == language), key=lambda each: each.live_from)
        before = [each for each in waiting if each.live_from < start]
        after = [each for each in waiting if each.live_from > start]
        if before and before[-1].pk != draft.based_on_id:
            sentence = _(
                "%(language)s: a version starts before this one, on %(moment)s (Brussels): “%(title)s”. This text was "
                "not written from it: what that version changes is lost."
            )
            yield ApprovalWarning(language, sentence % _named(before[-1]), blocks=True)
        if after:
            sentence = _(
                "%(language)s: a version that was written before this one starts on %(moment)s (Brussels): "
                "“%(title)s”. Readers then see it as it is, without what changes here."
            )
            yield ApprovalWarning(language, sentence % _named(after[0]), blocks=True)


def _named(edition) -> dict[str, str]:
    moment = long_moment(edition.live_from)
    return {"language": edition.get_language_display(), "moment": moment, "title": str(edition)}


def check_overrides(subject, drafts, start, by, reason, small_fixes=(), scheduled=()) -> None:
    """Warnings that block are overridden by a reason alone, and what was overruled is kept."""
    require_second_person(subject, drafts, by, reason, small_fixes)
    if warnings := [str(warning) for warning in all_warnings(subject, drafts, start, scheduled) if warning.blocks]:
        if not (reason or "").strip():
            raise WarningsNotOverridden(warnings)
        extension_points.record(
            by, "overrule", subject, before="\n".join(warnings), after=", ".join(drafts), reason=reason
        )


def sole_author_languages(subject, drafts, by) -> list[str]:
    """Languages whose draft nobody but `by` has had a hand in, where a second person is asked for."""
    if by is None or extension_points.can(by, "publish_own", subject):
        return []
    return [language for language, draft in drafts.items() if draft.is_sole_author(by)]


def needs_second_person(subject, drafts, by, small_fixes) -> list[str]:
    """Of those that are alone the ones that a second person has to see: all but a typo that an editor mends."""
    needed, languages = [], sole_author_languages(subject, drafts, by)
    free = set(small_fixes) if languages and extension_points.can(by, "publish_alone", subject) else set()
    for language in languages:
        if language not in free or not is_typo(drafts[language], by):
            needed.append(language)
    return needed


def is_typo(draft, by) -> bool:
    """At most three other words, no number, no link, since the last live text that a second person has seen.

    What this person mended alone before counts along: a text is not rewritten three words at a time.
    """
    family = draft.subject.editions.defer(None).filter(language=draft.language)
    if not family.live().exists():
        return False
    started = family.started().order_by("-live_from")
    seen = next((edition for edition in started if not _is_solo_fix(edition, by)), None)
    if seen is None:
        return False
    comparison = compared(seen, draft)
    return comparison.is_small and all(change.what == "words" for change in comparison.changes)


def _is_solo_fix(edition, by) -> bool:
    return edition.small_fix and edition.approved_by_id == by.pk and edition.is_sole_author(by)


def require_second_person(subject, drafts, by, reason, small_fixes=()) -> None:
    """Somebody else publishes, or who has the right to publish alone gives a reason. Both kinds stand on the desk."""
    if not (languages := sole_author_languages(subject, drafts, by)):
        return
    languages_needing = needs_second_person(subject, drafts, by, small_fixes)
    if languages_needing and not ((reason or "").strip() and extension_points.can(by, "publish_alone", subject)):
        raise SecondPersonNeeded(languages_needing)
    extension_points.record(
        by,
        "publish_alone",
        subject,
        after=", ".join(languages),
        reason=(reason or "").strip() or _("A small fix of at most three words."),
    )
