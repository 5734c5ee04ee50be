"""Compares the numbers of one text in several languages: pure, no database and no request.

Sums of money that differ are faults, and so is a sum that one text tells and another does not. What is compared is
which sums a text tells, not how often: a title may repeat one. Dates, percentages and bounds ("more than") that
differ are hints, for translations put them in many ways.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from publishing.text.sentences import sentence_around

from ..amounts.dates import same_day
from ..amounts.parser import find_figures
from .readings import Key, Reading, Statement, find_quote, key_of, read


class Kind(StrEnum):
    AMOUNT = "amount"
    FIGURE = "figure"
    BOUND = "bound"
    DATE = "date"
    PERCENTAGE = "percentage"


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A sum that a person has confirmed in the text of this language: what it is worth, and its words there."""

    language: str
    quote: str
    key: Key


@dataclass(frozen=True, slots=True)
class Difference:
    """`language` says `sentence`, and `other` says `other_sentence` instead, or nothing of it.

    Of a figure: `language` says `sentence` (or nothing) where `confirmed` was confirmed.
    """

    kind: Kind
    language: str
    sentence: str
    other: str = ""
    other_sentence: str = ""
    confirmed: Confirmed | None = None


@dataclass(frozen=True, slots=True)
class Differences:
    faults: list[Difference]
    hints: list[Difference]


def compare(
    texts: Mapping[str, Mapping[str, str]], concerned: Collection[str] = (), confirmed: Iterable[Confirmed] = ()
) -> Differences:
    """The differences between texts by language, each of `title`, `teaser` and `body` (HTML).

    With `concerned` only those in which one of these languages takes part.
    """
    readings = {language: read(text, language) for language, text in texts.items()}
    concerned = concerned or texts.keys()
    faults = [
        fault
        for each in confirmed
        if each.language in readings
        and (fault := _figure_fault(each, readings[each.language]))  # of all: it teaches the reading what is confirmed
        and each.language in concerned
    ]
    faults += _between(Kind.AMOUNT, readings, concerned, _sums_apart)
    hints = _between(Kind.BOUND, readings, concerned, _bounds_apart)
    hints += _between(Kind.DATE, readings, concerned, _days_apart)
    hints += _between(Kind.PERCENTAGE, readings, concerned, _percentages_apart)
    return Differences(faults, hints)


# -- text against confirmed figure -----------------------------------------------------------------------------------
def _figure_fault(confirmed: Confirmed, reading: Reading) -> Difference | None:
    """None if the text still gives the sum. Words that only a person could read as a sum count as telling it."""
    read_otherwise = ""
    for block in reading.blocks:
        for start in find_quote(confirmed.quote, block):
            end = start + len(confirmed.quote)
            there = [one for one in find_figures(block, confirmed.language) if one.start < end and start < one.end]
            sentence = sentence_around(block, start, end - start)
            if any(key_of(one) == confirmed.key for one in there):
                return None
            if not there:
                if all(each.value != confirmed.key for each in reading.sums):
                    reading.sums.append(Statement(confirmed.key, sentence))
                return None
            read_otherwise = read_otherwise or sentence
    if not read_otherwise:
        if any(each.value == confirmed.key for each in reading.sums):
            return None
        nearest = max(reading.sums, key=lambda each: _near(each.value, confirmed.key), default=None)
        read_otherwise = nearest.sentence if nearest else ""
    return Difference(Kind.FIGURE, confirmed.language, read_otherwise, confirmed=confirmed)


# -- language against language ---------------------------------------------------------------------------------------
Apart = list[tuple[Statement | None, Statement | None]]


def _between(
    kind: Kind, readings: Mapping[str, Reading], concerned: Collection[str], apart: Callable[[Reading, Reading], Apart]
) -> list[Difference]:
    """One difference a language: against a text with which most agree, else every pair would say the same again."""
    if len(readings) < 2:
        return []
    gaps = {(one, two): apart(readings[one], readings[two]) for one in readings for two in readings if one != two}
    agreeing = {one: [two for two in readings if two == one or not gaps[one, two]] for one in readings}
    base = max(readings, key=lambda one: len(agreeing[one]))
    found = []
    for language in readings:
        if language in agreeing[base]:
            continue
        side = base if {language, base} & set(concerned) else None
        side = side or next((one for one in agreeing[base] if one in concerned and gaps[one, language]), None)
        for left, right in gaps[side, language] if side else ():
            if left:
                found.append(Difference(kind, side, left.sentence, language, right.sentence if right else ""))
            elif right:
                found.append(Difference(kind, language, right.sentence, side))
    return found


def _pairs(left: list[Statement], right: list[Statement], near: Callable[[Any, Any], int]) -> Apart:
    rest, found = list(right), []
    for one in left:
        other = max(rest, key=lambda each: near(one.value, each.value), default=None)
        if other:
            rest.remove(other)
        found.append((one, other))
    return found + [(None, other) for other in rest]


def _sums_apart(one: Reading, two: Reading) -> Apart:
    left, right = ({statement.value for statement in each.sums} for each in (one, two))
    return _pairs([s for s in one.sums if s.value not in right], [s for s in two.sums if s.value not in left], _near)


def _near(one: Key, two: Key) -> int:
    """How much two sums look like one that was miswritten."""
    first, second = str(one[0]), str(two[0])
    same = first.rstrip("0") == second.rstrip("0") or sum(a != b for a, b in zip(first, second, strict=False)) == 1
    return 3 * (one[0] == two[0]) + 2 * same + (one[2] == two[2]) + (len(first) == len(second))


def _bounds_apart(one: Reading, two: Reading) -> Apart:
    """Sums that both tell, but never with the same bound."""
    pairs = []
    for statement in one.bounds:
        others = [each for each in two.bounds if each.value[0] == statement.value[0]]
        mine = [each.value for each in one.bounds if each.value[0] == statement.value[0]]
        if others and mine[0] == statement.value and not any(each.value in mine for each in others):
            pairs.append((statement, others[0]))
    return pairs


def _days_apart(one: Reading, two: Reading) -> Apart:
    return _pairs(
        _missing_days(one.days, two.days), _missing_days(two.days, one.days), lambda a, b: sum(map(int.__eq__, a, b))
    )


def _missing_days(days: list[Statement], others: list[Statement]) -> list[Statement]:
    return [statement for statement in days if not any(same_day(statement.value, other.value) for other in others)]


def _percentages_apart(one: Reading, two: Reading) -> Apart:
    left, right = ({statement.value for statement in each.percentages} for each in (one, two))
    mine = [statement for statement in one.percentages if statement.value not in right]
    return _pairs(mine, [statement for statement in two.percentages if statement.value not in left], lambda _a, _b: 0)
