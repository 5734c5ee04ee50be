"""The read-only interface: what it tells, what it keeps to itself, what it asks of the database, and its document."""

import json
from datetime import date, time

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.urls import reverse
from hypothesis import HealthCheck, Phase, settings
from schemathesis import GenerationMode

from fps.api.schema import document
from fps.wsgi import application
from tests.factories.content import article, moment, publish, tag, topic, write
from tests.factories.figures import demo_figures, figure, tell
from tests.factories.pictures import image

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"


def ask(client, path, status=200, **query):
    response = client.get(f"/api/{path}", query)
    assert (response.status_code, response.headers["Content-Type"]) == (status, "application/json"), response.content
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    return response.json()


@pytest.fixture
def corpus():
    """Small, but with everything that answers can hold."""
    peace = topic("peace", languages=("en", "nl"))
    sanctions = topic("sanctions", peace, languages=("en",))
    facts = {"date": date(2022, 3, 25), "image": image(decorative=True, credit="x", licence="CC0-1.0")}
    first = article("first", languages=("en", "nl", "fr"), topics=[sanctions, peace], **facts)
    first.tags.add(tag("sahel"))
    first.set_countries(["ML", "UA"])
    article("second", topics=[peace], kind="press-release", date=date(2021, 1, 5), time=time(11))
    demo_figures()
    return first


def test_a_list_takes_the_filters_of_the_page(client, corpus):
    found = ask(client, "articles/", area="peace", year="2022", tag="sahel", country=["ua", "ml"], language="nl")
    assert [each["id"] for each in found["results"]] == ["first"]
    item = found["results"][0]
    assert (item["url"], item["title"]) == (f"{SITE}/nl/nieuws/first/", "Title first (nl)")
    assert (item["topics"], item["tags"], item["countries"]) == (["peace"], ["sahel"], ["ML", "UA"])
    assert item["picture"]["url"].startswith(f"{SITE}/media/")
    assert ask(client, "articles/", q="Title second")["results"][0]["id"] == "second"
    assert ask(client, "articles/", q="the of and")["count"] == 0
    assert ask(client, "articles/", kind="press-release", has_figures="1")["count"] == 0


def test_pages_of_a_list_lead_to_each_other_and_are_never_endless(client, corpus):
    found = ask(client, "articles/", page_size="3")
    assert (found["count"], found["pages"], len(found["results"])) == (8, 3, 3)
    seen = [each["id"] for each in found["results"]]
    while found["next"]:
        found = client.get(found["next"].removeprefix(SITE)).json()
        seen += [each["id"] for each in found["results"]]
    assert len(seen) == len(set(seen)) == 8
    assert found["previous"].endswith("/api/articles/?page_size=3&page=2")
    assert ask(client, "articles/", 404, page="4", page_size="3")["detail"] == "There is no such page."
    assert ask(client, "articles/", 400, page_size="101")["errors"] == ["“101” is no value for “page_size”."]


def test_one_article_brings_its_live_texts_and_no_others(client, corpus):
    article("hidden", live_from=None)
    article("later", live_from="2122-01-01 00:00")
    write(corpus, "en", "A draft that nobody has agreed to")
    write(corpus, "de", "Entwurf")
    found = ask(client, "articles/first/")
    assert list(found["editions"]) == ["en", "nl", "fr"]
    assert found["topics"] == ["sanctions", "peace"]
    assert found["editions"]["en"]["title"] == "Title first"
    for key in ("hidden", "later", "nobody"):
        ask(client, f"articles/{key}/", 404)
    corpus.withdraw(["en"], None, "test", "Not true", override="test")
    assert list(ask(client, "articles/first/")["editions"]) == ["nl", "fr"]


def test_figures_are_those_of_the_open_data(client, corpus):
    tell(figure(5, key="f-secret"), key="secret", live_from="2122-01-01 00:00")
    part = figure(100, key="f-part", part_of=figure(300, key="f-whole-untold"))
    tell(part, on="2018-01-01")
    found = ask(client, "figures/", page_size="100")
    assert found["results"] == json.loads(client.get("/en/funding/figures.json").getvalue())["figures"]
    assert "f-secret" not in {each["id"] for each in found["results"]}
    assert next(each for each in found["results"] if each["id"] == "f-part")["part_of"] == ""
    assert ask(client, "figures/", receiver="fao", country=["ht", "et"], to="2020-02")["results"][0]["id"] == (
        "f-locusts-2020"
    )


