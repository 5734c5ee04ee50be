"""Processes of the site that keep finished pages; fixtures for all."""

import pytest
from django.test import Client
from django.utils import timezone

from fps import page_cache, standing
from publishing.web import memory_cache
from tests.make import moment


@pytest.fixture
def process(settings, monkeypatch):
    """A process of the site: it has its own copies, and asks the database each time whether they still hold."""
    settings.PAGE_CACHE_BYTES = 10_000_000
    monkeypatch.setattr(standing, "TRUSTED", -1)
    return Client


@pytest.fixture
def keeping(monkeypatch):
    """A process that keeps parts of pages, and asks the database each time whether the site still stands as it did."""
    monkeypatch.setattr(standing, "TRUSTED", -1)
    monkeypatch.setattr(memory_cache, "standing", standing.Standing().mark)


@pytest.fixture
def made_pages(monkeypatch):
    """The addresses of the pages that the site had to make, in order."""
    asked, make = [], page_cache.PageCacheMiddleware.make

    def counted(self, request, *rest):
        asked.append(request.get_full_path())
        return make(self, request, *rest)

    monkeypatch.setattr(page_cache.PageCacheMiddleware, "make", counted)
    return asked


@pytest.fixture
def clock(monkeypatch):
    """Sets the time of the whole process."""

    def set_to(text):
        at = moment(text)
        monkeypatch.setattr(timezone, "now", lambda: at)
        monkeypatch.setattr(standing.time, "time", at.timestamp)

    return set_to
