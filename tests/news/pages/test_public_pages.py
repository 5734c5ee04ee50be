"""The public pages: what they show, what they never show, and what odd requests get."""

import json

import pytest

from news.models import Tag
from policy.models import Contact, Topic
from tests.factories.content import article, in_hours, moment, topic, write
from tests.factories.figures import figure, tell

from ...factories.content import tag

pytestmark = pytest.mark.django_db
FOUR = ("en", "nl", "fr", "de")


@pytest.fixture
def tree():
    area = topic("peace-and-security", languages=FOUR, accent="cobalt")
    return {"area": area, "sanctions": topic("sanctions", area, languages=FOUR)}


def text(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status, (path, response.status_code)
    return response.content.decode()


EVERYWHERE = ["/en/", "/en/policy/", "/en/news/", "/en/search/?q=title", "/en/about/sitemap/"]


@pytest.mark.parametrize("path", EVERYWHERE)
def test_an_empty_site_has_pages(client, path):
    assert "<h1" in text(client, path)


@pytest.mark.parametrize(
    ("language", "policy", "news", "search", "site_map"),
    [
        ("en", "policy", "news", "search", "about/sitemap"),
        ("nl", "beleid", "nieuws", "zoeken", "over/sitemap"),
        ("fr", "politique", "actualites", "recherche", "a-propos/sitemap"),
        ("de", "politik", "aktuelles", "suche", "ueber/sitemap"),
    ],
)
def test_fixed_segments_are_those_of_the_contract(client, tree, language, policy, news, search, site_map):
    article("one", FOUR, topics=[tree["area"]])
    for path in (policy, f"{policy}/peace-and-security/sanctions", news, f"{news}/one", search, site_map):
        assert f'<html lang="{language}">' in text(client, f"/{language}/{path}/")


def test_root_follows_the_browser_without_a_cookie(client):
    response = client.get("/", headers={"accept-language": "fr-BE,fr;q=0.9", "cookie": "django_language=de"})
    assert (response.status_code, response.url, response["Vary"]) == (302, "/fr/", "Accept-Language")
    assert client.get("/", headers={"accept-language": "ja"}).url == "/en/"
    assert "Set-Cookie" not in response


def test_paths_without_a_language_do_not_exist(client):
    for path in ("/news/", "/nl/policy/", "/en/beleid/"):
        text(client, path, 404)


def test_area_topic_and_chapter(client, tree):
    topic("un-sanctions", tree["sanctions"])
    assert "Sanctions" in text(client, "/en/policy/peace-and-security/")
    page = text(client, "/en/policy/peace-and-security/sanctions/")
    assert "/en/policy/peace-and-security/sanctions/un-sanctions/" in page
    assert "Sanctions" in text(client, "/en/policy/peace-and-security/sanctions/un-sanctions/")


def test_a_parent_that_is_not_live_hides_what_stands_below(client, tree):
    tree["area"].withdraw(["en"])
    text(client, "/en/policy/peace-and-security/", 410)
    text(client, "/en/policy/peace-and-security/sanctions/", 404)
    text(client, "/nl/beleid/peace-and-security/sanctions/")


def test_an_article_is_never_hidden_by_its_topic(client, tree):
    article("one", topics=[tree["sanctions"], tree["area"]])
    tree["area"].withdraw(["en"])
    assert "Sanctions" not in text(client, "/en/news/one/")


def test_old_slug_and_old_parent_answer_301_in_one_hop(client, tree):
    other = topic("solidarity", languages=FOUR)
    write(tree["area"], "en", "Peace", "peace")
    tree["area"].approve(["en"])
    write(tree["sanctions"], "en", "Measures", "measures")
    tree["sanctions"].approve(["en"])
    tree["sanctions"].move(other)
    for old in ("peace-and-security/sanctions", "peace/sanctions", "peace/measures"):
        response = client.get(f"/en/policy/{old}/")
        assert (response.status_code, response.url) == (301, "/en/policy/solidarity/measures/")
    text(client, "/en/policy/solidarity/measures/")
    tree["sanctions"].move(tree["area"])
    assert client.get("/en/policy/solidarity/measures/").url == "/en/policy/peace/measures/"


def test_an_old_article_address_leads_to_the_new_one_with_its_query(client):
    subject = article("one")
    write(subject, "en", "New", "new")
    subject.approve(["en"])
    assert client.get("/en/news/one/?q=1").url == "/en/news/new/?q=1"


def test_a_scheduled_slug_is_nobodys_business_before_its_time(client):
    subject = article("one")
    write(subject, "en", "New", "new")
    subject.approve(["en"], None, in_hours(2))
    text(client, "/en/news/new/", 404)


def test_a_withdrawn_article_answers_410_with_its_notice(client):
    article("one").withdraw(["en"], notice="The registration closed.")
    assert "The registration closed." in text(client, "/en/news/one/", 410)


def test_a_missing_language_offers_those_that_exist(client, tree):
    article("one", ("en", "fr"))
    page = text(client, "/nl/nieuws/one/", 404)
    assert 'href="/fr/actualites/one/"' in page
    assert 'hreflang="de"' not in page
    text(client, "/nl/nieuws/other/", 404)
    lonely = topic("lonely", tree["area"])
    assert f'href="/en/policy/peace-and-security/{lonely.key}/"' in text(
        client, "/nl/beleid/peace-and-security/lonely/", 404
    )


def test_imported_old_addresses_lead_on(client):
    subject = article("one")
    subject.addresses.create(language="en", path="newsroom/2019/one.aspx", since=moment("2019-01-01 00:00"))
    assert client.get("/en/newsroom/2019/one.aspx/").url == "/en/news/one/"


@pytest.fixture
def hidden(tree):
    """One live article and, beside it, a draft, a scheduled, a cancelled and a withdrawn one that all say `secret`."""
    common = {"topics": [tree["area"]], "kind": "interview"}
    article("open", title="Open", **common)
    label = tag("quiet")
    for name in ("draft", "scheduled", "cancelled", "withdrawn"):
        subject = article(f"secret-{name}", live_from=None, **common)
        subject.tags.add(label)
        subject.set_countries(["ML"])
        write(subject, "en", f"Secret {name}", f"secret-{name}", teaser="secret", body="<p>secret</p>")
        if name == "withdrawn":
            subject.approve(["en"])
            subject.withdraw(["en"])
        elif name != "draft":
            subject.approve(["en"], None, in_hours(2))
        if name == "cancelled":
            subject.cancel(["en"])
    return label


SURFACES = [
    "/en/", "/en/policy/", "/en/policy/peace-and-security/", "/en/news/", "/en/news/?kind=interview", "/en/news/open/",
    "/en/news/?q=secret", "/en/search/?q=secret", "/en/news/feed.json", "/en/news/feed.atom", "/en/subjects/quiet/",
    "/sitemap.xml", "/en/news/?tag=quiet", "/en/news/?country=ml",
]  # fmt: skip


@pytest.mark.parametrize("path", SURFACES)
def test_what_is_not_live_shows_nowhere(client, hidden, path):
    page = (
        text(client, path)
        .lower()
        .replace("secret&quot;", "")
        .replace("q=secret", "")
        .replace("search: secret", "")
        .replace('"secret"', "")
    )
    assert "secret-" not in page
    assert "secret " not in page


def test_counts_come_from_live_texts_only(client, hidden):
    context = client.get("/en/news/").context
    counts = context["items"].counts
    assert context["items"].paginator.count == 1
    assert counts["kind"] == {"interview": 1}
    assert counts["country"] == {}
    assert counts["tag"] == {}
    assert counts["area"] == {"peace-and-security": 1}


def test_filters_combine(client, tree):
    label = tag("sahel")
    one = article("one", date="2021-05-01", kind="interview", topics=[tree["sanctions"]])
    one.tags.add(label)
    one.set_countries(["ML", "NE"])
    article("two", date="2022-05-01", topics=[tree["area"]])

    def found(query):
        return [item["url"].split("/")[-2] for item in json.loads(text(client, f"/en/news/feed.json?{query}"))["items"]]

    assert found("") == ["two", "one"]
    assert found("area=peace-and-security") == ["two", "one"]
    assert found("area=sanctions") == found("tag=sahel") == found("country=ml") == found("kind=interview") == ["one"]
    assert found("year=2021&year=2022") == ["two", "one"]
    assert found("from=2021-06-01") == ["two"]
    assert found("to=2021-05-01&area=peace-and-security") == ["one"]
    assert found("year=2022&tag=sahel") == found("has_figures=1") == []
    assert found("q=title+two") == ["two"]


@pytest.mark.parametrize(
    "query",
    ["year=2o21", "from=yesterday", "area=nowhere", "tag=none", "country=zz", "kind=rumour", "sort=up", "has_figures=7",
     "q=%00", "page=x", "from=0000-00-00", "year=99999999999999999999", "q=" + "x" * 300, "page=1&page=%00"],
)  # fmt: skip
def test_a_bad_filter_is_told_and_not_indexed(client, query):
    page = text(client, f"/en/news/?{query}")
    assert "filter-bad" in page
    assert 'content="noindex"' in page


@pytest.mark.parametrize("query", ["page=999999", "page=99999999", "page=0", "page=-1"])
def test_a_page_out_of_range_is_404_with_a_way_back(client, query):
    article("one")
    assert "To the last page" in text(client, f"/en/news/?{query}", 404)


@pytest.mark.parametrize(
    "path",
    ["/en/news/no-such/", "/en/%00/", "/en/news/%00/", "/en/news/a%ff/", "/%ff/", "/en/" + "x" * 1500 + "/",
     "/en/news/" + "x" * 900 + "/", "/xx/", "/en/policy/a/b/c/d/e/f/g/"],
)  # fmt: skip
def test_odd_paths_are_404(client, path):
    text(client, path, 404)


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options"])
def test_public_pages_take_get_and_head_only(client, method):
    article("one")
    for path in ("/", "/en/", "/en/news/", "/en/news/one/", "/en/news/feed.json", "/sitemap.xml", "/healthz"):
        assert getattr(client, method)(path).status_code == 405
        assert client.head(path).status_code in (200, 302)


def test_json_feed_has_pages_dates_and_labels(client, tree, monkeypatch):
    monkeypatch.setattr("news.listing.feeds.FEED_PAGE_SIZE", 1)
    label = tag("sahel", en="Sahel", fr="Sahel")
    first = article("one", date="2022-03-25", topics=[tree["sanctions"]])
    first.tags.add(label)
    article("two", date="2020-07-01")
    feed = json.loads(text(client, "/en/news/feed.json"))
    item = feed["items"][0]
    assert (item["date_published"], item["language"], item["tags"]) == ("2022-03-25T00:00:00+01:00", "en", ["Sahel"])
    assert item["_fps"] == {"topics": ["sanctions"], "figures": []}
    second = json.loads(text(client, feed["next_url"].removeprefix("http://127.0.0.1:8000")))
    assert [each["url"][-4:] for each in second["items"]] == ["two/"]
    assert "next_url" not in second


def test_feeds_parse(client):
    feedparser = pytest.importorskip("feedparser")
    article("one", date="2022-03-25")
    parsed = feedparser.parse(client.get("/en/news/feed.atom").content)
    assert not parsed.bozo
    assert parsed.entries[0].title == "Title one"


def test_sitemap_names_sisters(client, tree):
    article("one", ("en", "fr"))
    page = text(client, "/sitemap.xml")
    assert page.count("/actualites/one/") == 3  # its own place, and as a sister in both entries
    assert "/nl/nieuws/one/" not in page


def test_contact_is_inherited_downwards(client, tree):
    tree["area"].contact = Contact.objects.create(key="unit", unit={"en": "Sanctions unit"}, email="s@example.org")
    tree["area"].save()
    assert "Sanctions unit" in text(client, "/en/policy/peace-and-security/sanctions/")


def test_machines(client):
    assert text(client, "/healthz") == "ok\n"
    assert text(client, "/readyz") == "ready\n"
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in text(client, "/robots.txt")
    assert "Expires: " in text(client, "/.well-known/security.txt")


@pytest.mark.parametrize("path", [*EVERYWHERE, "/en/news/no-such/", "/en/policy/peace-and-security/", "/en/news/one/"])
def test_headers_of_public_pages(client, tree, path):
    article("one")
    response = client.get(path, headers={"x-forwarded-proto": "https"})
    policy = response["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "Set-Cookie" not in response
    assert "Cookie" not in response.get("Vary", "")
    assert response["Strict-Transport-Security"]
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"


def test_strangers_cannot_claim_https(client):
    response = client.get("/healthz", headers={"x-forwarded-proto": "https"}, REMOTE_ADDR="203.0.113.9")
    assert "Strict-Transport-Security" not in response


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"),
    [("/en/", 5), ("/en/policy/", 2), ("/en/policy/peace-and-security/", 12),
     ("/en/policy/peace-and-security/with-chapters/", 9), ("/en/policy/peace-and-security/with-chapters/c1/", 9),
     ("/en/policy/peace-and-security/topic-1/", 12),
     ("/en/news/", 7), ("/en/news/a1/", 9),
     ("/en/subjects/t1/", 10), ("/en/subjects/t1/ml/", 6), ("/en/subjects/topic-1/ml/", 7),
     ("/en/search/?q=title", 6), ("/en/news/feed.json", 6), ("/sitemap.xml", 9)],
)  # fmt: skip
def test_queries_do_not_grow_with_the_items(client, django_assert_num_queries, path, queries, count):
    area = topic("peace-and-security")
    section = topic("with-chapters", area)
    if path == "/en/news/a1/":
        article("related", topics=[area])
    for number in range(1, count + 1):
        topic(f"topic-{number}", area)
        topic(f"c{number}", section)
        made = article(f"a{number}", topics=[area, Topic.objects.get(key="topic-1")])
        made.tags.add(tag(f"t{number}"))
        if number > 1:
            made.tags.add(Tag.objects.get(slug="t1"))
        made.set_countries(["ML"])
    with django_assert_num_queries(queries):
        client.get(path)


def test_home_sets_one_confirmed_sum_large(client):
    tell(figure(457_000, qualifier="more_than", key="f-haiti"), on="2020-03-04", key="haiti", words="457 000")
    article("newer", date="2021-01-01")
    page = text(client, "/en/")
    assert '<p class="sum-amount">more than €457,000</p>' in page
    assert "Belgium gives <mark>457 000</mark> on that day." in page
    assert 'href="/en/news/haiti/#figure-f-haiti"' in page
    assert "In figures" not in text(client, "/nl/")
