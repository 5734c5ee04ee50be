"""What stands in the head of a public page for those who do not read it with their eyes."""

import re

import pytest

from tests.make import article, topic

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"


def default_of(client, path):
    return re.findall(r'hreflang="x-default" href="([^"]*)"', client.get(path).content.decode())


def test_readers_of_no_language_of_ours_get_the_english_page(client):
    article("one", ("nl", "fr", "en"))
    for path in ("/nl/nieuws/one/", "/fr/actualites/one/", "/en/news/one/"):
        assert default_of(client, path) == [f"{SITE}/en/news/one/"]


def test_without_an_english_page_they_get_the_first_of_the_order(client, settings):
    settings.LANGUAGE_ORDER = ["fr", "nl", "en", "de"]
    topic("one", languages=("nl", "fr", "de"))
    for path in ("/nl/beleid/one/", "/de/politik/one/"):
        assert default_of(client, path) == [f"{SITE}/fr/politique/one/"]


@pytest.mark.parametrize("path", ["/de/", "/fr/politique/", "/nl/nieuws/?q=x", "/nl/over/sitemap/", "/fr/financement/"])
def test_every_page_with_sisters_names_a_default(client, path):
    page = client.get(path).content.decode()
    english = re.search(r'hreflang="en" href="([^"]*)"', page)[1]
    assert default_of(client, path) == [english]


def test_the_sitemap_names_the_default_too(client):
    article("one", ("nl", "en"))
    page = client.get("/sitemap.xml").content.decode()
    assert page.count(f'hreflang="x-default" href="{SITE}/en/news/one/"') == 2
