"""Two texts cut down to where they differ, for a place that holds neither whole. Pure."""

from itertools import takewhile

CONTEXT = 40  # characters before the first difference and after the last
MAX_EXCERPT_LENGTH = 300


def excerpts(before: str, after: str) -> tuple[str, str]:
    """The part of each that the other has not, with a little around it; "…" stands for what is left out."""
    start = _shared(before, after)
    end = _shared(before[start:][::-1], after[start:][::-1])
    return _cut(before, start, end), _cut(after, start, end)


def _shared(one: str, other: str) -> int:
    """How many characters both begin with."""
    return sum(1 for _same in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _cut(text: str, start: int, end: int) -> str:
    first, last = max(0, start - CONTEXT), min(len(text), len(text) - end + CONTEXT)
    shown = text[first : min(last, first + MAX_EXCERPT_LENGTH)]
    return f"{'…' * (first > 0)}{shown}{'…' * (first + len(shown) < len(text))}"
