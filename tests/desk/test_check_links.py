"""`check_links` asks a site on this machine, never one inside the network unless it is named."""

import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from desk.quality import link_check
from desk.quality.findings import Fault
from desk.quality.http_check import probe
from desk.quality.link_check import OutsideLink, check
from publishing.models import State
from tests.factories.content import article, publish

TOLD = {"/ok": 200, "/gone": 410, "/lost": 404, "/shy": 403, "/broken": 500, "/loop": 302, "/out": 302, "/get": 405}
LEADS = {"/loop": "/loop", "/out": "http://169.254.169.254/latest/meta-data/"}


class Site(BaseHTTPRequestHandler):
    asked: list[str] = []

    def do_HEAD(self):
        self.asked.append(f"{self.command} {self.path}")
        status = 200 if (self.command, self.path) == ("GET", "/get") else TOLD[self.path]
        self.send_response(status)
        if self.path in LEADS:
            self.send_header("Location", LEADS[self.path])
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD

    def log_message(self, *args):
        """Nothing: the output of the tests stays readable."""


@pytest.fixture
def site():
    Site.asked = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def allowed(site, settings):
    settings.LINK_CHECK_PRIVATE = [site.removeprefix("http://")]
    return settings.LINK_CHECK_PRIVATE


@pytest.mark.parametrize(
    ("path", "answer"),
    [("/ok", "200"), ("/gone", "410"), ("/lost", "404"), ("/shy", "403"), ("/broken", "500"), ("/loop", "silent"),
     ("/out", "refused"), ("/get", "200")],
)  # fmt: skip
def test_what_a_page_answers(site, allowed, path, answer):
    assert probe(site + path, allowed) == answer


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://10.0.0.1/", "http://169.254.169.254/",
     "http://[::ffff:127.0.0.1]/", "http://0.0.0.0/", "http://2130706433/", "ftp://example.org/", "http:///x",
     "http://192.168.1.1:8080/", "https://224.0.0.1/", "http://1.1.1.1:22/"],
)  # fmt: skip
def test_nothing_inside_the_network_is_asked(address):
    assert probe(address) == "refused"


def test_a_site_on_this_machine_that_nobody_named_is_not_asked(site):
    assert probe(f"{site}/ok") == "refused"
    assert Site.asked == []


@pytest.mark.parametrize("address", ["http://[bad/", "http://a b/", "http://exa\nmple.org/", "http://x:99999/"])
def test_what_is_no_address_is_no_crash(address):
    assert probe(address) in ("silent", "refused", "no-host")


def links(*addresses):
    body = "".join(f'<p><a href="{address}">Page {number}</a></p>' for number, address in enumerate(addresses))
    subject = article("a", live_from=None)
    publish(subject, ["en"], "A title", "a", live_from="2022-01-01 09:00", body=body)
    return subject


def run(*more) -> str:
    out = StringIO()
    call_command("check_links", *more, stdout=out)
    return out.getvalue()


@pytest.mark.at_any_hour
@pytest.mark.django_db
def test_only_new_faults_are_marked(site, allowed, monkeypatch):
    monkeypatch.setattr(link_check, "PAUSE_PER_HOST", 0)
    monkeypatch.setattr(link_check.check, "__defaults__", (None, probe, 0))
    links(f"{site}/ok", f"{site}/lost", f"{site}/shy", f"{site}/broken", "/en/")
    told = run()
    assert told.splitlines() == [
        f"new: en A title: The link to {site}/lost does not work any more.",
        "4 links asked, 1 new faults.",
    ]
    assert run() == "0 links asked, 0 new faults.\n"
    asked = list(Site.asked)
    assert len(asked) == 7  # two questions where the first was answered with an error
    OutsideLink.objects.update(asked_at=timezone.now() - timedelta(days=1))
    assert run().splitlines()[0] == f"new: en A title: The link to {site}/broken does not work any more."
    assert {fault.sentence.split()[3] for fault in Fault.objects.all()} == {f"{site}/lost", f"{site}/broken"}


