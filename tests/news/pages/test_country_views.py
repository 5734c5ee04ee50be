"""Threads: what was done on a subject in a country."""

import json
import re

import pytest

from tests.factories.content import article, tag, topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def demining():
    area = topic("peace", languages=("en", "fr"))
    label = tag("demining", en="Demining", fr="Déminage")
    for number, day in enumerate(["2019-05-01", "2017-03-04", "2019-02-01"]):
        made = article(f"item-{number}", ("en", "fr") if number == 1 else ("en",), date=day, topics=[area])
        made.tags.add(label)
        made.set_countries(["TD", "ML"] if number else ["TD"])
    other = article("in-mali", date="2020-01-01")
    other.tags.add(label)
    other.set_countries(["ML"])
    article("untagged", date="2020-01-01").set_countries(["TD"])
    return label


def links_of(text, css_class):
    return re.findall(rf'class="{css_class}"><a href="([^"]*)"', text)


def page(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


def test_a_thread_tells_what_was_done_the_oldest_first(client, demining):
    text = page(client, "/en/subjects/demining/td/")
    assert "<h1>Demining: Chad</h1>" in text
    assert "What was done, with dates: 3 items since 2017" in text
    assert re.findall(r'rows-by">(\d+)', text) == ["2017", "2019"]
    assert links_of(text, "row-title") == ["/en/news/item-1/", "/en/news/item-2/", "/en/news/item-0/"]
    assert 'datetime="2017-03-04"' in text


def test_a_thread_follows_a_topic_too(client, demining):
    text = page(client, "/en/subjects/peace/td/")
    assert "<h1>Peace: Chad</h1>" in text
    assert len(links_of(text, "row-title")) == 3


def test_a_thread_speaks_each_language_that_tells_of_it(client, demining):
    text = page(client, "/fr/sujets/demining/td/")
    assert "<h1>Déminage\u00a0: Tchad</h1>" in text
    assert 'hreflang="en" href="http://127.0.0.1:8000/en/subjects/demining/td/"' in text
    assert 'hreflang="nl"' not in text
    assert 'href="/en/subjects/demining/td/"' in page(client, "/nl/onderwerpen/demining/td/", 404)


@pytest.mark.parametrize("path", ["demining/be", "demining/zz", "demining/TD", "demining/chad", "none/td", "peace/be"])
def test_a_thread_without_items_does_not_exist(client, demining, path):
    page(client, f"/en/subjects/{path}/", 404)
    page(client, f"/en/subjects/{path}/thread.ics", 404)


def test_a_thread_holds_live_items_only(client, demining):
    for state in ("draft", "withdrawn"):
        made = article(f"secret-{state}", live_from="2022-01-01 09:00" if state == "withdrawn" else None)
        made.tags.add(demining)
        made.set_countries(["TD", "FR"])
        if state == "withdrawn":
            made.withdraw(["en"])
    assert "secret" not in page(client, "/en/subjects/demining/td/")
    assert "secret" not in page(client, "/en/subjects/demining/td/thread.ics")
    page(client, "/en/subjects/demining/fr/", 404)


def test_a_thread_has_its_feeds(client, demining):
    text = page(client, "/en/subjects/demining/td/")
    assert text.count("/en/news/feed.atom?tag=demining&amp;country=td") == 2
    feed = json.loads(page(client, "/en/news/feed.json?tag=demining&country=td"))
    assert len(feed["items"]) == 3
    assert "/en/news/feed.atom?area=peace&amp;country=td" in page(client, "/en/subjects/peace/td/")


def test_a_tag_leads_to_its_threads(client, demining):
    text = page(client, "/en/subjects/demining/")
    assert re.findall(r'href="/en/subjects/demining/(\w\w)/">(\w+)</a><span class="count">(\d)', text) == [
        ("td", "Chad", "3"),
        ("ml", "Mali", "3"),
    ]
    assert "/fr/sujets/demining/td/" in page(client, "/fr/sujets/demining/")


def test_the_dates_come_as_a_calendar(client, demining):
    made = article("long", title="Aid, for; all\\ " + "é" * 60, date="2021-05-06")
    made.tags.add(demining)
    made.set_countries(["TD"])
    response = client.get("/en/subjects/demining/td/thread.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    lines = response.content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    unfolded = response.content.replace(b"\r\n ", b"").decode().split("\r\n")
    assert (unfolded[0], unfolded[-2:]) == ("BEGIN:VCALENDAR", ["END:VCALENDAR", ""])
    assert [each[-8:] for each in unfolded if each.startswith("DTSTART;VALUE=DATE:")] == [
        "20170304", "20190201", "20190501", "20210506",
    ]  # fmt: skip
    assert f"SUMMARY;LANGUAGE=en:Aid\\, for\\; all\\\\ {'é' * 60}" in unfolded
    assert "UID:long.en@127.0.0.1:8000" in unfolded
    assert "URL:http://127.0.0.1:8000/en/news/long/" in unfolded
