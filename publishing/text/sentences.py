"""The sentence in which some words stand."""

import re

# A full stop inside a number, after an abbreviation or after a German ordinal ("am 4. April") ends no sentence.
ORDINAL = re.compile(
    r"\d\.\s+(?=Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Jahrhundert)"
)
END = re.compile(r"[.!?…]['’”»]*\s+(?=[A-ZÀ-Þ«“„‘'])")


def sentence_around(text: str, start: int, length: int) -> str:
    """The sentence in which the `length` characters from `start` stand."""
    ordinals = {match.end() for match in ORDINAL.finditer(text)}
    ends = [match.end() for match in END.finditer(text) if match.end() not in ordinals]
    first = max((end for end in ends if end <= start), default=0)
    last = min((end for end in ends if end >= start + length), default=len(text))
    return text[first:last].strip()
