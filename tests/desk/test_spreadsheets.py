"""Tables in and out: what is refused by row and why, the rest in one go or nothing, and nothing that bites."""

import csv
import io
import json
from datetime import date

import openpyxl
import pytest

from desk.models import AuditEntry, IncomingFile
from desk.spreadsheets.resources import OrganisationResource
from desk.spreadsheets.views import import_once
from news.models import Article, Organisation, Tag
from tests.factories.content import article, topic, write

from ..factories.spreadsheets import bring, faults, look, send

pytestmark = pytest.mark.django_db


def two_hundred_rows():
    """Two hundred organisations, twenty of them bad in four ways; (text, the bad rows)."""
    lines, bad = ["key,name_en,country"], {}
    for number in range(2, 202):
        key, name, country = f"o-{number}", f"Organisation {number}", "BE"
        if number % 10 == 0:
            way = number // 10 % 4
            key = ["", "two words", key, key][way]
            country = ["BE", "BE", "XX", "BE"][way]
            name = ["n", "n", "n", "x" * 301][way]
            bad[number] = way
        lines.append(f"{key},{name},{country}")
    return "\n".join(lines), bad


def test_two_hundred_rows_with_twenty_bad_ones(admin_client):
    content, bad = two_hundred_rows()
    assert len(bad) == 20
    before = Organisation.objects.count()
    url, report = look(admin_client, "organisations", content)
    assert (report.total, report.new, report.refused) == (200, 180, 20)
    told = faults(report)
    assert set(told) == set(bad)
    for number, way in bad.items():
        word = ["key is missing", "key:", "country:", "longer than 300"][way]
        assert word in told[number], told[number]
    assert Organisation.objects.count() == before
    admin_client.post(url, {"mode": "all"})
    assert Organisation.objects.count() == before
    assert "Nothing was imported." in admin_client.get(url).content.decode()
    again, _report = look(admin_client, "organisations", content)
    admin_client.post(again, {"mode": "rest"})
    assert Organisation.objects.count() == before + 180
    assert "180 rows were imported." in admin_client.get(again).content.decode()
    assert AuditEntry.objects.filter(verb="add_organisation").count() == 180
    admin_client.post(again, {"mode": "rest"})
    assert AuditEntry.objects.filter(verb="add_organisation").count() == 180


def test_the_file_is_gone_after_the_deed_and_nobody_elses(admin_client, client, django_user_model):
    url, _report = look(admin_client, "organisations", "key,name_en\na,A\n")
    client.force_login(django_user_model.objects.create_superuser("other"))
    assert client.get(url).status_code == 404
    assert client.post(url, {"mode": "rest"}).status_code == 404
    assert Organisation.objects.filter(key="a").count() == 0


def test_progress_is_told_line_by_line(admin_client):
    content, _bad = two_hundred_rows()
    asked = {"headers": {"accept": "application/x-ndjson"}}
    lines = [json.loads(each) for each in b"".join(send(admin_client, "organisations", content, **asked)).splitlines()]
    assert [each["through"] for each in lines[:-1]] == list(range(25, 201, 25))
    url = lines[-1]["to"]
    answer = admin_client.post(url, {"mode": "rest"}, **asked)
    assert json.loads(b"".join(answer).splitlines()[-1]) == {"to": url}
    assert Organisation.objects.filter(key__startswith="o-").count() == 180


def test_a_broken_connection_leaves_everything_as_it_was(admin_client, admin_user):
    content, _bad = two_hundred_rows()
    url, _report = look(admin_client, "organisations", content)
    running = import_once(IncomingFile.objects.get(), OrganisationResource(admin_user), "rest")
    assert (next(running), next(running)) == (25, 50)
    assert Organisation.objects.filter(key__startswith="o-").exists()
    running.close()  # as the server does when nobody listens any more
    assert not Organisation.objects.filter(key__startswith="o-").exists()
    admin_client.post(url, {"mode": "rest"})
    assert Organisation.objects.filter(key__startswith="o-").count() == 180


def test_formulas_come_out_harmless_and_come_back_as_they_were(admin_client):
    evil = {"a": "=HYPERLINK(1)", "b": "+1", "c": "-2", "d": "@x", "e": "＝1", "f": "'=1", "g": "'90s"}
    for key, name in evil.items():
        Organisation.objects.create(key=key, names={"en": name})
    text = admin_client.get("/admin/files/organisations.csv").content
    cells = [cell for row in csv.reader(io.StringIO(text.decode("utf-8-sig"))) for cell in row]
    assert "'=HYPERLINK(1)" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))]
    book = openpyxl.load_workbook(io.BytesIO(admin_client.get("/admin/files/organisations.xlsx").content))
    typed = {cell.value: cell.data_type for row in book.active.iter_rows() for cell in row if cell.value}
    assert "f" not in typed.values()
    assert typed["'=HYPERLINK(1)"] == "s"
    report = bring(admin_client, "organisations", text)
    assert (report.same, report.changed, report.faults) == (report.total, 0, [])
    assert {key: Organisation.objects.get(key=key).names["en"] for key in evil} == evil


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("kind", ["tags", "organisations", "articles", "addresses"])
def test_what_goes_out_comes_in_and_changes_nothing(admin_client, kind, form):
    tag = Tag.make({"en": "Ukraine", "nl": "Oekraïne"}, aliases=["Ukrayina", "UA"])
    Organisation.objects.create(key="fao", names={"en": "FAO", "fr": "FAO"}, country="IT")
    item = article("one", ("en", "nl"), topics=[topic("peace", languages=("en", "nl"))], review_by=date(2030, 1, 1))
    item.set_countries(["UA"]), item.tags.set([tag])
    content = admin_client.get(f"/admin/files/{kind}.{form}").content
    _url, report = look(admin_client, kind, content, f"t.{form}")
    assert report.faults == []
    assert (report.new, report.changed, report.same) == (0, 0, report.total)


