"""Numbers written out: "two hundred and fifty thousand", "quatre-vingt-dix millions", "een half miljard"."""

from dataclasses import dataclass
from decimal import Decimal

from .number_words import ARTICLES, BARE_THOUSAND, BEGINNINGS, HUNDRED, JOINS, PARTS, ROUND_NUMBERS, SMALL, one_word
from .numbers import DASHES, Number, phrase_at, scaled
from .scales import AFTER_A, SCALES, SPECIAL
from .tokens import Tokens

UNIT, TENS, HUNDREDS, OPEN = 1, 10, 100, 1000  # the smallest place that is taken; OPEN: none yet
MAX_WORDS = 16
STARTS = {
    language: frozenset(
        set(SMALL[language])
        | ARTICLES[language]
        | HUNDRED[language]
        | {BARE_THOUSAND[language]}
        | {phrase[0] for phrase in PARTS[language]}
        | set(ROUND_NUMBERS[language])
        | set(SPECIAL)
    )
    - {""}
    - (HUNDRED["en"] if language == "en" else set())
    for language in SMALL
}


@dataclass(slots=True)
class _Sum:
    """The number as far as it was read."""

    language: str
    total: Decimal = Decimal(0)
    current: Decimal = Decimal(0)
    place: int = OPEN
    scale: Decimal | None = None
    risen: bool = False

    def add(self, word: str) -> bool:
        """Take in one word; False if it does not belong to this number."""
        language = self.language
        value = SMALL[language].get(word)
        if value is not None:
            return self._add_small(value, word)
        if word in HUNDRED[language]:
            if self.place == HUNDREDS or self.current >= 100 or (language == "en" and not self.current):
                return False
            self.current = (self.current or Decimal(1)) * 100
            self.place = HUNDREDS
            return True
        if word in SCALES[language]:
            return self._add_scale(SCALES[language][word], word)
        if language in BEGINNINGS and word.startswith(BEGINNINGS[language]):
            compound = one_word(word, language)
            return compound is not None and self._add_compound(compound)
        return False

    def _add_small(self, value: int, word: str) -> bool:
        last = self.current % 100
        if self.language == "fr" and word.startswith("vingt") and last == 4 and self.place == UNIT:
            self.current += 76
            self.place = TENS
            return True
        fits = value < (10 if self.place == TENS else self.place)
        if self.language == "fr" and self.place == TENS and last in (60, 80) and 10 <= value < 20:
            fits = True
        if not fits:
            return False
        self.current += value
        if value >= 20 or (self.language == "fr" and value == 10):
            self.place = TENS if self.language in ("en", "fr") else UNIT
        else:
            self.place = UNIT
        return True

    def _add_compound(self, value: Decimal) -> bool:
        if value >= 1000:
            if self.current or self.place != OPEN or (self.scale is not None and self.scale <= 1000):
                return False
            self.total += value
            self.scale = Decimal(1000)
            return True
        if value >= self.place:
            return False
        self.current += value
        self.place = HUNDREDS if value % 100 == 0 else UNIT
        return True

    def _add_scale(self, factor: Decimal, word: str) -> bool:
        if self.scale is None or factor < self.scale:
            if not self.current and (self.total or word != BARE_THOUSAND[self.language]):
                return False
            self.total += (self.current or 1) * factor
        elif self.risen or factor == self.scale:
            return False
        else:  # thousand million, cent mille milliards
            self.total = (self.total + self.current) * factor
            self.risen = True
        self.current, self.place, self.scale = Decimal(0), OPEN, factor
        return True

    def joins(self, word: str, after: str) -> bool:
        """Whether "and" goes on with this number: "hundred and ten", "vingt et un"; not "five and ten million"."""
        if word != JOINS[self.language]:
            return False
        if self.language == "fr":
            return self.place == TENS and after in ("un", "une", "onze")
        if after not in SMALL[self.language]:
            return False
        return self.place == HUNDREDS or (self.language == "en" and self.scale == 1000 and not self.current)


def _part_of_scale(tokens: Tokens, i: int, language: str) -> Number | None:
    """Half a million, een half miljard, trois quarts de milliard, eine Viertelmillion."""
    word = i + 1 if tokens.low[i] in ARTICLES[language] else i
    if tokens.low[word] in SPECIAL:
        return Number(i, word + 1, SPECIAL[tokens.low[word]], scale=SPECIAL[tokens.low[word]])
    longest: Number | None = None
    for phrase, part in PARTS[language].items():
        if phrase[0] != tokens.low[i]:
            continue
        end = phrase_at(tokens, i, phrase)
        found = scaled(tokens, Number(i, end, part), language) if end else None
        if found and found.scale is not None and not found.letter and (not longest or found.last > longest.last):
            longest = found
    return longest


def _about(tokens: Tokens, i: int, language: str) -> Number | None:
    """Une vingtaine de millions, een tiental miljoen, un millier."""
    word = i + 1 if tokens.low[i] in ARTICLES[language] else i
    value = ROUND_NUMBERS[language].get(tokens.low[word])
    if value is None:
        return None
    return scaled(tokens, Number(i, word + 1, Decimal(value), about=True), language)


def spelled(tokens: Tokens, i: int, language: str) -> Number | None:
    """The number whose first word is token i."""
    found = _part_of_scale(tokens, i, language) or _about(tokens, i, language)
    if found:
        return found
    low = tokens.low
    part = PARTS[language].get((low[i],))
    if part and part > 1:  # "anderhalf tot twee miljoen"
        return Number(i, i + 1, part, bare=True)
    reading, j, article = _Sum(language), i, low[i] in ARTICLES[language]
    if language == "en" and article:
        if low[i + 1] not in AFTER_A:
            return None
        reading.current, j = Decimal(1), i + 1
    last = j
    while j < i + MAX_WORDS and reading.add(low[j]):
        last = j = j + 1
        if low[j] in DASHES and not tokens.gap[j] and not tokens.gap[j + 1]:
            j += 1
        after = j + 2 if low[j + 1] in DASHES else j + 1
        if reading.joins(low[j], low[after]):
            j = after
    if last == i:
        return None
    value = reading.total + reading.current
    whole = Number(i, last, value, reading.scale, bare=reading.scale is None, article=article and last == i + 1)
    if reading.scale is None:
        return scaled(tokens, whole, language)
    return _with_half(tokens, whole, language)


def _with_half(tokens: Tokens, whole: Number, language: str) -> Number:
    """Un million et demi, a million and a half."""
    ending = scaled(tokens, Number(whole.last - 1, whole.last - 1, Decimal(1)), language)
    if whole.scale is None or whole.value is None or ending.last <= whole.last or ending.letter:
        return whole
    if ending.scale != whole.scale or ending.value is None:
        return whole
    return Number(whole.first, ending.last, whole.value + ending.value - ending.scale, whole.scale)
