"""Sums on which nobody has decided yet, in many articles at once: what the desk lists, by the rules of the cards."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from ..models.figure import FigureMention, SetAsideSum
from .detection import cards
from .mentions import known_of
from .panel import in_reading_order, shown_among


@dataclass(frozen=True, slots=True)
class Waiting:
    """`first` is the name of a card, `languages` those that tell one of these sums."""

    number: int
    first: str
    languages: tuple[str, ...]


def waiting(editions: Iterable) -> dict[int, Waiting]:
    """By article; `editions` are the texts that stand of each. Two queries."""
    families: dict[int, list] = {}
    for each in editions:
        families.setdefault(each.subject_id, []).append(each)
    shown = {pk: shown_among(family) for pk, family in families.items()}
    texts = {each.pk: each for family in shown.values() for each in family.values()}
    mentions = list(FigureMention.objects.filter(edition__in=list(texts)).select_related("figure")) if texts else []
    for each in mentions:
        each.edition = texts[each.edition_id]
    aside = SetAsideSum.objects.filter(article__in=list(families)) if texts else ()
    decided = {(each.article_id, each.key) for each in aside}
    found = {}
    for pk, family in shown.items():
        known = known_of(each for each in mentions if each.edition.subject_id == pk)
        made = cards(in_reading_order(family), known, {key for article, key in decided if article == pk})
        if left := [card for card in made if not card.is_done]:
            told = tuple(code for code in settings.LANGUAGE_ORDER if any(code in card.told for card in left))
            found[pk] = Waiting(len(left), left[0].name, told)
    return found
