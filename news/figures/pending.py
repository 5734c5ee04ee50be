"""Sums on which nobody has decided yet, in many articles at once: what the desk lists, by the rules of the cards."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from ..models.figure import FigureMention, SetAsideSum
from .detection import detect_amounts
from .mentions import stored_mentions
from .panel import current_editions, texts_by_language


@dataclass(frozen=True, slots=True)
class PendingAmounts:
    """`first` is the name of a card, `languages` those that tell one of these sums."""

    number: int
    first: str
    languages: tuple[str, ...]


def pending_amounts(editions: Iterable) -> dict[int, PendingAmounts]:
    """By article; `editions` are the texts that stand of each. Two queries."""
    families: dict[int, list] = {}
    for each in editions:
        families.setdefault(each.subject_id, []).append(each)
    shown = {pk: current_editions(family) for pk, family in families.items()}
    texts = {each.pk: each for family in shown.values() for each in family.values()}
    mentions = list(FigureMention.objects.filter(edition__in=list(texts)).select_related("figure")) if texts else []
    for each in mentions:
        each.edition = texts[each.edition_id]
    dismissed = SetAsideSum.objects.filter(article__in=list(families)) if texts else ()
    decided = {(each.article_id, each.key) for each in dismissed}
    found = {}
    for pk, family in shown.items():
        known = stored_mentions(each for each in mentions if each.edition.subject_id == pk)
        made = detect_amounts(texts_by_language(family), known, {key for article, key in decided if article == pk})
        if pending := [card for card in made if not card.is_done]:
            languages = tuple(
                code for code in settings.LANGUAGE_ORDER if any(code in card.mentioned for card in pending)
            )
            found[pk] = PendingAmounts(len(pending), pending[0].name, languages)
    return found
