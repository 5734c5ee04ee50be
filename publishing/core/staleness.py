"""Which parts of a translation are behind a text in another language? Pure: no database, no clock.

Every text remembers, for each other language, which of its parts it knew: a short mark of the words of each (`known`).
A part of the other text that is not among them was changed since; a part that only moved, was split or changed its
format is still known. Small fixes are handed over as `same`: the mark after the fix → the mark before it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import NamedTuple

from ..diff.compare import compare_blocks
from ..diff.pairing import steps
from ..diff.result import Comparison
from ..text.blocks import Block, Token, block_of_words
from ..text.rich_text import read_html

LETTERS = {"title": "t", "teaser": "e", "item": "i", "more": "i", "row": "r", "figure": "f", "h2": "h", "h3": "h"}
CERTAIN = 40_000  # pairs of parts up to which partners are looked for closely


class Part(NamedTuple):
    """A title, a teaser or a block of the body; of one whose words are gone only the mark is left."""

    kind: str
    block: Block
    mark: str


def parts_of(title: str, teaser: str, body: str) -> list[Part]:
    fields = [("title", block_of_words(title)), ("teaser", block_of_words(teaser))]
    parts = [(name, block) for name, block in fields if block.tokens]
    return [
        Part(kind, block, mark_of(kind, block))
        for kind, block in [*parts, *((each.kind, each) for each in read_html(body).blocks)]
    ]


def mark_of(kind: str, block: Block) -> str:
    """A letter for the kind and a digest of the words: `p9Jq2…`. The kind helps to find the partner, nothing else."""
    return LETTERS.get(kind, "p") + blake2b(repr(block.key[1:]).encode(), digest_size=6).hexdigest()


@dataclass(slots=True)
class Stale:
    """A part of the other text that this one does not know yet."""

    what: str  # changed, added, removed
    source: int | None  # where it stands in the other text now
    known: int | None  # where it stood among the marks that were known
    target: int | None  # the part of this text that tells the same; of something added: the one it comes after
    comparison: Comparison | None = None
    words: str = ""  # of the part of the other text as it reads now


def stale(
    known: list[str], texts: dict[str, Part], source: list[Part], target: list[Part], same: dict[str, str] | None = None
) -> list[Stale]:
    """What changed in `source` since its marks were `known`; `texts`: old marks → their words."""
    same = same or {}
    knows = {mark[1:] for mark in known}
    fresh = [j for j, part in enumerate(source) if not _is_known(part.mark, knows, same)]
    stands = {_root(part.mark, same) for part in source}
    if not fresh and all(mark[1:] in stands or mark not in texts for mark in known):
        return []
    old = [texts.get(mark) or _lost(mark) for mark in known]
    partner = partners(old, target)
    stale_parts = []
    previous = None
    for step in steps([part.block for part in old], [part.block for part in source]):
        if step.old and step.new:
            previous = step.old[-1]
            if all(_is_known(source[j].mark, knows, same) for j in step.new):
                continue
            comparison = compare_blocks([old[i].block for i in step.old], [source[j].block for j in step.new])
            if any(change.what in ("words", "added", "removed") for change in comparison.changes):
                at, words = step.old[0], source[step.new[0]].block.text
                stale_parts.append(Stale("changed", step.new[0], at, partner.get(at), comparison, words))
        elif step.new and not _is_known(source[step.new[0]].mark, knows, same):
            after = _last_partner(partner, previous)
            comparison = compare_blocks([], [source[step.new[0]].block])
            words = source[step.new[0]].block.text
            stale_parts.append(Stale("added", step.new[0], previous, after, comparison, words))
        elif step.old and known[step.old[0]][1:] not in stands:
            comparison = compare_blocks([old[step.old[0]].block], [])
            if known[step.old[0]] in texts:
                stale_parts.append(Stale("removed", None, step.old[0], partner.get(step.old[0]), comparison))
            previous = step.old[0]
    return stale_parts


def equivalents(fixes: Iterable[tuple[list[Part], list[Part]]]) -> dict[str, str]:
    """For texts before and after small fixes: mark after → mark before; what a small fix added counts as known."""
    same: dict[str, str] = {}
    for before, after in fixes:
        for step in steps([part.block for part in before], [part.block for part in after]):
            for j in step.new:
                mark = before[step.old[0]].mark[1:] if step.old else ""
                if mark != after[j].mark[1:]:
                    same[after[j].mark[1:]] = mark
    return same


def settled(
    known: list[str], stale_parts: list[Stale], source: list[Part], target_places: set[int | None]
) -> list[str]:
    """The marks that are known once these places of the translation were dealt with, in the order of the source."""
    behind = {each.source: each for each in stale_parts if each.source is not None and each.target not in target_places}
    marks = []
    for j, part in enumerate(source):
        if j not in behind:
            marks.append(part.mark)
        elif behind[j].what == "changed":
            marks.append(known[behind[j].known])
    for each in stale_parts:
        if each.what == "removed" and each.target not in target_places:
            marks.insert(min(each.known, len(marks)), known[each.known])
    return marks


def touched(before: list[Part], after: list[Part]) -> set[int]:
    """Places of `before` whose words are other ones now, and those after which something was added."""
    places: set[int] = set()
    previous = None
    for step in steps([part.block for part in before], [part.block for part in after]):
        if step.old and step.new:
            previous = step.old[-1]
            if [before[i].mark[1:] for i in step.old] == [after[j].mark[1:] for j in step.new]:
                continue
            comparison = compare_blocks([before[i].block for i in step.old], [after[j].block for j in step.new])
            if any(change.what == "words" for change in comparison.changes):
                places.update(step.old)
        elif step.old:
            places.update(step.old)
        elif previous is not None:
            places.add(previous)
    return places


def partners(one: list[Part], other: list[Part]) -> dict[int, int]:
    """Which part of a text tells what a part of its translation tells: by order, kind, numbers and length."""
    if [part.mark[0] for part in one] == [part.mark[0] for part in other]:
        return {place: place for place in range(len(one))}
    if len(one) * len(other) > CERTAIN:
        return {place: place for place in range(min(len(one), len(other)))}
    best = [[0.0] * (len(other) + 1) for _row in range(len(one) + 1)]
    for i, first in enumerate(one):
        for j, second in enumerate(other):
            best[i + 1][j + 1] = max(best[i][j + 1], best[i + 1][j], best[i][j] + _fit(first, second))
    pairs, i, j = {}, len(one), len(other)
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs[i] = j
    return pairs


def _fit(one: Part, other: Part) -> float:
    if one.mark[0] != other.mark[0]:
        return 0.0
    numbers = [{word for word in part.block.words if word[0].isdigit()} for part in (one, other)]
    lengths = sorted(max(1, len(part.block.text)) for part in (one, other))
    return 1 + 2 * len(numbers[0] & numbers[1]) / max(1, len(numbers[0] | numbers[1])) + lengths[0] / lengths[1]


def _last_partner(partner: dict[int, int], place: int | None) -> int | None:
    """The partner of this part, else of the nearest before it."""
    before = range(-1 if place is None else place, -1, -1)
    return next((partner[i] for i in before if i in partner), None)


def _lost(mark: str) -> Part:
    """A part of which only the mark is left; nothing is like it."""
    return Part("lost", Block("paragraph", tokens=(Token("word", mark),)), mark)


def _root(mark: str, same: dict[str, str]) -> str:
    """What a text stood for before small fixes."""
    mark, seen = mark[1:], set()
    while mark in same and mark not in seen:
        seen.add(mark)
        mark = same[mark]
    return mark


def _is_known(mark: str, knows: set[str], same: dict[str, str]) -> bool:
    return mark[1:] in knows or _root(mark, same) in knows | {""}
