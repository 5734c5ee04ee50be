"""Two long texts shown by the place where they differ."""

import pytest

from publishing.diff.excerpts import CONTEXT, MAX_EXCERPT_LENGTH, excerpts


@pytest.mark.parametrize(
    ("before", "after"), [("", "Water"), ("Water", ""), ("Water", "Peace"), ("a", "ab"), ("aaa", "aa")]
)
def test_short_texts_are_shown_whole(before, after):
    assert excerpts(before, after) == (before, after)


def test_a_long_text_is_shown_around_what_changed():
    start, end = "x" * 1000, "y" * 1000
    before, after = excerpts(f"{start}old{end}", f"{start}newer{end}")
    assert before == f"…{'x' * CONTEXT}old{'y' * CONTEXT}…"
    assert after == f"…{'x' * CONTEXT}newer{'y' * CONTEXT}…"


def test_what_changed_is_itself_cut_where_it_is_long():
    before, after = excerpts("", "z" * 5000)
    assert (before, after) == ("", "z" * MAX_EXCERPT_LENGTH + "…")
