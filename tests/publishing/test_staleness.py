"""Which part of a translation is behind: exactly the part whose source changed, and nothing for a small fix."""

import json
from pathlib import Path

import pytest

from publishing.core.staleness import equivalents, partners, parts_of, settled, stale, touched
from publishing.diff.compare import compare

LINES = Path(__file__).with_name("compare_corpus.jsonl").read_text(encoding="utf-8").splitlines()
CORPUS = [json.loads(line) for line in LINES]


def parts(html, title="Title"):
    return parts_of(title, "", html)


def found(then, now, translation=None, same=None):
    """The words of the parts of the translation that are marked, when the source went from `then` to `now`."""
    source, target = parts(then), parts(translation if translation is not None else then)
    marks = stale([part.mark for part in source], {part.mark: part for part in source}, parts(now), target, same)
    return [(each.what, squeezed(target[each.target].block.text)) for each in marks]


def squeezed(text):
    return "".join(text.split())


def changed_blocks(case):
    """The blocks whose words changed, as they stood before; for an added one the block before it."""
    expected, previous = [], "Title"
    for entry in compare(case["old"], case["new"]).entries:
        old = squeezed("".join(piece.alt + piece.text * (piece.kind == "word") for piece in entry.pieces
                               if piece.state != "inserted"))  # fmt: skip
        if entry.state == "added":
            expected.append(("added", previous))
        elif entry.state == "removed":
            expected.append(("removed", old))
        elif any(piece.state in ("removed", "inserted") and piece.kind != "block" for piece in entry.pieces):
            expected.append(("changed", old))
        if entry.state != "added" and not entry.moved:
            previous = old
    return expected


TOLD_BELOW = [case for case in CORPUS if "seam" in case or "picture" in case["id"]]


@pytest.mark.parametrize("case", [case for case in CORPUS if case not in TOLD_BELOW], ids=lambda case: case["id"])
def test_exactly_what_changed_is_marked(case):
    """The translation has the structure of the source; here it is the source itself."""
    assert found(case["old"], case["new"]) == changed_blocks(case)


@pytest.mark.parametrize("case", CORPUS, ids=lambda case: case["id"])
def test_a_small_fix_makes_nothing_stale(case):
    same = equivalents([(parts(case["old"]), parts(case["new"]))])
    assert [each for each in found(case["old"], case["new"], same=same) if each[0] != "removed"] == []


@pytest.mark.parametrize("kind", ["moved", "kinds", "formatted", "seam"])
def test_moving_splitting_and_formatting_mark_nothing(kind):
    cases = [case for case in CORPUS if kind in case and not (case["removed"] or case["inserted"])]
    assert len(cases) >= 2
    assert [found(case["old"], case["new"]) for case in cases] == [[]] * len(cases)


def test_a_change_after_a_small_fix_counts_and_shows_both_texts():
    first, fixed, changed = (
        "<p>Thre million people fled.</p>",
        "<p>Three million people fled.</p>",
        "<p>Four million people fled.</p>",
    )
    same = equivalents([(parts(first), parts(fixed))])
    source = parts(first)
    (mark,) = stale([p.mark for p in source], {p.mark: p for p in source}, parts(changed), parts(first), same)
    assert [(change.removed, change.inserted) for change in mark.comparison.changes] == [("Thre", "Four")]


def test_the_part_is_found_in_a_translation_of_another_structure():
    french = (
        "<h2>Aide</h2><p>Introduction générale.</p><p>Trois ponts ont été bâtis en 2019.</p><p>La suite viendra.</p>"
    )
    dutch = "<h2>Hulp</h2><p>Er zijn 3 bruggen gebouwd in 2019, met Belgisch geld.</p><p>Het vervolg komt nog.</p>"
    assert found(french, french.replace("Trois", "Quatre"), dutch) == [
        ("changed", squeezed("Er zijn 3 bruggen gebouwd in 2019, met Belgisch geld."))
    ]


def test_a_title_that_changed_marks_the_title():
    source, target = parts_of("Aid to Haiti", "", "<p>Words.</p>"), parts_of("Hulp aan Haïti", "", "<p>Woorden.</p>")
    known = [part.mark for part in source]
    marks = stale(known, {p.mark: p for p in source}, parts_of("Help for Haiti", "", "<p>Words.</p>"), target)
    assert [(each.what, each.target) for each in marks] == [("changed", 0)]


def test_what_was_dealt_with_is_known_from_then_on_and_the_rest_stays():
    then, now = parts("<p>One two three.</p><p>Four five six.</p>"), parts("<p>One two zero.</p><p>Four five zero.</p>")
    target = parts("<p>Un deux trois.</p><p>Quatre cinq six.</p>")
    texts = {part.mark: part for part in then}
    marks = stale([part.mark for part in then], texts, now, target)
    known = settled([part.mark for part in then], marks, now, {1})
    assert [each.target for each in stale(known, texts, now, target)] == [2]
    assert touched(target, parts("<p>Un deux zéro.</p><p>Quatre cinq six.</p>")) == {1}


def test_partners_are_found_by_order_where_texts_are_built_alike():
    assert partners(parts("<p>a</p><p>b</p>"), parts("<p>c</p><p>d</p>")) == {0: 0, 1: 1, 2: 2}
