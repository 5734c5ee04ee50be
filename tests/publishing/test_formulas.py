import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.text.formulas import escape_formula, unescape_formula

RUN = ["=1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "\u200b=1", "\ufeff=1", "＝1", "＋1",
       "－1", "＠A1", " \n ＝1", "\tplain", "'=1", "''=1"]  # fmt: skip
LEFT_ALONE = ["", "1", "a=1", "'", "it's", "'90s", "“=1”", "a\n=1", "−", "https://example.org/?a=1", " a"]


@pytest.mark.parametrize("text", RUN)
def test_what_a_spreadsheet_would_run_is_marked(text):
    assert escape_formula(text) == f"'{text}"


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_other_cells_are_left_alone(text):
    assert escape_formula(text) == text
    assert unescape_formula(text) == text


@given(st.text(alphabet="'=+-@＝ \t\n\ra1\u200b", max_size=8) | st.text(max_size=8))
def test_every_cell_comes_back_as_it_was(text):
    assert unescape_formula(escape_formula(text)) == text
