"""Numbers in prose: digits with the separators of four languages, number words, and the scale that follows them."""

from dataclasses import dataclass
from decimal import Decimal

from .number_words import AND_A_HALF, FRACTIONS
from .scales import DOTTED, ONE_LETTER, SCALES
from .tokens import Tokens

THIN = " \u00a0\u202f\u2009\u2007\u2008"  # what may stand between groups of three digits
DASHES = frozenset("-‐‑–—−")
MAX_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Number:
    """A number and its scale, tokens `first` to `last` (exclusive). A value of None is one that was not understood."""

    first: int
    last: int
    value: Decimal | None
    scale: Decimal | None = None
    bare: bool = False  # digits alone, without separator: a year, a page, or the "5" of "5 to 10 million"
    about: bool = False
    letter: bool = False  # the scale is one letter and is one only beside a currency
    article: bool = False  # "un", "een": a number only if a scale follows

    @property
    def year_like(self) -> bool:
        return self.bare and self.value is not None and self.scale is None and 1900 <= self.value < 2100


def phrase_at(tokens: Tokens, i: int, phrase: tuple[str, ...]) -> int:
    """Where the phrase that starts at token i ends, or 0; hyphens between its words do not matter."""
    low = tokens.low
    for n, word in enumerate(phrase):
        if n and low[i] in DASHES and not tokens.gap[i]:
            i += 1
        if low[i] != word:
            return 0
        i += 1
    return i


def is_digits(word: str) -> bool:
    return "0" <= word[:1] <= "9"


def _groups_of_three(tokens: Tokens, i: int) -> tuple[int, int, str]:
    """End of the digit groups that start at i, how many followed the first, and their separator."""
    low, count, between = tokens.low, 0, ""
    if len(low[i]) > 3:
        return i + 1, 0, ""
    j = i + 1
    while True:
        if tokens.gap[j]:
            gap = tokens.text[tokens.end[j - 1] : tokens.start[j]]
            fits = is_digits(low[j]) and len(low[j]) == 3 and len(gap) == 1 and gap in THIN and low[i][0] != "0"
            sign, step = " ", 1
        else:
            sign, step = low[j], 2
            fits = sign in (".", ",", "'") and not tokens.gap[j + 1] and len(low[j + 1]) == 3 and is_digits(low[j + 1])
        if not fits or (between and sign != between):
            return j, count, between
        between, count, j = sign, count + 1, j + step


def digits(tokens: Tokens, i: int, language: str) -> tuple[Number, Decimal | None]:
    """The number that starts with the digits of token i, and what else it may be once a scale follows.

    "1.500" and "1,500" are 1500 in every language, as no sum has three decimals; before a scale the language decides:
    "1.500 million" is 1.5 million in English, "1,500 miljoen" in the other three.
    """
    low, gap = tokens.low, tokens.gap
    j, count, sign = _groups_of_three(tokens, i)
    whole, decimals = "".join(w for w in low[i:j] if is_digits(w)), ""
    other: Decimal | None = None
    if low[j] in (".", ",") and not gap[j] and low[j] != sign and is_digits(low[j + 1]) and not gap[j + 1]:
        decimals, j = low[j + 1], j + 2
    elif count == 1 and sign in (".", ",") and (low[i] == "0" or sign == ("." if language == "en" else ",")):
        other = Decimal(f"{low[i]}.{low[j - 1]}") if len(low[i]) <= MAX_DIGITS else None
    understood = len(whole) + len(decimals) <= MAX_DIGITS and not (count and low[i][0] == "0" and other is None)
    while low[j] in (".", ",", "/", ":", "'", "_") and not gap[j] and is_digits(low[j + 1]) and not gap[j + 1]:
        understood, j = False, j + 2  # a date, a time, a version, the number of a regulation
    if low[j] in ("%", "°", "‰", "º", "ª"):
        understood = False
    value = Decimal(f"{whole}.{decimals or 0}") if understood else None
    if other is not None and low[i] == "0":
        value = other
    if value is not None and low[j] in FRACTIONS and not gap[j]:
        value, j = value + FRACTIONS[low[j]], j + 1
    if low[j] == "," and low[j + 1] in DASHES and not gap[j] and not gap[j + 1]:
        j += 2  # "€ 5,-"
        if low[j] in DASHES and not gap[j]:
            j += 1
    return Number(i, j, value, bare=not (count or decimals)), other


def scale_at(tokens: Tokens, j: int, language: str) -> tuple[Decimal, int, bool] | None:
    """The scale at token j: what it stands for, where it ends, and whether it is but one letter."""
    low = tokens.low
    if low[j] in DASHES and not tokens.gap[j] and not tokens.gap[j + 1]:
        j += 1
    factor = SCALES[language].get(low[j])
    letter = factor is None
    if factor is None:
        factor = ONE_LETTER[language].get(tokens.written(j))
        if factor is None:
            return None
    end = j + 1
    if low[end] == "." and not tokens.gap[end] and low[j] in DOTTED:
        after = tokens.written(end + 1)
        unit = after in ("€", "$", "£", "EUR", "USD") and not is_digits(low[end + 2])
        if (language == "de" and not letter) or unit or after[:1].islower() or after in (")", ","):
            end += 1
    return factor, end, letter


def _scales_at(tokens: Tokens, j: int, language: str) -> tuple[Decimal | None, int, bool]:
    """Scales multiply: hundred thousand, mille milliards. At most three."""
    total, letter = None, False
    for _ in range(3):
        found = scale_at(tokens, j, language)
        if found is None or (letter and total is not None):
            break
        total, (_, j, letter) = (total or 1) * found[0], found
    return total, j, letter


def _half_after(tokens: Tokens, j: int, language: str) -> int:
    start = j + 1 if tokens.low[j] in DASHES and not tokens.gap[j] else j
    for phrase in AND_A_HALF[language]:
        if tokens.low[start] != phrase[0]:
            continue
        if end := phrase_at(tokens, start, phrase):
            return end
    return 0


def scaled(tokens: Tokens, number: Number, language: str, other: Decimal | None = None) -> Number:
    """The number with what follows it: "and a half", the scale, "et demi"."""
    if number.value is None:
        return number
    value, j = number.value, number.last
    if half := _half_after(tokens, j, language):
        found = _scales_at(tokens, half, language)
        if found[0] is not None:
            value, j = value + Decimal("0.5"), half
    after = j
    if number.about and language == "fr" and tokens.low[j] in ("de", "d"):
        after = j + 1
    scale, end, letter = _scales_at(tokens, after, language)
    if scale is None:
        return number
    if other is not None:
        value = other
    if not letter and (half := _half_after(tokens, end, language)):
        value, end = value + Decimal("0.5"), half
    return Number(number.first, end, value * scale, scale, about=number.about, letter=letter)
