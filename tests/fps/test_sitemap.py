"""The map of the site for machines: which pages are in it, and how it is cut when there are many."""

import re

import pytest

from fps import sitemaps
from tests.factories.content import article, tag, topic

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"


def places(client, path="/sitemap.xml"):
    page = client.get(path).content.decode()
    return [each.removeprefix(SITE) for each in re.findall(r"<loc>(.*?)</loc>", page)]


@pytest.fixture
def many():
    peace = topic("peace", languages=("en", "fr"))
    label = tag("demining", en="Demining", fr="Déminage")
    for number in range(5):
        made = article(f"item-{number}", ("en", "fr") if number < 2 else ("en",), topics=[peace])
        made.tags.add(label)
        made.set_countries(["TD", "ML"] if number == 1 else ["TD"])


def test_threads_of_two_items_or_more_are_in_it(client, many):
    threads = [each for each in places(client) if each.count("/") == 5 and ("subjects" in each or "sujets" in each)]
    assert sorted(threads) == [
        *("/en/subjects/demining/td/", "/en/subjects/peace/td/", "/fr/sujets/demining/td/", "/fr/sujets/peace/td/")
    ]
    for path in threads:
        assert client.get(path).status_code == 200


def test_a_large_site_has_an_index_of_the_same_addresses(client, many, monkeypatch):
    whole = places(client)
    article("scheduled", live_from="2122-01-01 00:00")
    monkeypatch.setattr(sitemaps, "BLOCK", 2)
    files = places(client)
    assert files[0] == "/sitemap-pages.xml"
    assert len(files) in (4, 5)  # five articles, two a block
    assert sorted(each for file in files for each in places(client, file)) == sorted(whole)
    assert "<lastmod>2022-01-01T09:00:00+01:00</lastmod>" in client.get("/sitemap.xml").content.decode()
    assert client.get("/sitemap-999999.xml").status_code == 404


def test_articles_and_topics_lead_to_their_threads(client, many):
    page = client.get("/fr/actualites/item-0/").content.decode()
    assert re.findall(r'<a href="(/fr/sujets/demining/\w\w/)">(.*?)</a>', page) == [
        ("/fr/sujets/demining/td/", "Déminage\u00a0: Tchad")
    ]
    assert re.findall(r'href="(/en/subjects/peace/\w\w/)"', client.get("/en/policy/peace/").content.decode()) == [
        "/en/subjects/peace/td/"
    ]
