"""Old addresses from a file: each leads on in one hop; chains, loops and conflicts are told before."""

import io

import pytest
from django.core.management import CommandError, call_command

from desk.models import AuditEntry
from tests.factories.content import article, topic, write
from tests.factories.spreadsheets import bring, faults, look

pytestmark = pytest.mark.django_db
HEAD = "address,leads_to\n"
REDIRECTS = "/admin/redirects/"


@pytest.fixture
def site():
    area = topic("peace", languages=("en", "nl"))
    topic("sanctions", area, languages=("en", "nl"))
    return article("one", ("en", "nl"), topics=[area])


def test_each_old_address_answers_in_one_hop(site, admin_client, client):
    rows = {
        "/en/old/page.html": "/en/news/one/",
        "https://old.example.org/nl/oud/pagina/": "article:one",
        "/nl/nieuws/vroeger/": "/en/news/one/",
        "/en/policy/former/": "topic:sanctions",
        "/nl/caf%C3%A9/": "https://example.org/nl/beleid/peace/",
    }
    content = HEAD + "".join(f"{old},{new}\n" for old, new in rows.items())
    report = bring(admin_client, "addresses", content)
    assert (report.new, report.faults) == (5, [])
    expected = {
        "/en/old/page.html": "/en/news/one/",
        "/nl/oud/pagina/": "/nl/nieuws/one/",
        "/nl/nieuws/vroeger/": "/nl/nieuws/one/",
        "/en/policy/former/": "/en/policy/peace/sanctions/",
        "/nl/café/": "/nl/beleid/peace/",
    }
    for old, new in expected.items():
        response = client.get(old)
        assert (response.status_code, response.url) == (301, new), old
        assert client.get(new).status_code == 200
    assert AuditEntry.objects.filter(verb="import_address").count() == 5
    assert bring(admin_client, "addresses", content).same == 5


def test_chains_become_one_step_and_loops_are_refused(site, admin_client, client):
    content = HEAD + "/en/a/,/en/b/\n/en/b/,/en/c/\n/en/c/,article:one\n/en/x/,/en/y/\n/en/y/,/en/x/\n/en/z/,/en/z/\n"
    url, report = look(admin_client, "addresses", content)
    assert [(row, address) for row, address, _what in report.notes] == [(2, "/en/a/"), (3, "/en/b/")]
    assert set(faults(report)) == {5, 6, 7}
    assert all("A loop" in why for why in faults(report).values())
    assert "It leads straight to “article:one”." in admin_client.get(url).content.decode()
    admin_client.post(url, {"mode": "rest"})
    for old in ("/en/a/", "/en/b/", "/en/c/"):
        assert client.get(old).url == "/en/news/one/"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("/en/news/two/,article:one", "belongs to “Title two”"),
        ("/en/policy/peace/,article:one", "belongs to “Peace”"),
        ("/en/news/,article:one", "Another page of the site"),
        ("/en/subjects/x/,article:one", "Another page of the site"),
        ("/en/policy/old/,article:one", "Another page of the site"),
        ("/en/news/old/,topic:peace", "Another page of the site"),
        ("/oud/,article:one", "does not begin with a language"),
        (",article:one", "does not begin with a language"),
        ("/en/,article:one", "is no address of a page"),
        ("/en/page/?id=5,article:one", "question mark"),
        ("/en/old/,article:nothing", "no page at"),
        ("/en/old/,", "does not begin with a language"),
        ("/en/old/,/en/nowhere/", "no page at"),
        ("/fr/vieux/,article:one", "has never been online in this language"),
        ("http://[/en/x,article:one", ""),
    ],
)  # fmt: skip
def test_what_cannot_be_is_named(site, admin_client, row, why):
    article("two")
    _url, report = look(admin_client, "addresses", HEAD + row + "\n")
    assert report.new == 0
    assert why in faults(report)[2]


def test_the_same_address_twice_is_named_with_its_row(site, admin_client):
    _url, report = look(admin_client, "addresses", HEAD + "/en/a/,article:one\n/en/a/,topic:peace\n")
    assert (report.new, faults(report)) == (1, {3: "Row 2 names the same address."})


def test_an_editor_of_one_topic_gives_no_address_to_another(site, client, django_user_model):
    user = django_user_model.objects.create_user("local", is_staff=True)
    user.roles.create(name="editor", topic=topic("aid"))
    client.force_login(user)
    _url, report = look(client, "addresses", HEAD + "/en/old/,article:one\n")
    assert faults(report) == {2: "You do not have the right to do this."}


def test_the_page_of_redirects_takes_addresses_only(site, admin_client):
    page = admin_client.get(REDIRECTS)
    assert [kind.name for kind, _columns in page.context["kinds"]] == ["addresses"]
    assert admin_client.post(REDIRECTS, {"kind": "tags"}).context["refusal"] == "Choose what the file holds."


@pytest.mark.parametrize(
    ("path", "goes_to"),
    [
        ("/en/old/page", "/en/news/new/"),
        ("/en/old/page.html?id=5", "/en/news/new/?id=5"),
        ("/en/news/one?id=5", "/en/news/new/?id=5"),
        ("/en/news/one/changes", "/en/news/new/changes/"),
        ("/en/news/new", "/en/news/new/"),
        ("/nl/beleid/peace", "/nl/beleid/peace/"),
        ("/nl/caf%C3%A9", "/nl/beleid/peace/"),
        ("/en/news?kind=news", "/en/news/?kind=news"),
        ("/en", "/en/"),
    ],
)
def test_an_address_without_its_slash_is_one_hop_too(site, admin_client, client, path, goes_to):
    old = "/en/old/page/,article:one\n/en/old/page.html,article:one\n/nl/café/,topic:peace\n"
    assert bring(admin_client, "addresses", HEAD + old).new == 3
    write(site, "en", "New", "new")
    site.approve(["en"])
    response = client.get(path)
    assert (response.status_code, response.url) == (301, goes_to)
    assert client.get(response.url).status_code == 200


@pytest.mark.parametrize("path", ["/en/old/page.html", "/en/old", "/en/news/nothing", "/en/news/nothing/changes"])
def test_an_address_without_a_slash_that_nobody_promised_is_missing_at_once(client, path):
    assert client.get(path).status_code == 404


def test_what_has_ended_says_so_without_its_slash_as_well(site, client):
    site.withdraw(["en"], override="test")
    assert client.get("/en/news/one").status_code == 410


def command(path, **options):
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("import_addresses", str(path), stdout=out, stderr=err, **options)
    except CommandError as error:
        err.write(str(error))
    return out.getvalue().splitlines()[-1] if out.getvalue() else "", err.getvalue()


def test_the_command_imports_all_or_the_rest_or_nothing(site, client, tmp_path):
    path = tmp_path / "old.csv"
    path.write_text(HEAD + "/en/a/,article:one\n/en/b/,article:nothing\n")
    told, faults = command(path)
    assert told == "1 new, 0 unchanged, 1 refused; 0 written."
    assert "old.csv:3: /en/b/: There is no page at" in faults
    assert command(path, rest=True, dry_run=True)[0] == told
    assert client.get("/en/a/").status_code == 404
    assert command(path, rest=True)[0] == "1 new, 0 unchanged, 1 refused; 1 written."
    assert client.get("/en/a/").url == "/en/news/one/"
    assert AuditEntry.objects.get(verb="import_address").user is None


def test_the_command_names_what_is_no_table(tmp_path):
    path = tmp_path / "old.csv"
    assert "No such file" in command(path)[1]
    path.write_text("from,to\n/en/a/,x\n")
    assert "A column is missing: address, leads_to." in command(path)[1]
