"""Mentions go along with the words of a draft: when they move or are written otherwise, as long as the sum stands."""

from collections.abc import Iterable

from django.db import transaction

from ..consistency.readings import Key
from .detection import FIELDS, Occurrence, StoredMention, field_blocks, occurrences_in

TEMPORARY_OFFSET = 10**8  # while places change hands, no two mentions may stand at one


def field_texts(edition) -> dict[str, str]:
    return {name: getattr(edition, name) for name in FIELDS}


def figure_key(figure) -> Key:
    top = figure.amount_max
    return round(figure.amount), None if top is None else round(top), figure.currency


def stored_mentions(mentions: Iterable) -> list[StoredMention]:
    """As the cards take them; `edition` and `figure` are read already."""
    return [
        StoredMention(
            each.figure_id,
            figure_key(each.figure),
            each.edition.language,
            each.field,
            each.start,
            each.quote,
            each.confirmed_at is not None,
        )
        for each in mentions
    ]


def update_mentions(edition) -> None:
    """After a draft was saved. A mention whose sum no longer stands stays as it is: the guard names it."""
    mentions = list(edition.mentions.select_related("figure"))
    if not mentions:
        return
    text = field_texts(edition)
    fields = {name: dict(field_blocks(name, text[name])) for name in FIELDS}
    astray = [each for each in mentions if not _is_at_offset(each, fields[each.field])]
    if not astray:
        return
    taken = {(each.field, each.start) for each in mentions if each not in astray}
    found = occurrences_in(text, edition.language)
    moved, gone = [], []
    for mention in astray:
        place = _nearest(mention, [each for each in found if (each.field, each.start) not in taken])
        if place:
            taken.add((place.field, place.start))
            mention.field, mention.start, mention.quote = place.field, place.start, place.quote
            moved.append(mention)
        elif any(each.figure_id == mention.figure_id for each in mentions if each not in astray or each in moved):
            gone.append(mention)  # the figure is told of elsewhere in this text
    with transaction.atomic():
        for mention in gone:
            mention.delete()
        for place, mention in enumerate(moved):
            edition.mentions.filter(pk=mention.pk).update(start=TEMPORARY_OFFSET + place)
        for mention in moved:
            mention.save(update_fields=["field", "start", "quote"])


def _is_at_offset(mention, found: dict[int, str]) -> bool:
    for offset, block in found.items():
        start = mention.start - offset
        if 0 <= start <= len(block):
            return block[start : start + len(mention.quote)] == mention.quote and not _is_part_of_longer(
                block, start, mention
            )
    return False


def _is_part_of_longer(block: str, start: int, mention) -> bool:
    """ "9 million" at the place of "9 million" is another sum once it reads "19 million" or "9 millions"."""
    before, after = block[max(0, start - 1) : start], block[start + len(mention.quote) :][:1]
    return before.isdigit() or (after.isalnum() and mention.quote[-1:].isalnum())


def _nearest(mention, places: list[Occurrence]) -> Occurrence | None:
    """The same words before other words for the same sum, the same field before others, then the nearest."""
    key = figure_key(mention.figure)
    same = [each for each in places if each.key == key]
    return min(
        same,
        key=lambda each: (each.quote != mention.quote, each.field != mention.field, abs(each.start - mention.start)),
        default=None,
    )