def test_topics_tags_and_organisations(client, corpus):
    topic("unseen", live_from="2122-01-01 00:00")
    publish(topic("about", hidden=True), ["nl"], "Over", live_from="2017-01-01 00:00")
    topics = ask(client, "topics/")["results"]
    assert [(each["id"], each["parent"]) for each in topics] == [("peace", None), ("sanctions", "peace")]
    assert [each["id"] for each in ask(client, "topics/", area="sanctions")["results"]] == ["sanctions"]
    assert list(ask(client, "topics/peace/")["editions"]) == ["en", "nl"]
    for key in ("unseen", "about", "nobody"):
        ask(client, f"topics/{key}/", 404)
    ask(client, "topics/", 404, area="unseen")
    assert [(each["id"], each["items"]) for each in ask(client, "tags/")["results"]] == [("sahel", 1)]
    keys = [each["id"] for each in ask(client, "organisations/")["results"]]
    assert keys == ["belgium", "european-union", "fao", "handicap-international"]


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("articles/", {"from": "25 March"}, 400),
        ("articles/", {"from": "2022-02-30"}, 400),
        ("articles/", {"aera": "peace"}, 400),
        ("articles/", {"language": "xx"}, 400),
        ("articles/", {"q": "a\0b"}, 400),
        ("articles/", {"page": ["1", "2"]}, 400),
        ("articles/", {"area": "no-such-topic"}, 404),
        ("figures/", {"provider": "nobody"}, 404),
        ("figures/", {"convert": "EURO"}, 400),
        ("tags/", {"q": "x"}, 400),
    ],
)
def test_what_cannot_be_read_is_refused_and_never_widens_an_answer(client, corpus, path, query, status):
    assert ask(client, path, status, **query)["detail"]


@pytest.mark.parametrize("path", ["", "articles/", "articles/first/", "figures/"])
def test_it_is_for_reading_only(client, corpus, path):
    for method in ("post", "put", "patch", "delete", "options"):
        response = getattr(client, method)(f"/api/{path}")
        assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")
    assert client.head(f"/api/{path}").status_code == 200
    assert client.get(f"/api/{path}", headers={"accept": "text/html"}).headers["Content-Type"] == "application/json"


@pytest.mark.parametrize(
    ("path", "most"),
    [("articles/", 8), ("articles/one/", 7), ("figures/", 9), ("topics/", 1), ("topics/peace/", 4), ("tags/", 3)],
)
def test_lists_ask_as_much_for_many_as_for_few(client, django_assert_max_num_queries, path, most):
    peace = topic("peace")
    for number in range(8):
        made = article("one" if not number else None, topics=[peace, topic(f"topic-{number}", peace)])
        made.tags.add(tag(f"tag-{number}"))
        made.set_countries(["BE", "ML"])
        tell(figure(1000 + number), on="2020-01-01")
    with django_assert_max_num_queries(most):
        ask(client, path)


def test_the_document_names_every_filter_of_the_pages(client):
    paths = ask(client, "openapi.json")["paths"]
    assert set(paths) == {
        "/api/",
        *(f"/api/{each}/" for each in ("articles", "topics", "tags", "organisations", "figures")),
        *("/api/articles/{key}/", "/api/topics/{key}/"),
    }
    named = {each["name"] for each in paths["/api/articles/"]["get"]["parameters"]}
    assert named == {
        *("q", "area", "kind", "year", "tag", "country", "has_figures", "sort", "from", "to"),
        *("language", "page", "page_size"),
    }
    assert ask(client, "")["resources"]["articles"] == SITE + reverse("api:articles")


schema = schemathesis.openapi.from_dict(document())
schema.app = application
schema.config.generation.update(modes=list(GenerationMode))


@pytest.fixture
def one_connection():
    """Requests outside of Django's test client end with their connection, and with it the transaction of the test."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@schema.parametrize()
@settings(max_examples=25, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
          suppress_health_check=list(HealthCheck))  # fmt: skip
def test_every_answer_is_as_the_document_says(case, corpus, one_connection):
    case.call_and_validate(headers={"Accept-Encoding": "identity"})


def test_times_are_told_with_their_offset(client):
    article("one", live_from="2022-03-25 09:00")
    assert ask(client, "articles/")["results"][0]["live_from"] == moment("2022-03-25 09:00").isoformat()