def test_tags_come_in_with_labels_and_spellings(admin_client):
    Tag.make({"en": "Aid"}, aliases=["help"])
    content = "key;label_en;label_nl;aliases\naid;Humanitarian aid;Hulp;relief|help\nnew;New one;;\nthird;Hulp;;"
    report = bring(admin_client, "tags", content)
    assert (report.new, report.changed, faults(report)) == (1, 1, {4: "“Hulp” already leads to the tag “Aid”."})
    tag = Tag.objects.get(slug="aid")
    assert tag.labels == {"en": "Humanitarian aid", "nl": "Hulp"}
    assert sorted(name.text for name in tag.names.filter(is_alias=True)) == ["Aid", "help", "relief"]
    entry = AuditEntry.objects.get(verb="change_tag")
    assert entry.before == {"label_en": "Aid", "label_nl": "", "aliases": "help"}
    assert entry.reason.startswith("file ")


def test_a_column_that_is_left_out_stays(admin_client):
    Organisation.objects.create(key="fao", names={"en": "FAO", "fr": "OAA"}, iati="XM-1")
    bring(admin_client, "organisations", "key,name_en\nfao,Food and Agriculture\n")
    made = Organisation.objects.get(key="fao")
    assert (made.names, made.iati) == ({"en": "Food and Agriculture", "fr": "OAA"}, "XM-1")


def test_facts_of_articles_and_what_readers_are_owed(admin_client):
    peace, _aid = topic("peace"), topic("aid")
    tag = Tag.make({"en": "Mines"}, aliases=["UXO"])
    article("live", topics=[peace], date=date(2022, 1, 1))
    draft = article("draft", live_from=None)
    write(draft, "en", "Draft")
    rows = [
        "key,date,topics,countries,tags,review_by,kind",
        "live,2022-01-01,peace|aid,td|TD,uxo,2030-05-01,news",
        "draft,2023-02-03,aid|peace,,,,background",
        "nowhere,2022-01-01,,,,,news",
    ]
    report = bring(admin_client, "articles", "\n".join(rows))
    assert (report.changed, faults(report)) == (2, {4: "There is nothing with the key “nowhere”."})
    live = Article.objects.get(key="live")
    assert [place.topic.key for place in live.topic_places.all()] == ["peace", "aid"]
    assert [row.country.code for row in live.country_rows.all()] == ["TD"]
    assert (list(live.tags.all()), live.review_by) == ([tag], date(2030, 5, 1))
    draft.refresh_from_db()
    assert (draft.date, draft.kind) == (date(2023, 2, 3), "background")
    assert [place.topic.key for place in draft.topic_places.all()] == ["aid", "peace"]
    assert set(AuditEntry.objects.get(verb="change_facts", object_id=live.pk).after) == {
        "topics", "countries", "tags", "review_by"}  # fmt: skip
    bad = bring(admin_client, "articles", "key,date,topics\nlive,2024-01-01,peace\nlive,2022-01-01,aid\n")
    assert len(bad.faults) == 2
    assert all("readers are told of another date or main topic" in why for _row, _name, why in bad.faults)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("one,2022-13-45,news,,", "is no day such as"), ("one,,news,,", "date:"), ("one,2022-01-01,poem,,", "kind:"),
        ("one,2022-01-01,news,nowhere,", "no topic with the key"), ("one,2022-01-01,news,,XX", "not a country code"),
        ("one,2022-01-01,news,,BE,much more", "more cells than columns"),
        (f"one,{'x' * 11000},,,", "longer than 10000"),
    ],
)  # fmt: skip
def test_each_bad_cell_is_named(admin_client, row, why):
    article("one", live_from=None)
    _url, report = look(admin_client, "articles", f"key,date,kind,topics,countries\n{row}\n")
    assert why in faults(report)[2]


def test_rights_hold_row_by_row(client, django_user_model):
    peace, aid = topic("peace"), topic("aid")
    user = django_user_model.objects.create_user("local", is_staff=True)
    user.roles.create(name="editor", topic=peace)
    article("mine", topics=[peace]), article("theirs", topics=[aid])
    draft = article("draft", live_from=None, topics=[peace])
    client.force_login(user)
    content = "key,review_by,topics\nmine,2030-01-01,peace\ntheirs,2030-01-01,aid\ndraft,2030-01-01,aid\n"
    report = bring(client, "articles", content)
    assert report.changed == 1
    assert faults(report)[3] == "You do not have the right to do this."
    assert "do not reach" in faults(report)[4]
    draft.refresh_from_db()
    assert draft.review_by is None


def test_a_limited_article_is_not_there(client, django_user_model):
    from desk.permissions.access_limit_views import set_limit

    secret = article("secret", live_from=None)
    set_limit(secret, [django_user_model.objects.create_user("other")], by=None)
    user = django_user_model.objects.create_user("editor", is_staff=True)
    user.roles.create(name="editor")
    client.force_login(user)
    assert b"secret" not in client.get("/admin/files/articles.csv").content
    _url, report = look(client, "articles", "key,kind\nsecret,news\n")
    assert faults(report) == {2: "There is nothing with the key “secret”."}
