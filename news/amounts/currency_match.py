"""Finds the currency before or after a number, and refuses what only looks like one."""

import re
from dataclasses import dataclass
from functools import lru_cache

from .currencies import (
    AMBIGUOUS_CODES,
    CODES,
    DOLLARS,
    JOINED,
    KINDS,
    MONEY_OF,
    NO_SUM,
    NORDIC_COUNTRY_STEMS,
    OF_LANGUAGE,
    SIGNS,
    WORDS,
)
from .numbers import DASHES, Number, is_digits, phrase_at
from .tokens import Tokens, words

POUNDS = words("pound pounds pond ponden pfund")
NORDIC = re.compile("|".join(f"(?P<{code}>{stems})" for code, stems in NORDIC_COUNTRY_STEMS.items()))
NEARBY_CHARACTERS = 90  # characters
WEIGHT_STEMS = ("weigh", "weeg", "wieg", "lost", "gained")
CUSTOMS_FORM_STEMS = ("certifi", "movement", "form", "bescheinigung", "warenverkehr")  # the customs form EUR 1
CONSTANT_PRICE_WORDS = words("in en constant constante constants konstante konstanten real prices of von van de")


@dataclass(frozen=True, slots=True)
class Unit:
    """A currency, the tokens it covers, and the scale that is written in one word with it ("MEUR")."""

    code: str
    first: int
    last: int
    scale: int = 1
    sign: bool = False


@lru_cache(maxsize=4)
def _names_nordic(text: str) -> bool:
    return NORDIC.search(text.lower()) is not None


def _nordic(tokens: Tokens, i: int, code: str) -> str:
    """The Nordic country that is named near by, for a bare "kr" or "kroner"."""
    if not _names_nordic(tokens.text):
        return code
    found = NORDIC.search(
        tokens.text[max(0, tokens.start[i] - NEARBY_CHARACTERS) : tokens.end[i] + NEARBY_CHARACTERS].lower()
    )
    return found.lastgroup if found and found.lastgroup else code


def _nation(words: str, nations: dict[str, str]) -> str | None:
    for stem, code in nations.items():
        if words == stem or (len(stem) > 3 and words.startswith(stem)):
            return code
    return None


def _sign(tokens: Tokens, i: int) -> Unit | None:
    """€, $, US$, $US, C$ at token i."""
    low, gap = tokens.low, tokens.gap
    if low[i] in SIGNS:
        if low[i] == "$" and low[i + 1] in ("us", "ca", "can", "cad", "usd") and tokens.written(i + 1).isupper():
            return Unit(DOLLARS.get(low[i + 1], low[i + 1].upper()), i, i + 2, sign=True)
        return Unit(SIGNS[low[i]], i, i + 1, sign=True)
    if low[i] in DOLLARS and low[i + 1] == "$" and tokens.written(i).isupper() and (low[i] == "us" or not gap[i + 1]):
        return Unit(DOLLARS[low[i]], i, i + 2, sign=True)
    return None


def _code(tokens: Tokens, i: int, number: Number) -> str | None:
    written = tokens.written(i)
    if written in CODES:
        return "CNY" if written == "RMB" else written
    large = number.scale is not None or (not number.bare and number.value is not None and number.value >= 1000)
    return written if written in AMBIGUOUS_CODES and large else None


def _national(tokens: Tokens, j: int, language: str) -> Unit | None:
    """Swiss francs, US-Dollar, New Zealand dollars; francs suisses, pounds sterling."""
    low = tokens.low
    if low[j] in KINDS:
        after = j + 2 if low[j + 1] in DASHES and not tokens.gap[j + 1] else j + 1
        if language == "fr" or low[after] in ("sterling", "us", "cfa"):
            code = _nation(low[after], KINDS[low[j]])
            if code:
                return Unit(code, j, after + 1)
    if low[j] == "u" and (end := phrase_at(tokens, j, ("u", ".", "s", "."))):
        return Unit("USD", j, end + 1) if low[end] in ("dollar", "dollars") else None
    words = low[j]
    noun = j + 1
    for _ in range(2):
        if low[noun] in DASHES and not tokens.gap[noun]:
            noun += 1
        if low[noun] in KINDS:
            code = _nation(words, KINDS[low[noun]])
            return Unit(code, j, noun + 1) if code else None
        words, noun = f"{words} {low[noun]}", noun + 1
    return None


def _is_weight(tokens: Tokens, j: int, number: Number, language: str) -> bool:
    if language != "en":
        return number.scale is None and (number.value or 0) < 1000
    if tokens.low[j + 1] == "of":
        return tokens.low[j + 2] not in MONEY_OF
    if number.scale is None and tokens.low[j - 1] in DASHES:
        return True  # "a 5-pound lobster"
    return number.scale is None and any(w.startswith(WEIGHT_STEMS) for w in tokens.low[max(0, number.first - 4) : j])


