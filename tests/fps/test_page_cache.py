"""Finished pages: the same bytes as without copies, for everybody but those who work here, in bounded memory."""

import gzip

import pytest
from django.db import Error as DatabaseFault
from django.http import HttpResponse

from fps import views
from fps.cache import middleware, site_state, stored_responses
from tests.factories.content import article, topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("process")]


@pytest.fixture
def client(process):
    return process()


def words(client, path="/en/news/"):
    return client.get(path).content.decode()


PAGES = [
    *("/en/", "/en/news/", "/en/news/?kind=news&page=1", "/en/news/old/", "/en/policy/peace/", "/en/search/?q=old"),
    *("/en/news/feed.atom", "/en/news/feed.json", "/en/funding/", "/api/articles/", "/en/news/none/", "/sitemap.xml"),
]


@pytest.mark.parametrize("path", PAGES)
def test_a_copy_is_the_page_to_the_byte(process, settings, made_pages, path):
    topic("peace")
    article("old", title="An old one")
    client = process()
    first, copy = client.get(path), client.get(path)
    settings.PAGE_CACHE_BYTES = 0
    plain = process().get(path)
    assert len(made_pages) == 1
    assert first.status_code == copy.status_code == plain.status_code
    assert first.content == copy.content == plain.content
    added = {"ETag", "X-Accel-Expires", "Content-Length"}
    assert {**first.headers, **dict.fromkeys(added, "")} == {**copy.headers, **dict.fromkeys(added, "")}
    assert plain.headers.items() <= copy.headers.items()
    assert copy.headers.keys() - plain.headers.keys() <= added


