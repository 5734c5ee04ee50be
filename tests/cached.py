"""Processes of the site that keep finished pages; fixtures for all."""

import pytest
from django.test import Client
from django.utils import timezone

from fps.cache import middleware, site_state
from publishing.web import memory_cache
from tests.make import moment


@pytest.fixture
def process(settings, monkeypatch):
    """A process of the site: it has its own copies, and asks the database each time whether they still hold."""
    settings.PAGE_CACHE_BYTES = 10_000_000
    monkeypatch.setattr(site_state, "TRUSTED", -1)
    return Client


@pytest.fixture
def keeping(monkeypatch):
    """A process that keeps parts of pages, and asks the database each time whether the site still stands as it did."""
    monkeypatch.setattr(site_state, "TRUSTED", -1)
    monkeypatch.setattr(memory_cache, "standing", site_state.Standing().mark)


@pytest.fixture
def made_pages(monkeypatch):
    """The addresses of the pages that the site had to make, in order."""
    asked, make = [], middleware.PageCacheMiddleware.make

    def counted(self, request, *rest):
        asked.append(request.get_full_path())
        return make(self, request, *rest)

    monkeypatch.setattr(middleware.PageCacheMiddleware, "make", counted)
    return asked


@pytest.fixture
def clock(monkeypatch):
    """Sets the time of the whole process."""

    def set_to(text):
        at = moment(text)
        monkeypatch.setattr(timezone, "now", lambda: at)
        monkeypatch.setattr(site_state.time, "time", at.timestamp)

    return set_to
