"""Sums: the numbers of a text with the currency that stands beside each of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from .currencies import CODES, WORDS
from .currency_match import Unit, unit_after, unit_before
from .number_words import ARTICLES, BARE_THOUSAND, BEGINNINGS, HUNDRED, PARTS, ROUND_NUMBERS, SMALL, one_word
from .numbers import DASHES, Number, digits, is_digits, scaled
from .scales import SCALES, SPECIAL
from .spelled_numbers import STARTS, spelled
from .tokens import Tokens, words

# "Plusieurs mille", "enkele duizend": how many is not said.
VAGUE_QUANTITIES = words(
    "enkele paar meerdere verschillende vele veel talloze quelques plusieurs des certains einige mehrere paar viele "
    "wenige etliche zig manche einigen mehreren vielen"
)
BEFORE_DASH = frozenset(
    set("kmbt")
    | set(WORDS)
    | {code.lower() for code in CODES}
    | {scale for scales in SCALES.values() for scale in scales}
    | {name for names in SMALL.values() for name in names}
)
AFTER_ARTICLE = {
    language: frozenset(
        {word for phrase in PARTS[language] for word in phrase[1:2]}
        | set(SCALES[language])
        | set(ROUND_NUMBERS[language])
        | HUNDRED[language]
        | words("en et und tot à bis of ou oder")
        | set(SPECIAL)
    )
    for language in SMALL
}
# A text with more numbers than this near its currencies is no prose; the rest of it is not read.
MAX_NUMBERS = 4_000


@dataclass(slots=True)
class Candidate:
    """A number, its value with the scale, and the currency before or after it; `code` stays empty without one."""

    number: Number
    value: Decimal
    before: Unit | None = None
    after: Unit | None = None
    code: str = ""
    scale: Decimal | None = None  # its own or a shared one
    upper: Decimal | None = None
    shared: bool = False
    first: int = 0
    last: int = 0


def _attached(tokens: Tokens, i: int) -> bool:
    """Whether token i is the tail of something else: F-16, COVID-19, 3.5 after a letter, item #5."""
    low, gap = tokens.low, tokens.gap
    if not i or gap[i]:
        return False
    before = low[i - 1]
    if before in DASHES:
        word = low[i - 2] if i > 1 and not gap[i - 1] else ""
        return word.isalpha() and word not in BEFORE_DASH  # "€5m-10m" is a range
    return before in (".", ":", "/", "#", "@", "_", "=", "\\") or (before == "," and is_digits(low[i - 2]))


def _can_start(tokens: Tokens, i: int, language: str) -> bool:
    """Whether a number may begin at token i: a cheap look at the word."""
    low, word = tokens.low, tokens.low[i]
    if is_digits(word):
        return True
    if word in STARTS[language]:
        if word in ARTICLES[language] and low[i + 1] not in AFTER_ARTICLE[language]:
            return False
        vague = word in HUNDRED[language] or word == BARE_THOUSAND[language]
        return not (vague and i and (low[i - 1] in VAGUE_QUANTITIES or is_digits(low[i - 1])))
    if language not in BEGINNINGS or len(word) < 6 or not word.startswith(BEGINNINGS[language]):
        return False
    return one_word(word, language) is not None and not (i and low[i - 1] in VAGUE_QUANTITIES)


def numbers(tokens: Tokens, language: str) -> Iterator[Number]:
    """The numbers of the text, in digits or words, with their scale; at most MAX_NUMBERS places are looked at."""
    i, end, looks = 0, len(tokens.low) - 5, 0
    while i < end and looks < MAX_NUMBERS:
        if not _can_start(tokens, i, language):
            i += 1
            continue
        looks += 1
        if is_digits(tokens.low[i]):
            number, other = digits(tokens, i, language)
            if number.value is not None and not _attached(tokens, i):
                yield (number := scaled(tokens, number, language, other))
            i = number.last
            continue
        found = None if _attached(tokens, i) else spelled(tokens, i, language)
        if found:
            yield found
        i = found.last if found else i + 1


def _without_letter(tokens: Tokens, number: Number) -> Number:
    """The number of "€5 M. Dupont" without the letter that is no scale there."""
    if number.scale is None or number.value is None:
        return number
    last = number.last - 1
    while last > number.first + 1 and not tokens.gap[last]:
        last -= 1
    return Number(number.first, last, number.value / number.scale, bare=True)


def _candidate(tokens: Tokens, number: Number, language: str) -> Candidate | None:
    if number.value is None:
        return None
    before, after = unit_before(tokens, number), unit_after(tokens, number, language)
    if number.letter and after is None:
        letter = number.last - 2 if tokens.low[number.last - 1] == "." else number.last - 1
        dotted = tokens.low[letter + 1] == "."
        if tokens.gap[letter] and (before is None or dotted):
            number = _without_letter(tokens, number)
            after = unit_after(tokens, number, language)
    first = number.first
    if first and not tokens.gap[first] and before is None and tokens.low[first - 1].isalpha():
        return None
    last = number.last
    if after is None and not tokens.gap[last] and tokens.low[last].isalpha():
        return None  # 5th, 10km
    value = number.value if number.value is not None else Decimal(0)
    return Candidate(number, value, before, after, scale=number.scale)


def _weight(found: Candidate) -> int:
    """How much a number asks for a currency: a year or a bare number less than "5 million" or "1,500"."""
    return 0 if found.number.year_like else 1 if found.number.bare else 2


def _assign_currency(tokens: Tokens, left: Candidate, right: Candidate) -> None:
    """One currency stands between two numbers: "In 2021 EUR 5 million" and "5 million EUR in 3 years"."""
    if left.after is None or right.before is None or left.after.last <= right.before.first:
        return
    near_left, near_right = not tokens.gap[left.after.first], not tokens.gap[right.number.first]
    if near_left != near_right:
        to_right = near_right
    elif left.before is not None:
        to_right = True
    elif _weight(left) != _weight(right):
        to_right = _weight(right) > _weight(left)
    else:
        to_right = right.after is None
    if to_right:
        left.after = None
    else:
        right.before = None


def _set_code(found: Candidate) -> None:
    """The code of a sum with a currency on each side: "€9 million euros", "$5 million CAD"."""
    before, after = found.before, found.after
    if before and after and before.code != after.code:
        if before.sign and before.code == "USD" and after.code in ("CAD", "AUD", "NZD", "SGD", "HKD"):
            found.code = after.code
        else:
            found.after = after = None
    unit = after or before
    if unit:
        found.code = found.code or unit.code
        found.value *= unit.scale
    found.first = before.first if before else found.number.first
    found.last = after.last if after else found.number.last


def find_candidates(tokens: Tokens, language: str) -> list[Candidate]:
    """Every number of the text, in order, with its currency if it has one."""
    found: list[Candidate] = []
    for number in numbers(tokens, language):
        one = _candidate(tokens, number, language)
        if one is None:
            continue
        if found:
            _assign_currency(tokens, found[-1], one)
        found.append(one)
    for one in found:
        _set_code(one)
    return found
