"""Comparing two texts: only what changed is marked, and it does not take long."""

import json
import random
import time
from pathlib import Path

import pytest

from publishing.diff.compare import compare, compare_words
from publishing.text.rich_text import read_html

LINES = Path(__file__).with_name("compare_corpus.jsonl").read_text(encoding="utf-8").splitlines()
CORPUS = [json.loads(line) for line in LINES]


def marked(comparison, state):
    """The words of each piece in that state, as the page marks them."""
    pieces = [piece for entry in comparison.entries for piece in entry.pieces]
    texts, last = [], None
    for piece in pieces:
        if piece.state == state and piece.kind in ("word", "picture"):
            if last is not None and last.state == state and texts and last.kind != "block":
                texts[-1] += piece.before + piece.text
            else:
                texts.append(piece.text)
        last = piece
    return texts


def all_words(html):
    return [word for block in read_html(html).blocks for word in block.words]


def test_the_corpus_is_large_and_in_four_languages():
    assert len({case["id"] for case in CORPUS}) >= 40
    assert {case["language"] for case in CORPUS} == {"en", "nl", "fr", "de"}


@pytest.mark.parametrize("case", CORPUS, ids=lambda case: case["id"])
def test_only_what_changed_is_marked(case):
    found = compare(case["old"], case["new"])
    whole = [entry for entry in found.entries if entry.state in ("added", "removed")]
    assert {
        "removed": words(found, "removed"),
        "inserted": words(found, "inserted"),
        "formatted": marked(found, "formatted"),
        "moved": sum(bool(entry.moved) for entry in found.entries),
        "seam": [entry.seam for entry in found.entries if entry.seam],
        "kinds": sum(bool(entry.was_kind) for entry in found.entries),
    } == {
        "removed": case["removed"],
        "inserted": case["inserted"],
        "formatted": case.get("formatted", []),
        "moved": case.get("moved", 0),
        "seam": [case["seam"]] if "seam" in case else [],
        "kinds": case.get("kinds", 0),
    }
    assert all(entry.number for entry in whole)


def words(found, state):
    """What the list above the text says was removed or inserted."""
    if state == "removed":
        return [change.removed for change in found.changes if change.removed]
    return [
        change.inserted for change in found.changes if change.inserted and change.what in ("words", "added", "picture")
    ]


@pytest.mark.parametrize("case", CORPUS, ids=lambda case: case["id"])
def test_both_texts_can_be_read_from_the_comparison(case):
    """Without what was inserted it is the old text, without what was removed the new one; nothing is lost."""
    pieces = [piece for entry in compare(case["old"], case["new"]).entries for piece in entry.pieces]
    for gone, html in (("inserted", case["old"]), ("removed", case["new"])):
        shown = [piece.text for piece in pieces if piece.state != gone and piece.kind == "word"]
        stored = [token.text for block in read_html(html).blocks for token in block.tokens if token.kind == "word"]
        assert letters(shown) == letters(stored)


def letters(texts):
    return sorted(char for text in texts for char in text if not char.isspace())


def test_the_corpus_as_a_whole():
    """Measured: of all words that stayed, none is marked; of all that changed, none is missed."""
    kept = marked_wrongly = 0
    for case in CORPUS:
        found = compare(case["old"], case["new"])
        expected = sum(len(all_words(text)) for text in case["inserted"])
        stated = sum(len(all_words(text)) for text in words(found, "inserted"))
        marked_wrongly += abs(stated - expected)
        kept += len(all_words(case["new"])) - expected
    assert (marked_wrongly, kept > 2000) == (0, True)


def test_long_unchanged_stretches_fold():
    same = "".join(f"<p>Paragraph {number} stays.</p>" for number in range(4))
    folds = compare(f"{same}<p>one two three</p><p>end</p>", f"{same}<p>one two four</p><p>end</p>").folds
    assert [(fold.folded, len(fold.entries)) for fold in folds] == [(True, 4), (False, 1), (False, 1)]


def test_a_moved_paragraph_says_from_where():
    first, second, third = "<p>Alpha beta gamma.</p>", "<p>Delta epsilon zeta.</p>", "<p>Eta theta iota.</p>"
    assert [entry.moved for entry in compare(first + second + third, third + first + second).entries] == [
        "below",
        "",
        "",
    ]
    assert [entry.moved for entry in compare(first + second + third, second + third + first).entries] == [
        "",
        "",
        "above",
    ]


def test_small_is_few_words_and_no_number():
    assert compare_words("The harbour is closd", "The harbour is closed").is_small
    assert not compare_words("Three ships, 12 men", "Three ships, 13 men").is_small
    assert not compare_words("a b c d e f g h", "a b c d v w x y z").is_small


def test_a_plain_field_that_was_empty():
    assert [entry.state for entry in compare_words("", "A teaser").entries] == ["added"]
    assert compare_words("", "").count == 0


@pytest.mark.parametrize("length", [1, 6, 80, 12_000])
def test_a_text_of_100_kilobytes_takes_no_long_time(length):
    chance = random.Random(7)
    words = [f"word{int(chance.expovariate(1 / 300))}" for _ in range(12_000)]
    changed = [word if chance.random() > 0.03 else f"other{chance.randrange(999)}" for word in words]
    old, new = (paragraphs(text, length) for text in (words, changed))
    started = time.process_time()
    found = compare(old, new)
    assert time.process_time() - started < 10  # a guard against growth that is not linear; speed is for the benchmark
    assert found.count >= 250


@pytest.mark.parametrize(("old", "new"), [("<p>a</p><p>b</p>" * 3_000, "<p>b</p><p>c</p>" * 3_000),
                                          (f"<p>{'a b ' * 25_000}</p>", f"<p>{'b c ' * 25_000}</p>")])  # fmt: skip
def test_repetition_is_bounded_as_well(old, new):
    started = time.process_time()
    compare(old, new)
    assert time.process_time() - started < 20


def paragraphs(words, length):
    parts = (words[start : start + length] for start in range(0, len(words), length))
    return "".join(f"<p>{' '.join(part)}</p>" for part in parts)
