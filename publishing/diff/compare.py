"""Two texts compared word by word. Pure: the result is data; templates show it (`admin/publishing/compared.html`).

`compare(old, new)` takes rich text, `compare_words(old, new)` plain fields. Both give a `Comparison`: its `entries` are
the blocks of the new text in order, with what was removed where it stood; its `changes` are the list above.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from ..text.blocks import Block, Marks, Token, block_of_words, joined_tokens
from ..text.rich_text import read_html
from .align import matching
from .pairing import Step, steps
from .result import Change, Comparison, Entry, Format, Piece

WEAK = 3  # letters: “the”, “of”, “,” between two changes are no island worth keeping


def compare(old: str, new: str) -> Comparison:
    """Rich text before and after."""
    return compare_blocks(read_html(old).blocks, read_html(new).blocks)


def compare_words(old: str, new: str) -> Comparison:
    """A plain field before and after."""
    return compare_blocks(*([block_of_words(text)] if (text or "").strip() else [] for text in (old, new)))


def compare_blocks(old: Sequence[Block], new: Sequence[Block]) -> Comparison:
    comparison = Comparison()
    for step in steps(old, new):
        entries = list(_entries(step, [old[i] for i in step.old], [new[j] for j in step.new]))
        for entry in entries:
            _count(entry, comparison.changes)
        comparison.entries += entries
    return comparison


# -- one block, or what it was split into ------------------------------------------------------------------------------
def _entries(step: Step, old: list[Block], new: list[Block]) -> Iterator[Entry]:
    if not new:
        yield Entry("removed", old[0].kind, old[0].inside, _one_state(old[0].tokens, "removed"))
    elif not old:
        yield Entry("added", new[0].kind, new[0].inside, _one_state(new[0].tokens, "inserted"), place=step.new[0])
    else:
        pieces = _pieces(_joined(old), _joined(new))
        seam = "split" if len(new) > len(old) else "joined" if len(old) > len(new) else ""
        parts: list[list[Piece]] = [[]]
        for piece in pieces:
            if piece.kind == "block" and piece.state != "removed":
                parts.append([])
            else:
                parts[-1].append(piece)
        for place, (block, part) in enumerate(zip(new, parts, strict=True)):
            was = old[place] if len(old) == len(new) else block
            entry = Entry("same", block.kind, block.inside, part, moved=step.moved)
            entry.place = step.new[place]
            entry.was_kind = was.kind if (was.kind, was.inside[-1:]) != (block.kind, block.inside[-1:]) else ""
            entry.seam = seam if (place or seam == "joined") else ""
            if any(piece.state != "same" for piece in part):
                entry.state = "changed"
            yield entry


def _joined(blocks: list[Block]) -> list[Token]:
    tokens = list(blocks[0].tokens)
    for block in blocks[1:]:
        tokens += [Token("block", ""), *block.tokens]
    return tokens


def _one_state(tokens: Iterable[Token], state: str) -> list[Piece]:
    return _gathered((state, token, ()) for token in tokens)


def _pieces(old: list[Token], new: list[Token]) -> list[Piece]:
    pairs = matching([token.key for token in old], [token.key for token in new])
    pairs = _slid(_without_islands(pairs, old, new), old, new)
    parts: list[tuple[str, Token, tuple[Format, ...]]] = []
    i = j = 0
    for next_i, next_j in [*pairs, (len(old), len(new))]:
        parts += [("removed", token, ()) for token in old[i:next_i]]
        parts += [("inserted", token, ()) for token in new[j:next_j]]
        if next_j < len(new):
            formats = _formats(old[next_i].marks, new[next_j].marks)
            parts.append(("formatted" if formats else "same", new[next_j], formats))
        i, j = next_i + 1, next_j + 1
    return _gathered(parts)


def _without_islands(pairs, old, new):
    """One or two weak words that happen to agree in the middle of a passage written anew make it unreadable."""
    stays: list[tuple[int, int]] = []
    run: list[tuple[int, int]] = []
    before, end = (-1, -1), (len(old), len(new))
    for here, following in zip(pairs, [*pairs[1:], end], strict=False):
        run.append(here)
        if following != end and (following[0] - here[0], following[1] - here[1]) == (1, 1):
            continue
        gap_before = min(run[0][0] - before[0], run[0][1] - before[1]) - 1
        gap_after = min(following[0] - here[0], following[1] - here[1]) - 1
        weak = len(run) <= 2 and all(_is_weak(old[i]) for i, _j in run)
        if not (weak and gap_before >= 2 and gap_after >= 2):
            stays += run
        before, run = here, []
    return stays


def _slid(pairs, old, new):
    """What was added after a full stop begins after it: “end. [More.]” and not “end[. More].”; removed, the same."""
    slid: list[tuple[int, int]] = []
    for i, j in pairs:
        last_i, last_j = slid[-1] if slid else (-1, -1)
        if last_i == i - 1 and last_j < j - 1 and _is_sign(new[j]) and new[last_j + 1].key == new[j].key:
            j = last_j + 1
        elif last_j == j - 1 and last_i < i - 1 and _is_sign(old[i]) and old[last_i + 1].key == old[i].key:
            i = last_i + 1
        slid.append((i, j))
    return slid


def _is_sign(token: Token) -> bool:
    return token.kind == "word" and not token.text[0].isalnum()


def _is_weak(token: Token) -> bool:
    return token.kind == "word" and len(token.text) <= WEAK and not token.text[0].isdigit()


def _formats(old: Marks, new: Marks) -> tuple[Format, ...]:
    before, after = dict(old), dict(new)
    formats = []
    for name in sorted(before.keys() | after.keys()):
        if name not in after:
            formats.append(Format(f"{name}-", before[name]))
        elif name not in before:
            formats.append(Format(f"{name}+", "", after[name]))
        elif before[name] != after[name]:
            formats.append(Format(name, before[name], after[name]))
    return tuple(formats)


def _gathered(parts) -> list[Piece]:
    """Neighbouring words of one state and format as one piece."""
    pieces: list[Piece] = []
    for state, token, formats in parts:
        last = pieces[-1] if pieces else None
        alike = last and (last.state, last.kind, last.marks, last.formats) == (state, token.kind, token.marks, formats)
        if alike and token.kind == "word":
            last.text += token.before + token.text
        else:
            pieces.append(Piece(state, token.kind, token.text, token.before, token.marks, formats))
    return pieces


# -- what is said above the text ---------------------------------------------------------------------------------------
def _count(entry: Entry, changes: list[Change]) -> None:
    """Number the changes of a block and put them on the list."""
    stands = [piece for piece in entry.pieces if entry.state == "removed" or piece.state != "removed"]
    text = _text(stands)
    whole = (entry.moved and "moved") or entry.seam or (entry.was_kind and "kind")
    if entry.state in ("added", "removed"):
        whole = entry.state
    if whole:
        entry.number = len(changes) + 1
        removed, inserted = (text, "") if whole == "removed" else ("", text)
        words = _words(text) if whole in ("added", "removed") else 0
        changes.append(Change(entry.number, whole, removed, inserted, words))
    if entry.state != "changed":
        return
    for same, group in groupby(entry.pieces, key=lambda piece: piece.state == "same"):
        if same:
            continue
        for formatted, part in groupby(group, key=lambda piece: piece.formats):
            pieces = list(part)
            if all(piece.kind == "block" for piece in pieces):
                continue  # the seam says it
            pieces[0].number = len(changes) + 1
            sides = [_side(pieces, state) for state in ("removed", "inserted")]
            if formatted:
                changes.append(Change(pieces[0].number, "formatted", inserted=_side(pieces, "formatted"), words=1))
            else:
                what = "picture" if any(piece.kind == "picture" for piece in pieces) else "words"
                changes.append(Change(pieces[0].number, what, *sides, words=max(map(_words, sides), default=0) or 1))


def _side(pieces: list[Piece], state: str) -> str:
    return _text(piece for piece in pieces if piece.state == state)


def _text(pieces) -> str:
    return joined_tokens(Token(piece.kind, piece.text, piece.before, piece.marks) for piece in pieces)


def _words(text: str) -> int:
    return sum(part[:1].isalnum() or part[-1:].isalnum() for part in text.split())
