"""What the form says about the drafts before anybody presses Publish: what stops them, and what could be better."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..core import content_lint
from ..core.approval_checks import all_warnings
from ..extension_points import Check, stored_checks

RECOMMENDED_LENGTHS = {"title": 70, "teaser": 160}


def annotated(subjects):
    for check in stored_checks:
        subjects = check.annotate(subjects)
    return subjects


def checks(subject, texts, facts_are_open=True) -> list[Check]:
    """About every draft of the subject, and what is known of its other texts; what stops comes first."""
    all_checks = _of_drafts(subject, texts, facts_are_open) if texts.working else []
    all_checks += [check for each in stored_checks for check in each.checks(subject, texts)]
    return sorted(dict.fromkeys(all_checks), key=lambda check: not check.blocks)


def _of_drafts(subject, texts, facts_are_open) -> list[Check]:
    drafts, draft_checks = texts.working, []
    for language, draft in drafts.items():
        words = texts.forms[language].fields
        for name, sentence in draft.publication_errors():
            of_words = language if name in words else ""  # a fault of the facts is told once
            draft_checks.append(Check(sentence, _anchor(name, language, words, facts_are_open), of_words, blocks=True))
        draft_checks += [Check(sentence, f"#id_text-{language}-{name}", language) for name, sentence in hints(draft)]
    scheduled = [each for waiting in texts.scheduled.values() for each in waiting]
    for warning in all_warnings(subject, drafts, timezone.now(), scheduled):
        draft_checks.append(
            Check(warning.sentence, f"#id_text-{warning.language}-body", warning.language, warning.blocks)
        )
    return draft_checks + [Check(sentence, _anchor(name, "", {}, facts_are_open)) for name, sentence in subject.hints()]


def hints(draft) -> list[tuple[str, str]]:
    """What could be better about the words: field and sentence. A text without an address stands on no list."""
    sentences = []
    if "teaser" in draft.WORDS and draft.title and not draft.teaser and draft.subject.has_address():
        sentences.append(("teaser", _("The teaser is missing; lists show the title alone.")))
    for name, sentence in (
        ("title", _("The title has %(number)s characters; it reads best under %(best)s.")),
        ("teaser", _("The teaser has %(number)s characters; it reads best under %(best)s.")),
    ):
        length = len(getattr(draft, name)) if name in draft.WORDS else 0
        if length > RECOMMENDED_LENGTHS[name]:
            sentences.append((name, sentence % {"number": length, "best": RECOMMENDED_LENGTHS[name]}))
    if "teaser" in draft.WORDS:
        sentences += [("teaser", sentence) for sentence in content_lint.long_sentences(draft.teaser)]
    if "body" in draft.WORDS:
        sentences += [("body", sentence) for sentence in content_lint.warnings(draft.body, draft.language)]
    return sentences


def summary(all_checks: list[Check]) -> str:
    """“2 block publication, 3 hints”."""
    stopping = sum(check.blocks for check in all_checks)
    others = len(all_checks) - stopping
    parts = []
    if stopping:
        blocks = ngettext("%(number)s blocks publication", "%(number)s block publication", stopping)
        parts.append(blocks % {"number": stopping})
    if others:
        parts.append(ngettext("%(number)s hint", "%(number)s hints", others) % {"number": others})
    return ", ".join(parts)


def _anchor(name, language, words, facts_are_open):
    if name in words:
        return f"#id_text-{language}-{name}"
    return f"#id_{name}" if facts_are_open else f"?facts=1#id_{name}"
