"""What a text says in numbers: its sums, dates and percentages, each with the sentence in which it stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from publishing.text.rich_text import read_html
from publishing.text.sentences import sentence_around

from ..amounts.dates import days, percentages
from ..amounts.parser import Figure, find_figures

Key = tuple[int, int | None, str]  # amount, upper amount of a range, currency


@dataclass(frozen=True, slots=True)
class Statement:
    value: Any
    sentence: str


@dataclass(slots=True)
class Reading:
    """What a text says, each with its sentence; a value once, in the order of the text."""

    blocks: list[str]
    sums: list[Statement] = field(default_factory=list)
    bounds: list[Statement] = field(default_factory=list)
    days: list[Statement] = field(default_factory=list)
    percentages: list[Statement] = field(default_factory=list)


def read(text: Mapping[str, str], language: str) -> Reading:
    blocks = [
        text.get("title", ""),
        text.get("teaser", ""),
        *(segment.text for segment in read_html(text.get("body", "")).segments),
    ]
    reading = Reading([block for block in blocks if block])
    for block in reading.blocks:

        def add(into: list[Statement], value: Any, start: int, end: int, block: str = block) -> None:
            if all(value != other.value for other in into):
                into.append(Statement(value, sentence_around(block, start, end - start)))

        sums = find_figures(block, language)
        for one in sums:
            add(reading.sums, key_of(one), one.start, one.end)
            add(reading.bounds, (key_of(one), one.qualifier), one.start, one.end)
        for place in days(block, language, [(one.start, one.end) for one in sums]):
            add(reading.days, *place)
        for place in percentages(block, language):
            add(reading.percentages, *place)
    return reading


def key_of(one: Figure) -> Key:
    return one.amount, one.amount_max, one.currency


def find_quote(quote: str, block: str) -> Iterator[int]:
    """Where the words stand by themselves: "9 million" does not stand in "19 million" or "2.9 million"."""
    start = block.find(quote) if quote else -1
    while start >= 0:
        before, after = block[:start][-2:], block[start + len(quote) :][:1]
        inside = before[-1:].isalnum() or (before[-1:] in ".," and before[:1].isdigit()) or after.isalnum()
        if not inside:
            yield start
        start = block.find(quote, start + 1)
