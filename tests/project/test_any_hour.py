"""Whoever reads the real clock is tried at every odd hour: a test that passes by day only is found out at once."""

import ast
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from django.utils import timezone

from tests.fixtures.clock import HOURS, SHIFT, START, seconds

TESTS = Path(__file__).resolve().parents[1]
PRINT_NOW = "from django.utils import timezone; print(timezone.now().timestamp())"
# Not time.time(): the seconds of an epoch know no day, no zone and no night of a clock change.
READS = {("timezone", "now"), ("date", "today"), ("datetime", "now")}
READS_UNLESS_GIVEN = {("timezone", "localdate"), ("timezone", "localtime")}
# So often a browser test is too dear: those are tried by a whole run at another hour.
MODULES = sorted(path for path in TESTS.rglob("test_*.py") if path.parent.name != "browser")


def reads_clock(function: ast.FunctionDef) -> bool:
    for node in ast.walk(function):
        match node:
            case ast.Attribute(value=ast.Name(id=owner), attr=name) if (owner, name) in READS:
                return True
            case ast.Call(func=ast.Attribute(value=ast.Name(id=owner), attr=name), args=[]):
                if (owner, name) in READS_UNLESS_GIVEN:
                    return True
    return False


def names_in(function: ast.FunctionDef) -> set[str]:
    """Everything it calls or, as a fixture, asks for."""
    called = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
    return called | {argument.arg for argument in function.args.args}


def is_marked(node: ast.FunctionDef) -> bool:
    return any("at_any_hour" in ast.unparse(each) for each in node.decorator_list)


def unmarked(source: str) -> list[str]:
    """Tests that read the clock, themselves or by another function of their module, and are not marked."""
    tree = ast.parse(source)
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    marks = [ast.unparse(node) for node in tree.body if isinstance(node, ast.Assign)]
    if any("pytestmark" in mark and "at_any_hour" in mark for mark in marks):
        return []
    readers = {name for name, node in functions.items() if reads_clock(node)}
    while more := {name for name, node in functions.items() if names_in(node) & readers} - readers:
        readers |= more
    return sorted(name for name in readers if name.startswith("test_") and not is_marked(functions[name]))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(TESTS)))
def test_tests_that_read_the_clock_run_at_every_hour(path):
    assert unmarked(path.read_text()) == []


def test_a_reader_of_the_clock_is_found_through_what_it_calls():
    source = "def soon():\n    return timezone.now()\n\ndef test_a():\n    soon()\n\ndef test_b():\n    pass\n"
    assert unmarked(source) == ["test_a"]
    assert unmarked("@pytest.mark.at_any_hour\ndef test_a():\n    date.today()\n") == []
    assert unmarked("def test_a():\n    timezone.localdate(MORNING)\n") == []
    assert unmarked("@pytest.mark.django_db\ndef test_a():\n    date.today()\n") == ["test_a"]


@pytest.mark.at_any_hour
def test_the_clock_of_the_process_is_that_of_the_hour(hour):
    assert 0 <= timezone.now().timestamp() - seconds(HOURS[hour]) < 60
    assert 0 <= datetime.now().astimezone().timestamp() - seconds(HOURS[hour]) < 60


def test_a_process_that_a_run_starts_goes_on_from_the_time_of_the_run(tmp_path):
    run = {
        START: "2028-02-28T23:30Z",
        "DJANGO_SETTINGS_MODULE": "tests.fixtures.child_settings",
        "FPS_VAR": str(tmp_path),
    }
    own = {name: value for name, value in os.environ.items() if name != SHIFT}
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-v0", "-c", PRINT_NOW]
    done = subprocess.run(command, cwd=TESTS.parent, env={**own, **run}, capture_output=True, text=True, timeout=60)
    assert 0 <= float(done.stdout or "nan") - seconds(run[START]) < 60, done.stderr
