"""Two languages that start and end together: what is compared before and after an action, in the windows of time in
which each of them is online (`timeline` has the rule itself)."""

from . import timeline
from .errors import LanguagePairSplit

TOGETHER = ("nl", "fr")  # by law and by habit equal: they start and end together


def spans_of(subject, languages=TOGETHER) -> dict[str, list[timeline.Span]]:
    """When the approved texts of these languages are online, in one query."""
    spans: dict[str, list[timeline.Span]] = {language: [] for language in languages}
    approved = subject.editions.approved().filter(language__in=languages)
    for language, start, end in approved.values_list("language", "live_from", "live_until"):
        spans[language].append(timeline.Span(start, end))
    return spans


def windows(spans, since) -> tuple:
    return tuple(timeline.windows(spans[language], since) for language in TOGETHER)


def refuse_split(before, after, reason) -> None:
    """Raise LanguagePairSplit if the action parts them and nobody gave a reason."""
    first, second = after
    if timeline.pair_split(first, second, before=before) and not (reason or "").strip():
        raise LanguagePairSplit()
