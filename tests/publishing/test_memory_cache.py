"""What a process keeps of the site holds as long as nothing that readers see has changed."""

import pytest
from django.db import transaction
from django.test import Client

from policy.tree import live_tree
from publishing.web.memory_cache import StateCache
from tests.factories.content import article, topic

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_thing_is_made_once_as_long_as_the_site_stands(keeping):
    made, things = [], StateCache(2)
    for _time in range(3):
        assert things.get_or_set("menu", lambda: made.append("made") or "a menu") == "a menu"
    assert made == ["made"]
    topic("peace-and-security")
    things.get_or_set("menu", lambda: made.append("again"))
    assert made == ["made", "again"]


def test_what_was_not_asked_for_longest_goes_first(keeping):
    things = StateCache(2)
    for key in ("a", "b", "a", "c"):
        things.get_or_set(key, lambda: "old")
    assert [things.get_or_set(key, lambda: "new") for key in ("a", "c", "b")] == ["old", "old", "new"]


def test_a_transaction_sees_its_own_work_and_leaves_nothing(keeping):
    area = topic("peace-and-security")
    assert "peace-and-security" in live_tree("en").by_key
    with transaction.atomic():
        area.withdraw(["en"], None, "test", "Gone.")
        assert live_tree("en").by_key == {}
        transaction.set_rollback(True)
    assert "peace-and-security" in live_tree("en").by_key


def test_a_new_item_is_counted_and_shown_at_once(keeping):
    client, area = Client(), topic("peace-and-security")
    article("first", topics=[area], title="The first")
    for path in ("/en/", "/en/news/", "/en/policy/peace-and-security/"):
        assert "The second" not in client.get(path).content.decode()
    article("second", topics=[area], title="The second")
    for path in ("/en/", "/en/news/", "/en/policy/peace-and-security/"):
        assert "The second" in client.get(path).content.decode(), path
    assert "2 items" in client.get("/en/news/").content.decode()
