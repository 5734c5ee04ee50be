"""Where a text speaks of a currency at all: the rest need not be read closely, which keeps prose fast."""

import re

from .currencies import AMBIGUOUS_CODES, CODES, SIGNS
from .tokens import lowered

# First letters of every word in the tables of `amount_currencies`; a test holds the two together.
STEMS = (
    r"euro?s?\b|[kmto]eur\b|euro['-]|dollar|sterling|yens?\b|yuan|renminbi|rouble|ruble|roebel|rubel|hryvn|griwn|hrywn|zlot|złot|"
    r"zł\b|forint|shekel|sjekel|schekel|naira\b|birrs?\b|afghani|fcfa|frank(?:en|s)?\b|francs?\b|kr\b|kro[no]|crowns?\b|"
    r"couronnes?\b|marks?\b|rupee|roepie|roupie|rupien|dinar|pesos?\b|shilling|schilling|rands?\b|rea(?:l|is)\b|"
    r"lir[ae]s?\b|dirham|ri[y]?als?\b|pounds?\b|pond(?:en)?\b|pfund\b|livres?\b"
)
WORD = re.compile(f"[{re.escape(''.join(SIGNS))}]|{STEMS}")
CAPITALS = re.compile(r"[A-Z]{3,8}")
CONTEXT_BEFORE, CONTEXT_AFTER = 300, 200  # characters: cue, number and rhythm of a sum stand within them


def _mentions(text: str) -> list[int]:
    places = [found.start() for found in WORD.finditer(lowered(text))]
    for found in CAPITALS.finditer(text):
        if found[0][-3:] in CODES or found[0][-3:] in AMBIGUOUS_CODES or found[0][:3] in CODES:
            places.append(found.start())
    places.sort()
    return places


def relevant_parts(text: str) -> list[tuple[int, int]]:
    """The parts of the text around its currencies, in order, cut at spaces."""
    parts: list[tuple[int, int]] = []
    start = end = -1
    for place in _mentions(text):
        if place + CONTEXT_AFTER <= end:
            continue
        last = text.find(" ", place + CONTEXT_AFTER)
        last = len(text) if last < 0 else last
        if end >= 0 and place - CONTEXT_BEFORE <= end:
            end = last
            continue
        if end >= 0:
            parts.append((start, end))
        start = (
            max(text.rfind(" ", max(end, 0), max(place - CONTEXT_BEFORE, 0)), end, 0) if place > CONTEXT_BEFORE else 0
        )
        end = last
    if end >= 0:
        parts.append((start, end))
    return parts
