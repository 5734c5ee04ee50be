"""Which block of a text became which: kept, changed, moved, split, joined, added, removed. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ..text.blocks import Block
from .align import matching

SIMILAR = 0.4  # share of common words from which two blocks are one that was changed
MOVED = 0.75  # … from which a block elsewhere is one that was moved and changed
PAIRS = 20_000  # pairs of blocks that are looked at closely in one gap
LETTERS = 0.6  # … of common letters, for short ones
SHORT = 6  # words; shorter blocks are compared by letters too, a typo in a heading of one word leaves no word


@dataclass(slots=True)
class Step:
    """Blocks of the old text that became blocks of the new one, by number; one of the two sides may be empty."""

    old: list[int]
    new: list[int]
    moved: str = ""  # "above" or "below": where it came from


def steps(old: Sequence[Block], new: Sequence[Block]) -> list[Step]:
    """The way from the old text to the new one, in the order of the new."""
    pairs = dict(matching([block.key for block in old], [block.key for block in new]))
    moved = _moved_whole(old, new, pairs)
    came = set(moved.values())
    words = [Counter(block.words) for block in old], [Counter(block.words) for block in new]
    for low_a, high_a, low_b, high_b in _gaps(pairs, len(old), len(new)):
        left = [i for i in range(low_a, high_a) if i not in moved]
        right = [j for j in range(low_b, high_b) if j not in came]
        pairs |= _alike(left, right, old, new, words)
    moved |= _moved_and_changed(old, new, pairs | moved, words)
    return _split_and_joined(_in_order(old, new, pairs, moved), old, new, words)


def likeness(one: Block, other: Block, words: tuple[Counter, Counter] | None = None) -> float:
    """From 0 to 1: how much of their words two blocks share."""
    if one.shape != other.shape:
        return 0.0
    first, second = words or (Counter(one.words), Counter(other.words))
    total = first.total() + second.total()
    if not total:
        return 0.5 if one.shape == "figure" else 0.0
    smaller, larger = (first, second) if len(first) < len(second) else (second, first)
    share = 2 * sum(min(times, larger[word]) for word, times in smaller.items() if word in larger) / total
    if share < MOVED and total <= 2 * SHORT:
        matcher = SequenceMatcher(None, one.text, other.text, autojunk=False)
        if matcher.real_quick_ratio() >= LETTERS and matcher.quick_ratio() >= LETTERS:
            letters = matcher.ratio()
            share = max(share, letters if letters >= LETTERS else 0)
    return share


def _moved_whole(old, new, pairs) -> dict[int, int]:
    """Blocks that stand, word for word, in another place."""
    gone, come = {}, {}
    taken = set(pairs.values())
    for i, block in enumerate(old):
        if i not in pairs:
            gone.setdefault(block.key, []).append(i)
    for j, block in enumerate(new):
        if j not in taken:
            come.setdefault(block.key, []).append(j)
    return {i: j for key in gone.keys() & come.keys() for i, j in zip(gone[key], come[key], strict=False)}


def _gaps(pairs, length_a, length_b):
    low_a = low_b = 0
    for i, j in [*sorted(pairs.items()), (length_a, length_b)]:
        if low_a < i and low_b < j:
            yield low_a, i, low_b, j
        low_a, low_b = i + 1, j + 1


def _alike(left, right, old, new, words) -> dict[int, int]:
    """Pairs of changed blocks, in order, with the most in common; near the diagonal if there are very many."""
    if not (left and right):
        return {}
    band = max(1, min(len(right), PAIRS // max(len(left), len(right))))
    best: dict[tuple[int, int], tuple[float, tuple[int, int] | None, bool]] = {}
    slope = len(right) / len(left)
    nothing = (0.0, None, False)
    for a, i in enumerate(left):
        middle = int(a * slope)
        for b in range(max(0, middle - band), min(len(right), middle + band + 1)):
            score = likeness(old[i], new[right[b]], (words[0][i], words[1][right[b]]))
            above, before = best.get((a - 1, b), nothing)[0], best.get((a, b - 1), nothing)[0]
            together = best.get((a - 1, b - 1), nothing)[0] + score if score >= SIMILAR else -1.0
            choices = [(together, (a - 1, b - 1), True), (above, (a - 1, b), False), (before, (a, b - 1), False)]
            best[a, b] = max(choices, key=lambda choice: choice[0])
    place = max(best, key=lambda cell: (best[cell][0], cell))
    likeness_of = {}
    while place in best:
        _score, back, paired = best[place]
        if paired:
            likeness_of[left[place[0]]] = right[place[1]]
        place = back
    if not likeness_of and len(left) == len(right) == 1 and _stand_for_each_other(old[left[0]], new[right[0]]):
        likeness_of[left[0]] = right[0]
    return likeness_of


def _stand_for_each_other(one: Block, other: Block) -> bool:
    """One short block in the place of one of its kind: a heading, a row of a table, an item."""
    return one.kind == other.kind and one.kind != "paragraph" and len(one.words) <= SHORT >= len(other.words)


def _moved_and_changed(old, new, pairs, words) -> dict[int, int]:
    taken = set(pairs.values())
    gone = [i for i in range(len(old)) if i not in pairs and len(old[i].words) >= SHORT]
    come = [j for j in range(len(new)) if j not in taken and len(new[j].words) >= SHORT]
    if len(gone) * len(come) > PAIRS // 5:
        return {}
    scored = sorted(
        ((likeness(old[i], new[j], (words[0][i], words[1][j])), -i, -j) for i in gone for j in come), reverse=True
    )
    partner_of: dict[int, int] = {}
    for score, i, j in scored:
        if score >= MOVED and -i not in partner_of and -j not in partner_of.values():
            partner_of[-i] = -j
    return partner_of


def _in_order(old, new, pairs, moved) -> list[Step]:
    """Blocks of the new text in their order; what was removed stands where it stood."""
    origin = {j: i for i, j in pairs.items()}
    origin_of_moved = {j: i for i, j in moved.items()}
    ordered, waiting = [], 0

    def removed(up_to):
        nonlocal waiting
        ordered.extend(Step([i], []) for i in range(waiting, up_to) if i not in pairs and i not in moved)
        waiting = max(waiting, up_to)

    for j in range(len(new)):
        if j in origin:
            removed(origin[j])
            waiting = origin[j] + 1
            ordered.append(Step([origin[j]], [j]))
        elif j in origin_of_moved:
            i = origin_of_moved[j]
            ordered.append(Step([i], [j], moved="above" if i < waiting else "below"))
        else:
            ordered.append(Step([], [j]))
    removed(len(old))
    return ordered


def _split_and_joined(steps_found: list[Step], old, new, words) -> list[Step]:
    """A paragraph beside a changed one whose words stood in it before was split off; the other way round: joined."""
    steps_made: list[Step] = []
    for step in steps_found:
        steps_made.append(step)
        while len(steps_made) > 1 and _is_part(steps_made[-2], steps_made[-1], old, new, words):
            last = steps_made.pop()
            steps_made[-1] = Step(sorted(steps_made[-1].old + last.old), sorted(steps_made[-1].new + last.new))
    return steps_made


def _is_part(one: Step, other: Step, old, new, words) -> bool:
    if one.moved or other.moved:
        return False
    whole, part = (one, other) if one.old and one.new else (other, one)
    if not (whole.old and whole.new) or bool(part.old) == bool(part.new):
        return False
    blocks = [*(old[i] for i in whole.old + part.old), *(new[j] for j in whole.new + part.new)]
    if any(block.shape != "text" for block in blocks):
        return False
    then = sum((words[0][i] for i in whole.old), Counter())
    now = sum((words[1][j] for j in whole.new), Counter())
    left = then - now if part.new else now - then
    mine = words[1][part.new[0]] if part.new else words[0][part.old[0]]
    return mine.total() >= 3 and (mine & left).total() >= 0.7 * mine.total()
