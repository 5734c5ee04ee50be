"""Which elements of two sequences are the same, in order. Pure; fast also where long texts have little in common."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

SMALL = 60_000  # pairs up to which difflib, which is thorough and quadratic, may look at everything


def matching(a: Sequence[Hashable], b: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Pairs of places that hold the same element, both rising.

    Common ends first; what is left is cut at elements that stand once in each ("patience"), until the pieces are small
    enough for difflib. A long piece without such an element is left unmatched, so that the time stays bounded.
    """
    pairs: list[tuple[int, int]] = []
    waiting = [(0, len(a), 0, len(b))]
    while waiting:
        low_a, high_a, low_b, high_b = waiting.pop()
        while low_a < high_a and low_b < high_b and a[low_a] == b[low_b]:
            pairs.append((low_a, low_b))
            low_a, low_b = low_a + 1, low_b + 1
        while low_a < high_a and low_b < high_b and a[high_a - 1] == b[high_b - 1]:
            high_a, high_b = high_a - 1, high_b - 1
            pairs.append((high_a, high_b))
        size = (high_a - low_a) * (high_b - low_b)
        if not size:
            continue
        if size <= SMALL:
            matcher = SequenceMatcher(None, a[low_a:high_a], b[low_b:high_b], autojunk=False)
            for i, j, length in matcher.get_matching_blocks():
                pairs += [(low_a + i + step, low_b + j + step) for step in range(length)]
            continue
        anchors = _rising(_once_in_each(a, b, low_a, high_a, low_b, high_b))
        if anchors:
            ends = [(low_a - 1, low_b - 1), *anchors, (high_a, high_b)]
            pairs += anchors
            waiting += [(i + 1, k, j + 1, m) for (i, j), (k, m) in pairwise(ends)]
    return sorted(pairs)


def _once_in_each(a, b, low_a, high_a, low_b, high_b) -> list[tuple[int, int]]:
    often_a, often_b = Counter(a[low_a:high_a]), Counter(b[low_b:high_b])
    place = {b[j]: j for j in range(low_b, high_b) if often_b[b[j]] == 1}
    return [(i, place[a[i]]) for i in range(low_a, high_a) if often_a[a[i]] == 1 and a[i] in place]


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part in which the second place rises as well."""
    tails: list[int] = []
    last: list[int] = []
    before: list[int | None] = []
    for number, (_i, j) in enumerate(pairs):
        place = bisect_left(tails, j)
        before.append(last[place - 1] if place else None)
        if place == len(tails):
            tails.append(j)
            last.append(number)
        else:
            tails[place], last[place] = j, number
    chain: list[tuple[int, int]] = []
    number = last[-1] if last else None
    while number is not None:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]
