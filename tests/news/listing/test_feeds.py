"""The feeds of the lists: what each item brings, and where readers find them."""

import json
import re
from datetime import date

import pytest

from tests.factories.content import article, moment, publish, tag, topic, write
from tests.factories.pictures import image

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"


@pytest.fixture
def pictured():
    made = article("one", date=date(2022, 3, 25), image=image(decorative=True, credit="x", licence="CC0-1.0"))
    article("two", date=date(2022, 3, 24))
    return made


def atom(client, query=""):
    feedparser = pytest.importorskip("feedparser")
    parsed = feedparser.parse(client.get(f"/en/news/feed.atom{query}").content)
    assert not parsed.bozo
    return parsed


def test_items_bring_their_picture(client, pictured):
    address = f"{SITE}/media/{pictured.image.token}/og.jpg"
    first, second = atom(client).entries
    assert [(each.href, each.type) for each in first.enclosures] == [(address, "image/jpeg")]
    assert second.enclosures == []
    items = json.loads(client.get("/en/news/feed.json").content)["items"]
    assert [each.get("image") for each in items] == [address, None]


def test_a_correction_is_an_update(client):
    subject = article("one", date=date(2022, 3, 25), live_from="2022-03-25 09:00")
    write(subject, "en", "Corrected", "one")
    subject.approve(["en"], None, moment("2022-04-02 10:00"))
    entry, item = atom(client).entries[0], json.loads(client.get("/en/news/feed.json").content)["items"][0]
    assert (entry.published, entry.updated) == ("2022-03-25T00:00:00+01:00", "2022-04-02T08:00:00+00:00")
    assert (item["date_published"], item["date_modified"]) == ("2022-03-25T00:00:00+01:00", "2022-04-02T10:00:00+02:00")


def test_an_item_that_was_online_before_its_date_is_of_its_date(client):
    publish(article("one", date=date(2022, 3, 25), live_from=None), ["en"], "One", "one", live_from="2022-03-01 09:00")
    assert atom(client).entries[0].updated == "2022-03-25T00:00:00+01:00"


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/en/policy/peace/", "?area=peace"),
        ("/en/policy/peace/sanctions/", "?area=sanctions"),
        ("/en/subjects/sahel/", "?tag=sahel"),
        ("/en/news/?country=ml", "?country=ml"),
        ("/en/news/", ""),
        ("/en/", ""),
    ],
)
def test_pages_lead_to_the_feeds_of_what_they_show(client, path, query):
    sanctions = topic("sanctions", topic("peace"))
    made = article("one", topics=[sanctions])
    made.tags.add(tag("sahel"))
    made.set_countries(["ML"])
    article("other")
    head, body = client.get(path).content.decode().split("</head>")
    for feed in (f"/en/news/feed.atom{query}", f"/en/news/feed.json{query}"):
        assert re.search(rf'rel="alternate"[^>]*href="{re.escape(feed)}"', head)
        assert f'href="{feed}"' in body
    assert len(atom(client, query).entries) == (1 if query else 2)
