"""Dates and percentages of a text, read so that four languages can be compared."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from .number_words import SMALL
from .tokens import lowered

MONTHS = {
    "en": "january february march april may june july august september october november december",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
}
SHORT = {
    "en": "jan feb mar apr may jun jul aug sep oct nov dec",
    "nl": "jan feb mrt apr mei jun jul aug sep okt nov dec",
    "fr": "janv févr mars avr mai juin juil août sept oct nov déc",
    "de": "jan feb mär apr mai jun jul aug sep okt nov dez",
}
MORE = {"en": {"sept": 9}, "nl": {"sept": 9}, "fr": {}, "de": {"sept": 9, "jänner": 1}}
YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|ste|de|e)?\.?"
TO = r"(?:to|and|until|tot en met|tot|t/m|en|au|et le|et|bis zum|bis|und|–|-)"
PER_CENT = (
    r"(?:%|per ?cent\b|percentage points?\b|procent|pour cent\b|points? de pourcentage|prozent)"  # and "procentpunt"
)
IN_EVERY_PER_CENT = ("%", "cent", "zent")
_DIGIT = re.compile(r"\d")


class Day(NamedTuple):
    """A date as far as it is said: 0 where it is not."""

    year: int
    month: int
    day: int


class Place(NamedTuple):
    value: Day | Decimal
    start: int
    end: int


def _names(language: str) -> dict[str, int]:
    full, short = MONTHS[language].split(), SHORT[language].split()
    return {name: place + 1 for names in (short, full) for place, name in enumerate(names)} | MORE[language]


def _patterns(language: str) -> list[re.Pattern[str]]:
    names = "|".join(sorted(_names(language), key=len, reverse=True))
    month = rf"(?P<month>{names})\b\.?"
    dated = rf"{month}(?:,?\s+{YEAR})?"
    alone = r"(?<![\d.,])"
    found = [
        r"(?<!\d)(?P<year>(?:19|20)\d\d)-(?P<number>\d\d)-(?P<day>\d\d)(?!\d)",
        rf"(?<!\d)(?P<day>\d{{1,2}})[./-](?P<number>\d{{1,2}})[./-]{YEAR}",
        # The first day of "3 to 5 May"; what follows is left for the next pattern.
        rf"{alone}{DAY}\s*{TO}\s*(?=(?:le |the |den )?\d{{1,2}}(?:st|nd|rd|th|er)?\.?\s+(?:of )?{dated})",
        rf"{alone}{DAY}\s+(?:of )?{dated}",
        rf"\b{month}\s+{YEAR}",
        rf"(?<![\d.,:]){YEAR}(?![.,]\d|\s?%)",
    ]
    if language == "en":
        found.insert(4, rf"\b{month}\s+{DAY}(?!\d)(?:,?\s+{YEAR})?")
    return [re.compile(pattern) for pattern in found]


def _shares(language: str) -> re.Pattern[str]:
    number = r"\d+(?:[.,]\d+)?|\b(?:" + "|".join(SMALL[language]) + ")"
    to = rf"(?P<first>{number})(?:\s?{PER_CENT})?\s?(?:{TO}|à|or|of|ou|oder)\s?"
    return re.compile(rf"(?<![\d.,])(?:{to})?(?<![\d.,])(?P<last>{number})[\s-]?{PER_CENT}")


NAMES = {language: _names(language) for language in MONTHS}
SHARES = {language: _shares(language) for language in MONTHS}
PATTERNS = {language: _patterns(language) for language in MONTHS}


def days(text: str, language: str, taken: list[tuple[int, int]]) -> list[Place]:
    """The dates and years of a plain text, in its order; what is `taken` (sums) is not read."""
    low = lowered(text)
    if not _DIGIT.search(low):
        return []
    for start, end in taken:
        low = low[:start] + "#" * (end - start) + low[end:]
    found = []
    for pattern in PATTERNS[language]:
        for match in pattern.finditer(low):
            said = match.groupdict()
            month = int(said.get("number") or 0) or NAMES[language].get(said.get("month") or "", 0)
            day = Day(int(said.get("year") or 0), month, int(said.get("day") or 0))
            if day.month > 12 or day.day > 31:
                continue
            found.append(Place(day, match.start(), match.end()))
        for place in found:
            low = low[: place.start] + "#" * (place.end - place.start) + low[place.end :]
    return sorted(found, key=lambda place: place.start)


def same_day(one: Day, other: Day) -> bool:
    """Whether `other` says what `one` says: a year that either leaves out is no difference, a day or month is."""
    if one.month == 0:
        return one.year == other.year
    same_year = one.year == other.year or (one.day > 0 and 0 in (one.year, other.year))
    return same_year and one.month == other.month and one.day in (0, other.day)


def percentages(text: str, language: str) -> Iterator[Place]:
    """The percentages of a plain text, in digits or short words; both of "10 to 15%"."""
    low = lowered(text)
    if not any(part in low for part in IN_EVERY_PER_CENT):
        return
    for match in SHARES[language].finditer(low):
        for number in ("first", "last"):
            if said := match[number]:
                value = SMALL[language].get(said) or said.replace(",", ".")
                yield Place(Decimal(value).normalize(), *match.span(number))
