"""A filter is everywhere or nowhere: in form, sentence, counts, feed, API and its document.

Whoever adds a filter gives it a value in SAMPLES; whatever it is left out of stands below, with the reason.
"""

from datetime import date

import pytest
from django.http import QueryDict

from fps.api.schema import document
from news.listing.article_list import ArticleList
from news.listing.filters import ArticleFilter
from news.models.figure import FigureMention
from policy.tree import live_tree
from tests.factories.content import article, moment, tag, topic
from tests.factories.figures import figure

pytestmark = pytest.mark.django_db

# A value that the article "wanted" answers to and the article "other" does not.
SAMPLES = {
    "q": "sanctions",
    "area": "peace",
    "kind": "press-release",
    "tag": "sahel",
    "country": "ml",
    "year": "2022",
    "from": "2022-01-01",
    "to": "2022-12-31",
    "has_figures": "1",
    "sort": "newest",
}
NO_CONDITION = {"sort": "an order leaves nothing out; it stands at the end of the sentence"}
NOT_COUNTED = {
    "q": "words are typed, not chosen",
    "from": "a day is typed, not chosen",
    "to": "a day is typed, not chosen",
    "has_figures": "one box, whose number stands in the sentence once it is ticked",
    "sort": "an order gives all items",
}
NOT_IN_THE_FORM = {"sort": "chosen by a link above the results of a search"}


@pytest.fixture(autouse=True)
def articles():
    peace = topic("peace")
    wanted = article("wanted", title="Sanctions", topics=[peace], kind="press-release", date=date(2022, 5, 5))
    wanted.tags.add(tag("sahel"))
    wanted.set_countries(["ML"])
    article("before", date=date(2021, 5, 5))
    article("after", date=date(2023, 5, 5))
    amount = figure("5000000")
    live = wanted.editions.live("en").get()
    FigureMention.objects.create(
        figure=amount, edition=live, field="title", start=0, quote="Sanctions", confirmed_at=moment("2022-05-05 10:00")
    )


def listed(**question):
    data = QueryDict(mutable=True)
    data.update(question)
    return ArticleList(data, live_tree("en"))


def test_every_filter_has_a_sample():
    assert set(ArticleFilter.base_filters) == set(SAMPLES)


def test_exceptions_are_filters():
    assert {*NO_CONDITION, *NOT_COUNTED, *NOT_IN_THE_FORM} <= set(ArticleFilter.base_filters)


def test_every_filter_is_a_condition_of_the_sentence_that_can_be_taken_away():
    taken_away = {}
    for name in ArticleFilter.base_filters:
        items = listed(**{name: SAMPLES[name]})
        assert items.query() == f"?{name}={SAMPLES[name]}"
        taken_away[name] = [condition.without for condition in items.conditions]
    assert taken_away == {name: [] if name in NO_CONDITION else ["?"] for name in ArticleFilter.base_filters}


def test_every_filter_with_choices_is_counted():
    counts = listed().counts
    counted = {name: counts[name][SAMPLES[name]] for name in counts}
    assert counted == {name: 1 for name in ArticleFilter.base_filters if name not in NOT_COUNTED}


def test_every_filter_stands_in_the_form(client):
    page = client.get("/en/news/").content.decode()
    missing = {name for name in ArticleFilter.base_filters if f'name="{name}"' not in page}
    assert missing == NOT_IN_THE_FORM.keys()


@pytest.mark.parametrize("name", ArticleFilter.base_filters)
def test_a_filter_means_the_same_in_list_page_feed_and_interface(client, name):
    question = {name: SAMPLES[name]}
    keys = {row.edition.subject.key for row in listed(**question).rows}
    assert "wanted" in keys
    assert (keys == {"wanted", "before", "after"}) == (name in NO_CONDITION)
    assert client.get("/en/news/", question).context["items"].page.paginator.count == len(keys)
    feed = client.get("/en/news/feed.json", question).json()
    assert {item["url"].rstrip("/").rpartition("/")[2] for item in feed["items"]} == keys
    answer = client.get("/api/articles/", question)
    assert answer.status_code == 200
    assert {item["id"] for item in answer.json()["results"]} == keys


def test_every_filter_is_described_in_the_document_of_the_interface():
    parameters = document()["paths"]["/api/articles/"]["get"]["parameters"]
    described = {parameter["name"] for parameter in parameters if parameter.get("description")}
    assert ArticleFilter.base_filters.keys() - described == set()