def _word(tokens: Tokens, j: int, number: Number, language: str) -> Unit | None:
    low = tokens.low
    code = WORDS.get(low[j]) or OF_LANGUAGE[language].get(low[j])
    if code is None:
        return None
    if low[j] in POUNDS and _is_weight(tokens, j, number, language):
        return None
    if low[j] == "rand" and number.scale is None:
        return None
    if low[j] in ("kr", "kroner"):
        code = _nordic(tokens, j, code)
    end = j + 1
    if low[end] == "'" and low[end + 1] == "s" and language == "nl" and not tokens.gap[end + 1]:
        return Unit(code, j, end + 2)
    after = end + 1 if low[end] in DASHES and not tokens.gap[end] else end
    if after > end and low[after] in ("denominated", "pegged", "based", "backed"):
        return None
    if code == "EUR" and (low[after] in NO_SUM or low[after].startswith(("scheine", "münze", "mediterran"))):
        return None
    if is_digits(low[end]) and len(low[end]) == 4 and number.scale is None:
        return None  # "8 Euro 2020 matches"
    if code == "USD" and low[after] in ("question", "questions", "baby", "smile", "diplomacy"):
        return None
    return Unit(code, j, end)


def _linked(tokens: Tokens, number: Number, language: str) -> int:
    """Where the currency may start: past a hyphen, "d'", "de" or "of"."""
    low, j = tokens.low, number.last
    if low[j] in DASHES and not tokens.gap[j] and not tokens.gap[j + 1]:
        return j + 1
    if language == "fr" and low[j] == "d" and low[j + 1] == "'":
        return j + 2
    if (language == "fr" and low[j] == "de") or (language == "en" and low[j] == "of" and number.scale is not None):
        return j + 1
    return j


def unit_after(tokens: Tokens, number: Number, language: str) -> Unit | None:
    j = _linked(tokens, number, language)
    if number.article or number.value is None:
        return None
    if number.year_like and tokens.low[number.first - 1 if number.first else 0] in CONSTANT_PRICE_WORDS:
        return None  # "in 2015 dollars"
    if sign := _sign(tokens, j):
        return sign
    if code := _code(tokens, j, number):
        return None if tokens.low[j + 1] in DASHES and tokens.low[j + 2] == "lex" else Unit(code, j, j + 1)
    written = tokens.written(j)
    if number.scale is None and 4 <= len(written) <= 6 and written[:-3].lower() in JOINED:
        code = "EUR" if written.endswith("eur") else written[-3:]  # "5 mars" is a date
        if code in CODES:
            return Unit(code, j, j + 1, scale=JOINED[written[:-3].lower()])
    return _national(tokens, j, language) or _word(tokens, j, number, language)


def unit_before(tokens: Tokens, number: Number) -> Unit | None:
    unit = _before(tokens, number)
    if unit is None or unit.first < 2:
        return unit
    low = tokens.low
    other = tokens.written(unit.first - 2)
    if low[unit.first - 1] == "/" and not tokens.gap[unit.first] and (other in CODES or other in SIGNS):
        return None  # "EUR/USD 1.05" is a rate
    return unit


def _before(tokens: Tokens, number: Number) -> Unit | None:
    low, last = tokens.low, number.first
    i = last - 1
    if i < 0 or number.value is None:
        return None
    if low[i] in SIGNS:
        wide = _sign(tokens, i - 1) if i else None
        if wide and wide.last == last:
            return wide
        if i > 3 and phrase_at(tokens, i - 4, ("u", ".", "s", ".")):
            return Unit("USD", i - 4, last, sign=True)
        return Unit(SIGNS[low[i]], i, last, sign=True)
    if i and low[i - 1] == "$" and not tokens.gap[i]:
        wide = _sign(tokens, i - 1)
        return wide if wide and wide.last == last else None
    if code := _code(tokens, i, number):
        form = code == "EUR" and number.value == 1 and low[number.last].startswith(CUSTOMS_FORM_STEMS)
        return None if form else Unit(code, i, last)
    if low[i] == "." and i and low[i - 1] == "kr":
        return Unit(_nordic(tokens, i, "SEK"), i - 1, last)
    if low[i] == "kr" and tokens.gap[last]:
        return Unit(_nordic(tokens, i, "SEK"), i, last)
    large = number.scale is not None or (not number.bare and number.value >= 1000)
    if low[i] == "euro" and tokens.gap[last] and large:
        return Unit("EUR", i, last)
    return None
