"""The source pages, where this machine has them: the tests that read them are not collected elsewhere, and it is said.

They are texts of others and no part of this repository; tests/seeds/ holds pages of the same structure in our own
words.
"""

import os
import sys
from pathlib import Path

import pytest
from django.conf import settings

_SAID = pytest.StashKey[set]()


def real_page(name: str) -> Path | None:
    path = Path(settings.FPS_SEEDS, name)
    return path if settings.FPS_SEEDS and path.is_file() else None


def say_if_missing(config, name: str) -> None:
    """One line, past pytest's capture and once for all workers; for a module's `pytest_generate_tests`."""
    said = config.stash.setdefault(_SAID, set())
    if name in said or real_page(name) or os.environ.get("PYTEST_XDIST_WORKER", "gw0") != "gw0":
        return
    said.add(name)
    with config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
        print(f"\nNot collected: tests on {name}: set FPS_SEEDS to its folder.", file=sys.stderr, flush=True)
