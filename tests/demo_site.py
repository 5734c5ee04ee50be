"""The demo as visitors get it, for tests that look at every kind of page: one running site, loaded once a run."""

import pytest

from docs.tools.screenshots import PUBLIC, demo_site
from images.validation import Picture
from scripts import page_checkers
from tests.every_page import every_page
from tests.exchange_tools import picture


class Demo:
    def __init__(self, base: str):
        self.base = base
        self.pages = every_page(base)

    @property
    def kinds(self) -> list[str]:
        """One path for each kind of page."""
        return list(PUBLIC.values())


@pytest.fixture(scope="session")
def demo():
    with demo_site() as base:
        yield Demo(base)


@pytest.fixture
def quick_pictures(monkeypatch):
    """Drawing the maps anew takes most of a loading, and is tested with the library and on the site above."""
    drawn = Picture(picture(), "png", 4, 3)
    monkeypatch.setattr("fps.exchange.images.read_picture", lambda _content: drawn)


def tool(name: str):
    """The file of a checker; without it the test is skipped, which the run of all tests tells loudly."""
    path = page_checkers.find(name)
    if path is None:
        pytest.skip(f"{name} is not there: python -m scripts.page_checkers fetches it")
    return path