def test_a_copy_and_a_304_ask_nobody_anything(client, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(site_state, "RECHECK_SECONDS", 60)
    etag = client.get("/en/").headers["ETag"]
    with django_assert_num_queries(0):
        assert client.get("/en/").status_code == 200
        assert client.get("/en/", headers={"if-none-match": etag}).status_code == 304


def test_a_process_trusts_what_it_knows_for_less_than_a_second(monkeypatch, process):
    monkeypatch.undo()
    client, now = process(), [1000.0]
    assert site_state.RECHECK_SECONDS < 1
    monkeypatch.setattr(site_state.time, "monotonic", lambda: now[0])
    assert "New one" not in words(client)
    article(title="New one")
    now[0] += 1
    assert "New one" in words(client)


# -- who gets none -------------------------------------------------------------------------------------------------
def test_an_editor_never_gets_a_copy(client, made_pages, settings):
    etag = client.get("/en/").headers["ETag"]
    client.cookies[settings.SESSION_COOKIE_NAME] = "whatever"
    answer = client.get("/en/", headers={"if-none-match": etag})
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-cache")
    assert "ETag" not in answer.headers
    assert made_pages == ["/en/"]


@pytest.mark.parametrize("path", ["/", "/admin/", "/healthz", "/readyz", "/styleguide/", "/share/x/", "/robots.txt"])
def test_what_is_no_public_page_is_passed_on(client, made_pages, path):
    client.get(path)
    assert made_pages == []


def test_other_methods_are_passed_on(client, made_pages):
    assert client.post("/en/").status_code == 405
    assert made_pages == []


def test_a_host_that_is_not_ours_is_refused_although_a_copy_is_there(client):
    client.get("/en/")
    answer = client.get("/en/", headers={"host": "elsewhere.example"})
    assert answer.status_code == 400
    assert "Content-Security-Policy" in answer.headers


def test_https_has_copies_of_its_own(client):
    assert "Strict-Transport-Security" not in client.get("/en/").headers
    assert "Strict-Transport-Security" in client.get("/en/", secure=True).headers
    assert "Strict-Transport-Security" not in client.get("/en/").headers


def test_faults_are_never_kept(client, monkeypatch):
    client.raise_request_exception = False
    with monkeypatch.context() as broken:
        broken.setattr(views, "home_context", lambda request: 1 / 0)
        answer = client.get("/en/")
        assert (answer.status_code, answer.headers["Cache-Control"]) == (500, "no-store")
    assert client.get("/en/").status_code == 200


def test_without_a_database_there_is_no_copy(client, monkeypatch):
    client.get("/en/")
    client.raise_request_exception = False

    def fail():
        raise DatabaseFault

    monkeypatch.setattr(site_state, "stored_version", fail)
    assert "ETag" not in client.get("/en/").headers


# -- the answers themselves ------------------------------------------------------------------------------------------
def test_a_304_has_every_header_of_the_page_but_those_of_its_body(client):
    page = client.get("/en/", secure=True)
    same = client.get("/en/", secure=True, headers={"if-none-match": f'"other", {page.headers["ETag"]}'})
    assert (same.status_code, same.content) == (304, b"")
    assert page.headers.keys() - same.headers.keys() == {"Content-Type", "Content-Length"}
    assert all(same.headers[name] == page.headers[name] for name in same.headers if name != "X-Accel-Expires")
    assert same.headers["ETag"].startswith('W/"')


def test_head_has_the_headers_of_get_and_no_body(client):
    asked = client.head("/en/")
    page, head = client.get("/en/"), client.head("/en/")
    assert (page.headers["Content-Length"], head.content, asked.content) == (str(len(page.content)), b"", b"")
    for each in (asked, head):
        assert {**each.headers, "X-Accel-Expires": ""} == {**page.headers, "X-Accel-Expires": ""}


def test_a_packed_copy_holds_the_same_page(client):
    plain = client.get("/en/")
    packed = client.get("/en/", headers={"accept-encoding": "br, gzip"})
    assert (packed.headers["Content-Encoding"], packed.headers["Vary"]) == ("gzip", "Accept-Encoding")
    assert packed.headers["Content-Length"] == str(len(packed.content))
    assert gzip.decompress(packed.content) == plain.content


def test_exports_are_made_anew_but_known_again(client, made_pages):
    first = client.get("/en/funding/figures.csv")
    again = client.get("/en/funding/figures.csv", headers={"if-none-match": first.headers["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)


# -- memory --------------------------------------------------------------------------------------------------------
def test_a_flood_of_questions_and_wrong_addresses_pushes_no_page_out(settings, process, made_pages, monkeypatch):
    settings.PAGE_CACHE_BYTES = 160_000
    kept = stored_responses.ResponseStore(settings.PAGE_CACHE_BYTES)
    monkeypatch.setattr(middleware, "ResponseStore", lambda room: kept)
    client = process()
    client.get("/en/")
    for number in range(12):
        client.get(f"/en/?nonsense={number}")
        client.get(f"/en/nonsense-{number}/")
    assert sum(bucket.used for bucket in kept.buckets.values()) <= 160_000
    assert 2 < sum(len(bucket.responses) for bucket in kept.buckets.values()) < 8
    made_pages.clear()
    client.get("/en/")
    assert made_pages == []


def test_an_endless_question_is_not_kept(client, made_pages):
    client.get("/en/?" + "x" * 3000)
    assert made_pages == []


def test_the_longest_unasked_goes_first():
    bucket = stored_responses.LruBucket(3 * (stored_responses.ENTRY_OVERHEAD + 125))
    for name in ("a", "b", "c"):
        bucket.put(name, stored_responses.StoredResponse(HttpResponse(b"x" * 100)))
    bucket.get("a")
    bucket.put("d", stored_responses.StoredResponse(HttpResponse(b"x" * 100)))
    bucket.put("d", stored_responses.StoredResponse(HttpResponse(b"x" * 100)))
    assert (list(bucket.responses), bucket.used) == (["c", "a", "d"], 3 * (stored_responses.ENTRY_OVERHEAD + 125))


def test_a_copy_of_an_earlier_state_comes_too_late():
    kept = stored_responses.ResponseStore(100_000)
    kept.get("later", ("/", ""))
    kept.put("earlier", ("/", ""), stored_responses.StoredResponse(HttpResponse(b"old")))
    assert kept.get("later", ("/", "")) is None


def test_an_address_where_nothing_is_is_looked_up_again_after_a_minute(client, made_pages, monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(stored_responses.time, "monotonic", lambda: now[0])
    for later in (0, 59, 2):
        now[0] += later
        client.get("/en/nothing/")
    assert len(made_pages) == 2
