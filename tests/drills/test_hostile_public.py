"""The drill of hostile requests, for a few hundred of them; `make drills` asks ten thousand times."""

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.urls import get_resolver, resolve
from django.urls.exceptions import Resolver404
from django.urls.resolvers import URLResolver

from news.pages import article_views
from scripts.drills import hostile
from tests.factories.content import article, topic
from tests.factories.figures import figure, tell

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def content():
    area = topic("peace-and-security", languages=("en", "nl", "fr", "de"))
    article("ukraine", ("en", "nl", "fr", "de"), title="Aid to Ukraine", topics=[area])
    tell(figure("4000000"), languages=("en", "de"))
    # As the client of the tests does: their transaction outlives a request.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def names(patterns, space=""):
    for each in patterns:
        if isinstance(each, URLResolver):
            if each.app_name != "admin" and str(each.pattern) != "admin/":
                yield from names(each.url_patterns, f"{space}{each.namespace}:" if each.namespace else space)
        elif each.name:
            yield f"{space}{each.name}"


def test_nothing_that_comes_in_brings_the_site_down():
    faults, *_times = hostile.run(250, seed=8)
    assert faults == []


def test_every_public_address_is_asked():
    asked = set()
    for place in hostile.addresses():
        for filling in ("en", "ukraine", "7", "a" * 32, "documents"):
            try:
                asked.add(resolve(place.replace("{}", filling)).view_name)
            except Resolver404:
                continue
    assert set(names(get_resolver().url_patterns)) - asked == set()


def test_the_drill_finds_a_fault(monkeypatch):
    monkeypatch.setattr(article_views, "ArticleList", lambda *_args, **_more: 1 / 0)
    faults, *_times = hostile.run(60, seed=8)
    assert any(fault.endswith("500") for fault in faults)
