"""Finds the sums of money in a text: what they are worth, in which currency, and how exactly that is said.

    >>> find_figures("Belgium is donating more than €9 million.", "en")[0].amount
    9000000

A number without a currency is never a figure, unless it shares one: "5 and 10 million euros" are two figures,
"5 to 10 million euros" is one range. "Less than" counts as "up to", and "just under" as "almost".

The text may be HTML. Offsets count code points in the text as given, and `text[start:end] == surface` always: where
tags stand inside a sum they are part of its surface, as in "<b>9</b>&nbsp;million euros".
Only the first MAX_TEXT_LENGTH characters are read, and no more than that; time grows with the length.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from .candidates import Candidate, find_candidates
from .numbers import is_digits
from .periods import STOPS, is_per_year
from .prefilter import relevant_parts
from .qualifiers import AFTER, BEFORE, EXCEED, FILLERS, MAX_CUE_TOKENS, MAX_FILLERS, MAX_VERB_DISTANCE, WORTH
from .ranges import is_change, link
from .tokens import Tokens, tokenize, visible_text

LANGUAGES = ("en", "nl", "fr", "de")
MAX_TEXT_LENGTH = 200_000  # characters; a long article has 30,000
REACHING_VERB_STEMS = (
    "went",
    "go",
    "add",
    "shot",
    "climb",
    "jump",
    "rose",
    "ris",
    "mov",
    "push",
    "brought",
    "bring",
    "driv",
)
MAX_AMOUNT = Decimal(10) ** 18


@dataclass(frozen=True, slots=True)
class Figure:
    """A sum as it is mentioned: `amount` in major units (the lower one of a range), `currency` in ISO 4217."""

    surface: str
    start: int
    end: int
    amount: int
    amount_max: int | None
    currency: str
    qualifier: str
    period: str


def find_figures(text: str, language: str) -> list[Figure]:
    """The figures of the text in their order; they never overlap. An unknown language is a ValueError."""
    if language not in LANGUAGES:
        raise ValueError(f"Unknown language: {language!r} (known: {', '.join(LANGUAGES)})")
    seen = visible_text(text[:MAX_TEXT_LENGTH])
    parts = relevant_parts(seen.text)
    if not parts:
        return []
    tokens = tokenize(seen.text, parts)
    found = [
        one
        for one in link(tokens, find_candidates(tokens, language), language)
        if (one.upper or one.value) <= MAX_AMOUNT
    ]
    figures = []
    consumed = 0  # the token up to which all is said about earlier figures
    for i, one in enumerate(found):
        after = found[i + 1].first if i + 1 < len(found) else len(tokens.low)
        claimed = is_per_year(tokens, one.first, one.last, consumed, after, language)
        start, end = seen.raw_start(tokens.start[one.first]), seen.raw_end(tokens.end[one.last - 1])
        figures.append(
            Figure(
                surface=text[start:end],
                start=start,
                end=end,
                amount=_rounded(one.value),
                amount_max=None if one.upper is None else _rounded(one.upper),
                currency=one.code,
                qualifier=_qualifier(tokens, one, consumed, after, language),
                period="per_year" if claimed else "total",
            )
        )
        consumed = max(claimed, one.last)
    if len(text) > MAX_TEXT_LENGTH:  # a sum at the very edge may have been cut
        figures = [figure for figure in figures if figure.end < MAX_TEXT_LENGTH - 100]
    return figures


def _rounded(value: Decimal) -> int:
    return int(value.to_integral_value(ROUND_HALF_EVEN))


def _qualifier(tokens: Tokens, one: Candidate, consumed: int, after: int, language: str) -> str:
    if one.upper is not None:
        return "range"
    return (
        _qualifier_before(tokens, one.first, consumed, language)
        or _qualifier_after(tokens, one.last, after, language)
        or ("about" if one.number.about else "exactly")
    )


def _qualifier_before(tokens: Tokens, first: int, consumed: int, language: str) -> str:
    """The longest cue that ends at the sum, or before a few words such as "an extra"."""
    cues, fillers = BEFORE[language], FILLERS[language]
    for end in range(first, max(consumed, first - MAX_FILLERS) - 1, -1):
        words = tuple(tokens.low[max(consumed, end - MAX_CUE_TOKENS) : end])
        for length in range(len(words), 0, -1):
            cue = words[-length:]
            qualifier = cues.get(cue)
            if qualifier:
                return "" if _is_no_cue(tokens, end - length, cue, language) else qualifier
        if not words or words[-1] not in fillers:
            return ""
    return ""


def _is_no_cue(tokens: Tokens, i: int, cue: tuple[str, ...], language: str) -> bool:
    """ "Stijgt tot 9 miljoen" reaches 9 million; "ein Vertrag über 9 Millionen" is one of 9 million."""
    if cue == ("up", "to"):
        return i > 0 and tokens.low[i - 1].startswith(REACHING_VERB_STEMS)
    if cue == ("tot",):
        return is_change(tokens, i, language, reach=6)
    return cue == ("über",) and i > 0 and tokens.low[i - 1].endswith(WORTH)


def _qualifier_after(tokens: Tokens, last: int, after: int, language: str) -> str:
    """ "Or more", "environ", ", at least": only where no other number follows that it could be about."""
    if tokens.low[last] == "+" and not tokens.gap[last]:
        return "at_least"
    comma = tokens.low[last] == ","
    start = last + 1 if comma else last
    for length in (3, 2, 1):
        qualifier = AFTER[language].get(tuple(tokens.low[start : start + length]))
        if qualifier:
            following = tokens.low[start + length]
            if is_digits(following) or start + length >= after or (comma and following.isalpha()):
                return ""
            return qualifier
    return _exceeds(tokens, last, after, language)


def _exceeds(tokens: Tokens, last: int, after: int, language: str) -> str:
    no, verbs = EXCEED.get(language, ("", frozenset()))
    for i in range(last, min(last + MAX_VERB_DISTANCE, after)):
        if tokens.low[i] in verbs:
            return "up_to" if tokens.low[i - 1] == no else "more_than" if i == last else ""
        if tokens.low[i] in STOPS:
            break
    return ""
