"""`manage.py find_figures`: JSON Lines in, JSON Lines out."""

import io
import json
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from news.management.commands.find_figures import Command

LINES = b"""{"id": "a", "text": "more than \xe2\x82\xac9 million"}
not json

{"id": 7, "text": "10 facts"}
{"id": "b", "text": "\xff"}
{"id": "c"}
["d"]
{"text": "e"}
{"id": "f", "text": "5 to 10 million euros \\ud800"}
"""


def answers(out: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_good_lines_are_answered_and_bad_ones_named(tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_bytes(LINES)
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(CommandError, match="5 lines could not be read") as raised:
        call_command(Command(), str(path), language="en", stdout=out, stderr=err)
    assert raised.value.returncode == 1
    first, second, third = answers(out)
    assert first == {
        "id": "a",
        "figures": [
            {
                "surface": "€9 million",
                "start": 10,
                "end": 20,
                "amount": 9_000_000,
                "amount_max": None,
                "currency": "EUR",
                "qualifier": "more_than",
                "period": "total",
            }
        ],
    }
    assert second == {"id": 7, "figures": []}
    assert third["id"] == "f"
    told = err.getvalue()
    for number, reason in [
        (2, "not JSON"),
        (5, "not UTF-8"),
        (6, '"text" is missing'),
        (7, "not an object"),
        (8, '"id"'),
    ]:
        assert f"line {number}: " in told
        assert reason in told
    assert "line 3" not in told


def test_standard_input_is_read_without_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'\xef\xbb\xbf{"id": 1, "text": "5 euro"}')))
    out = io.StringIO()
    call_command(Command(), language="nl", stdout=out)
    assert [answer["id"] for answer in answers(out)] == [1]


def test_missing_file_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        call_command(Command(), str(tmp_path / "none.jsonl"), language="en")


def test_unknown_language_is_refused() -> None:
    with pytest.raises(CommandError, match="invalid choice"):
        call_command(Command(), "--language", "es")