@pytest.mark.at_any_hour
@pytest.mark.django_db
def test_a_link_that_answers_again_or_is_taken_out_is_forgotten():
    subject = links("https://one.example/", "https://two.example/")
    now = timezone.now()
    asked, fresh = check(9, 60, now, lambda address, private: "404", 0)
    assert (asked, len(fresh)) == (2, 2)
    fine = {"https://one.example/": "200", "https://two.example/": "404"}
    asked, fresh = check(9, 60, now + timedelta(days=1), lambda address, private: fine[address], 0)
    assert (asked, fresh, Fault.objects.count()) == (2, [], 1)
    publish(subject, ["en"], "A title", "a", live_from="2023-01-01 09:00", body="<p>No link.</p>")
    assert check(9, 60, now + timedelta(days=2), lambda address, private: "404", 0) == (0, [])
    assert not Fault.objects.exists()
    assert not OutsideLink.objects.exists()


@pytest.mark.at_any_hour
@pytest.mark.django_db
def test_a_run_is_bounded_and_the_next_goes_on_where_it_stopped():
    links(*(f"https://s{number}.example/" for number in range(5)))
    seen = []
    now = timezone.now()
    for _run in range(3):
        check(2, 60, now, lambda address, private: seen.append(address) or "200", 0)
    assert sorted(seen) == [f"https://s{number}.example/" for number in range(5)]
    assert check(9, 0, now + timedelta(days=1), lambda address, private: "200", 0)[0] == 0


@pytest.mark.django_db
def test_drafts_are_not_asked_about():
    subject = links("https://one.example/")
    draft = subject.new_draft("en")
    draft.body = '<p><a href="https://secret.example/">Secret</a></p>'
    draft.save()
    assert draft.state == State.DRAFT
    seen = []
    check(9, 60, None, lambda address, private: seen.append(address) or "200", 0)
    assert seen == ["https://one.example/"]


def form(client, subject):
    """The checks of the form as (language, address of the field, sentence), and how often it asked the database."""
    url = f"/admin/news/article/{subject.pk}/change/"
    client.get(url)
    with CaptureQueriesContext(connection) as statements:
        response = client.get(url)
    return [(each.language, each.anchor, each.sentence) for each in response.context["checks"]], len(statements)


@pytest.mark.django_db
def test_the_form_leads_to_the_field_of_a_broken_link_until_it_is_put_right(admin_client):
    subject = links("https://one.example/", "https://two.example/")
    publish(
        subject, ["nl"], "Titel", "a", live_from="2022-01-01 09:00", body='<p><a href="https://x.example/">X</a></p>'
    )
    none, questions = form(admin_client, subject)
    assert none == []
    answers = {"https://one.example/": "404"}
    check(9, 60, None, lambda address, private: answers.get(address, "200"), 0)
    sentence = "The link to https://one.example/ does not work any more."
    assert form(admin_client, subject) == ([("en", "#panel-en", sentence)], questions + 1)
    draft = subject.new_draft("en")
    drafted, _questions = form(admin_client, subject)
    assert ("en", "#id_text-en-body", sentence) in drafted
    draft.body = '<p><a href="https://two.example/">Page</a></p>'
    draft.save()
    assert sentence not in [said for _language, _anchor, said in form(admin_client, subject)[0]]


@pytest.mark.django_db
def test_broken_links_elsewhere_cost_the_form_no_question(admin_client):
    subject = links("https://two.example/")
    _none, questions = form(admin_client, subject)
    other = article("b", live_from=None)
    body = '<p><a href="https://one.example/">Page</a></p>'
    publish(other, ["en"], "Other", "b", live_from="2022-01-01 09:00", body=body)
    answers = {"https://one.example/": "404"}
    check(9, 60, None, lambda address, private: answers.get(address, "200"), 0)
    assert Fault.objects.count() == 1
    assert form(admin_client, subject) == ([], questions)
