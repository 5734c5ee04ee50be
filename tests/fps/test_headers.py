"""What every answer carries, whatever it says: A+ by the scoring of Mozilla's Observatory asks for these."""

import urllib.error
import urllib.request

import pytest
from django.test import Client

from fps import views
from scripts.drills.hostile import PROTECTION
from tests.factories.content import article
from tests.fixtures.caches import process  # noqa: F401 (a fixture)

pytestmark = pytest.mark.django_db
ALWAYS = PROTECTION | {"Strict-Transport-Security"}


@pytest.fixture
def site(process):  # noqa: F811
    article("open", title="Open")
    article("over", title="Over").withdraw(["en"], None, "t", "Ended.", override="t")
    return process(raise_request_exception=False, enforce_csrf_checks=True)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        *(("/en/", 200), ("/en/news/open/", 200), ("/en/news/feed.atom", 200), ("/en/news/feed.json", 200)),
        *(("/api/", 200), ("/api/articles/", 200), ("/sitemap.xml", 200), ("/healthz", 200), ("/robots.txt", 200)),
        *(("/media/card/en.png", 200), ("/admin/login/", 200), ("/", 302), ("/en/news", 301), ("/admin/", 302)),
        *(("/en/news/over/", 410), ("/en/nothing/", 404), ("/static/nothing.css", 404), ("/api/nothing/", 404)),
        *(("/media/nothing", 404), ("/share/" + "0" * 43 + "/", 404)),
    ],
)
def test_every_answer_has_its_protection(site, path, status):
    answer = site.get(path, secure=True)
    assert (answer.status_code, ALWAYS - answer.headers.keys()) == (status, set())
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert site.get(path, secure=True).status_code == status  # and once more, from memory
    assert ALWAYS - site.get(path, secure=True).headers.keys() == set()


def test_so_have_refusals_and_faults(site, monkeypatch):
    page = site.get("/en/", secure=True)
    monkeypatch.setattr(views, "home_context", lambda request: 1 / 0)
    answers = {
        304: site.get("/en/", secure=True, headers={"if-none-match": page["ETag"]}),
        400: site.get("/en/", secure=True, headers={"host": "elsewhere.example"}),
        403: site.post("/admin/login/", {"username": "x"}, secure=True),
        405: site.options("/en/", secure=True),
        500: site.get("/en/?page=1", secure=True),
    }
    assert {answer.status_code for answer in answers.values()} == set(answers)
    for answer in answers.values():
        assert ALWAYS - answer.headers.keys() == set()


def test_so_has_the_way_to_https(settings):
    settings.SECURE_SSL_REDIRECT = True
    answer = Client().get("/en/")
    assert (answer.status_code, PROTECTION - answer.headers.keys()) == (301, set())


def asked(url, **headers):
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:  # nosec B310 # loopback
            return answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.read().decode()


@pytest.mark.parametrize("path", ["/en/news/?y=1", "/en/policy/?y=1", "/nl/over/sitemap/?y=1"])
def test_no_header_says_where_the_site_stands(demo, path):
    """Its links, and the pages kept for others, would follow it."""
    for name in ("SCRIPT_NAME", "PATH_INFO", "script-name"):
        asked(f"{demo.base}//evil.example{path}", **{name: "//evil.example"})
        asked(demo.base + path, **{name: "/evil.example"})
    page = asked(demo.base + path)
    assert "</html>" in page
    assert "evil.example" not in page


def test_links_do_not_follow_a_script_name(client):
    page = client.get("/en/news/", SCRIPT_NAME="/evil.example").content.decode()
    assert "</html>" in page
    assert "evil.example" not in page
