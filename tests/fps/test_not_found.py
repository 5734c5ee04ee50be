"""Pages that are not there, or not any more: what a reader finds in their place."""

import re

import pytest

from fps.search.suggestions import words_of
from tests.factories.content import article, topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    area = topic("peace-and-security", languages=("en", "fr"))
    return {"area": area, "sanctions": topic("sanctions", area, languages=("en", "fr"))}


def titles(client, path):
    response = client.get(path)
    assert response.status_code == 404
    return [near.title for near in response.context["suggestions"]]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/en/news/aid-for-haiti/", "aid for haiti"),
        ("/nl/nieuws/hulp/", "hulp"),
        ("/nieuws/hulp/", "hulp"),
        ("/aid-for-haiti", "aid for haiti"),
        ("/en/", ""),
        ("/", ""),
        ("/en/news/a\x00b/", "ab"),
    ],
)
def test_the_words_of_an_address(path, words):
    assert words_of(path) == words


def test_a_slip_in_an_address_leads_to_what_was_meant(client, tree):
    article("new-sanctions-against-iran", title="New sanctions against Iran")
    article("aid-for-haiti", title="Aid for Haiti")
    assert titles(client, "/en/news/new-sanctons-against-irann/") == ["New sanctions against Iran"]
    assert titles(client, "/en/policy/peace-and-security/sancsions/") == ["Sanctions", "Peace and security"]
    assert titles(client, "/en/policy/sanctons/") == ["Sanctions", "New sanctions against Iran"]


@pytest.mark.parametrize("path", ["/sanctions/", "/sanctions", "/news/sanctions/", "/xx/sanctions/"])
def test_a_path_without_a_language_is_read_as_well(client, tree, path):
    response = client.get(path)
    assert response.status_code == 404
    assert 'href="/en/policy/peace-and-security/sanctions/"' in response.content.decode()


def test_only_live_titles_of_the_language_come_near(client, tree):
    article("sanctions-now", ("nl",), title="Sanctions now")
    article("sanctions-later", live_from="2999-01-01 00:00", title="Sanctions later")
    article("sanctions-past", title="Sanctions past").withdraw(["en"])
    assert titles(client, "/en/news/sanctions-page/") == ["Sanctions"]


def test_at_most_three_come_near(client):
    for number in range(5):
        article(f"sanctions-{number}")
    assert len(titles(client, "/en/news/sanctions-page/")) == 3


@pytest.mark.parametrize("words", ["", "the", "%", "a-b-c", "..%2f..%2fetc", "wp-login.php", "x" * 900])
def test_odd_words_come_near_to_nothing(client, tree, words):
    assert titles(client, f"/en/news/{words}/no/") == []


def test_a_lost_page_costs_few_queries(client, tree, django_assert_max_num_queries):
    for number in range(5):
        article(f"sanctions-{number}")
    with django_assert_max_num_queries(6):
        client.get("/en/news/sanctions-page/")


def newer(client, path, queries):
    with queries(12):
        page = client.get(path)
    assert page.status_code == 410
    assert "This page is no longer online" in page.content.decode()
    return [url.split("/")[-2] for url in re.findall(r'row-title"><a href="([^"]*)"', page.content.decode())]


def test_an_ended_article_names_the_newer_items_of_its_topic(client, tree, django_assert_max_num_queries):
    chapter = topic("un-sanctions", tree["sanctions"])
    ended = article("ended", date="2020-01-01", topics=[tree["sanctions"]])
    for number, day in enumerate(["2019-12-31", "2020-01-01", "2021-01-01", "2022-01-01", "2023-01-01"]):
        article(f"item-{number}", date=day, topics=[chapter if number == 4 else tree["sanctions"]])
    article("elsewhere", date="2024-01-01", topics=[tree["area"]])
    article("draft", date="2024-01-01", topics=[tree["sanctions"]], live_from=None)
    ended.withdraw(["en"])
    assert newer(client, "/en/news/ended/", django_assert_max_num_queries) == ["item-4", "item-3", "item-2"]


def test_an_ended_article_without_a_topic_names_nothing(client, django_assert_max_num_queries):
    article("other")
    article("ended").withdraw(["en"])
    assert newer(client, "/en/news/ended/", django_assert_max_num_queries) == []


def test_an_ended_topic_names_its_own_items_or_those_of_the_one_above(client, tree, django_assert_max_num_queries):
    chapter = topic("un-sanctions", tree["sanctions"])
    article("of-the-area", date="2021-01-01", topics=[tree["area"]])
    chapter.withdraw(["en"])
    tree["sanctions"].withdraw(["en"])
    path = "/en/policy/peace-and-security/sanctions/"
    assert newer(client, f"{path}un-sanctions/", django_assert_max_num_queries) == ["of-the-area"]
    article("of-the-chapter", date="2020-01-01", topics=[chapter])
    assert newer(client, path, django_assert_max_num_queries) == ["of-the-chapter"]
