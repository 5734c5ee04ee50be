"""The open data: what the files hold, that they are valid, and that they give the totals of the page."""

import csv
import io
import json
import re
from datetime import date
from decimal import Decimal
from html import unescape

import feedparser
import pytest
from django.http import StreamingHttpResponse
from django.utils import timezone
from lxml import etree

from news.funding import figure_list
from news.models.article import ArticleEdition
from tests.factories.content import article, moment, topic, write
from tests.factories.figures import demo_figures, figure, mention, organisation, tell

pytestmark = pytest.mark.django_db
BASE = "/en/funding/"


@pytest.fixture
def demo():
    for key, iati, crs, kind in (
        ("belgium", "XM-DAC-2-10", "", "10"),
        ("fao", "XM-DAC-41301", "41301", "40"),
        ("european-union", "XI-IATI-EC", "", "15"),
        ("handicap-international", "", "", "21"),
    ):
        organisation(key, iati=iati, crs=crs, org_type=kind)
    return demo_figures()


def body(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.getvalue().decode()


def table(client, path=BASE + "figures.csv"):
    return list(csv.DictReader(io.StringIO(body(client, path))))


def added(rows):
    """The total as a reader of the data would make it, with the guide in hand."""
    counted = [row for row in rows if row["counted"] == "yes"]
    return sum(Decimal(row["amount"]) for row in counted)


# -- CSV and JSON -----------------------------------------------------------------------------------------------------
def test_the_csv_has_every_public_figure_and_gives_the_totals(client, demo):
    rows = table(client)
    assert [row["id"] for row in rows][:2] == ["f-ukraine-2022", "f-syria-2021"]
    assert added(row for row in rows if row["provider"] == "belgium") == 29_399_000
    assert added(rows) == 2_729_399_000
    haiti = next(row for row in rows if row["id"] == "f-haiti-2020")
    assert (haiti["amount"], haiti["stage_code"], haiti["receiver_iati"]) == ("457000", "2", "XM-DAC-41301")
    assert haiti["sentence"] == "Belgium gives 457,000 EUR on that day."
    assert haiti["url"].endswith("/en/news/haiti/#figure-f-haiti-2020")


@pytest.mark.parametrize(
    ("html", "sentence"),
    [
        ("<h2>Ships need room</h2><p>Belgium gives the harbour {} in May. More follows.</p>",
         "Belgium gives the harbour 300,000 EUR in May."),
        ("<ul><li>Cranes and lamps</li><li>A quay: {}</li><li>Ropes</li></ul>", "A quay: 300,000 EUR"),
        ("<ul><li>The harbour<ul><li>A quay: {}</li></ul></li></ul>", "A quay: 300,000 EUR"),
        ("<table><caption>By harbour</caption><tbody><tr><th>Quay</th><td>{}</td></tr></tbody></table>", "300,000 EUR"),
        ("<p><strong>Harbour</strong><br>Belgium gives {}.</p>", "Belgium gives 300,000 EUR."),
    ],
)  # fmt: skip
def test_the_quoted_sentence_does_not_begin_in_the_block_above(client, html, sentence):
    one = figure(300_000)
    told = article("harbour", live_from=None)
    draft = write(told, "en", "The harbour", "harbour", body=html.format("300,000 EUR"))
    mention(one, draft, "300,000 EUR", start=0)
    told.approve(["en"], None, moment("2022-01-01 09:00"), None, override="test")
    (row,) = table(client)
    assert row["sentence"] == sentence
    assert json.loads(body(client, BASE + "figures.json"))["figures"][0]["sentence"] == sentence
    page = body(client, BASE)
    assert f">{sentence}<" in re.sub("</?mark>", "", unescape(page))


def test_json_and_csv_hold_the_same(client, demo):
    data = json.loads(body(client, BASE + "figures.json"))
    assert data["figures"] == table(client)
    totals = {(each["provider"], each["currency"]): each for each in data["totals"]}
    assert totals["belgium", "EUR"]["amount"] == "29399000"
    assert totals["belgium", "EUR"]["qualifier"] == "at_least"


def test_the_files_take_the_filters_of_the_page(client, demo):
    assert [row["id"] for row in table(client, BASE + "figures.csv?country=ht")] == ["f-haiti-2020"]
    assert len(table(client, BASE + "figures.csv?provider=belgium&from=2020&to=2020")) == 2
    data = json.loads(body(client, BASE + "figures.json?provider=belgium&country=ht"))
    assert [each["amount"] for each in data["totals"]] == ["457000"]


def test_no_figures_make_a_head_and_an_empty_list(client):
    assert body(client, BASE + "figures.csv").startswith("id,date,year,amount")
    assert json.loads(body(client, BASE + "figures.json"))["figures"] == []


@pytest.mark.parametrize("words", ["=HYPERLINK(500 EUR)", "＝500 EUR"])
def test_cells_like_formulas_are_harmless(client, words):
    tell(figure(500), words=words)
    assert table(client)[0]["quote"] == f"'{words}"


def test_the_demo_says_so_in_a_column_and_never_above_the_head(client, demo, settings):
    settings.FPS_DEMO = True
    text = body(client, BASE + "figures.csv")
    assert text.startswith("id,")
    assert {row["note"] for row in table(client)} == {"example data"}
    assert json.loads(body(client, BASE + "figures.json"))["note"] == "example data"


def test_what_was_left_out_of_the_question_stands_in_the_note(client, demo):
    assert "“nobody” is no value" in table(client, BASE + "figures.csv?provider=nobody")[0]["note"]


def test_names_follow_the_language_of_the_address(client, demo):
    row = next(row for row in table(client, "/nl/financiering/figures.csv") if row["id"] == "f-haiti-2020")
    assert (row["country_name"], row["language"]) == ("Haïti", "en")


def test_links_never_name_what_is_not_public(client):
    hidden = figure(900, key="hidden")
    tell(figure(500, part_of=hidden))
    assert table(client)[0]["part_of"] == ""
    assert table(client)[0]["counted"] == "yes"


def test_a_conversion_gives_rate_and_day(client):
    tell(figure(500, "USD"), on="2020-03-07")
    row = table(client, BASE + "figures.csv?convert=EUR")[0]
    assert (row["amount"], row["converted_amount"], row["rate_date"]) == ("500", "441", "2020-03-06")


@pytest.mark.parametrize("name", ["figures.csv", "figures.json", "iati.xml", "feed.atom", "dataset.jsonld"])
def test_the_files_are_read_only(client, name):
    assert client.post(BASE + name).status_code == 405
    assert client.head(BASE + name).status_code == 200


# -- IATI -------------------------------------------------------------------------------------------------------------
STANDARD = "resources/standard/2-03"


def standard(path):
    import importlib.util

    package = importlib.util.find_spec("iati").submodule_search_locations[0]
    return f"{package}/{STANDARD}/{path}"


def codes(name):
    return set(etree.parse(standard(f"codelists/{name}.xml")).xpath("//code/text()"))


def iati(client, path=BASE + "iati.xml"):
    response = client.get(path)
    assert response.status_code == 200
    return etree.fromstring(response.getvalue())


@pytest.fixture
def every_kind(demo):
    whole = figure(197_000_000, "USD", key="whole", provider=None, sector="72010", humanitarian=True)
    tell(
        whole,
        figure(22_000_000, "USD", key="part", part_of=whole, region="298"),
        figure(7, key="yearly", period="per_year"),
        figure(9, key="range", qualifier="range", amount_max=12, stage="disbursement", channel=organisation("fao")),
        figure(8, key="paid", stage="expenditure"),
        figure(5, key="future", value_date=date(2090, 1, 1)),
        languages=("en", "nl"),
        topics=[topic("one")],
    )
    old = figure(11, key="old")
    tell(old)
    tell(figure(12, key="new", supersedes=old), figure(13, "USD", key="twin", equivalent_of=whole))
    return demo


def test_iati_is_valid_by_the_schema(client, every_kind):
    schema = etree.XMLSchema(etree.parse(standard("schemas/iati-activities-schema.xsd")))
    document = iati(client)
    assert schema.validate(document), schema.error_log
    assert len(document) == 6 + 5 + 1  # the demo's, the kinds without the yearly one, the new sum


def test_iati_uses_known_codes_only(client, every_kind):
    document = iati(client)
    mapping = etree.parse(standard("codelist-mapping.xml"))
    checked = 0
    for each in mapping.iterfind("mapping"):
        path, condition = each.findtext("path"), each.findtext("condition")
        element, _slash, attribute = path.rpartition("/@")
        if not element.startswith("//iati-activit"):
            continue
        for node in document.xpath(f"{element}[{condition}]" if condition else element):
            if (value := node.get(attribute) if attribute != "xml:lang" else None) is not None:
                assert value in codes(each.find("codelist").get("ref")), (path, value)
                checked += 1
    assert checked > 100


@pytest.mark.at_any_hour
def test_iati_keeps_the_rules_of_the_standard(client, every_kind):
    document = iati(client)
    with open(standard("rulesets/standard_ruleset.json")) as file:
        rules = json.load(file)
    for context, by_kind in rules.items():
        for node in document.xpath(context):
            for kind, rule in by_kind.items():
                for case in rule["cases"]:
                    assert follows(kind, case, node), (context, kind, case, etree.tostring(node))


def follows(kind, case, node):
    found = [value for path in case.get("paths", []) for value in node.xpath(path)]
    values = [value if isinstance(value, str) else value.text or "" for value in found]
    match kind:
        case "atleast_one":
            return bool(values)
        case "no_more_than_one":
            return len(values) < 2
        case "regex_matches":
            return all(re.search(rf"^{case['regex']}$", value) for value in values)
        case "sum":
            return not values or sum(Decimal(value) for value in values) == case["sum"]
        case "date_order":
            less, more = (_day(node, case[end]) for end in ("less", "more"))
            return not (less and more) or less <= more
    raise AssertionError(kind)


def _day(node, path):
    if path == "NOW":
        return timezone.localdate().isoformat()
    return next(iter(node.xpath(path)), None)


def test_iati_gives_the_same_totals(client, demo):
    document = iati(client)
    own = document.xpath("//iati-activity[@hierarchy='1'][not(reporting-org/@secondary-reporter='1')]")
    assert sum(Decimal(each.findtext("transaction/value")) for each in own) == 29_399_000
    assert {each.findtext("iati-identifier") for each in document} >= {"XM-DAC-2-10-f-haiti-2020"}
    assert [each.findtext("iati-identifier") for each in document.xpath("//*[reporting-org/@secondary-reporter]")] == [
        "XM-DAC-2-10-f-apf"
    ]


def test_iati_parts_stand_below_their_whole(client, every_kind):
    part = iati(client).xpath("//iati-activity[iati-identifier='XM-DAC-2-10-part']")[0]
    assert part.get("hierarchy") == "2"
    assert part.xpath("string(related-activity/@ref)") == "XM-DAC-2-10-whole"


def test_iati_narratives_name_their_language_and_the_demo_says_so(client, every_kind, settings):
    settings.FPS_DEMO = True
    document = iati(client)
    assert all(each.get("{http://www.w3.org/XML/1998/namespace}lang") for each in document.iter("narrative"))
    assert all("Example data" in each.text for each in document.xpath("//description[@type='1']/narrative[1]"))


# -- feed, corrections, dossier, dataset -------------------------------------------------------------------------------
def test_the_feed_has_new_figures_first(client, demo):
    feed = feedparser.parse(body(client, BASE + "feed.atom"))
    assert not feed.bozo
    assert [entry.link.rpartition("#")[2] for entry in feed.entries][:2] == [
        "figure-f-ukraine-2022",
        "figure-f-syria-2021",
    ]
    assert feed.entries[0].title.startswith("more than €9,000,000: BELGIUM, Ukraine")
    filtered = feedparser.parse(body(client, BASE + "feed.atom?country=ht"))
    assert [entry.summary for entry in filtered.entries] == ["Belgium gives 457,000 EUR on that day."]


def test_corrections_tell_old_new_reason_and_day(client):
    old = figure(197)
    told = tell(old, key="told")
    draft = told.new_draft("en")
    draft.body = "<p>Belgium gives 200 EUR on that day.</p>"
    draft.save()
    draft.mentions.all().delete()
    mention(figure(200, supersedes=old), draft, "200 EUR")
    told.approve(["en"], None, None, notes={"en": "The ministry had counted a gift twice."})
    page = body(client, BASE + "corrections/")
    for words in ("<del>€197</del>", "€200", "The ministry had counted a gift twice.", "/en/news/told/#figure-"):
        assert words in page


def test_a_sum_that_was_never_public_is_no_correction(client):
    tell(figure(200, supersedes=figure(190)))
    page = body(client, BASE + "corrections/")
    assert "190" not in page
    assert "No sum was replaced so far." in page
    assert client.get(BASE + "corrections/?page=9").status_code == 404


def test_the_dossier_is_the_same_for_the_same_data(client, demo):
    for name in ("dossier/?country=ht", "dossier/dossier.csv?country=ht", "iati.xml", "figures.json"):
        assert body(client, BASE + name) == body(client, BASE + name)
    page = body(client, BASE + "dossier/?country=ht")
    assert "€457,000" in page
    assert "<mark>457,000 EUR</mark>" in page
    assert "12 March" not in page


def test_the_dossier_answers_like_the_page_and_both_sides_go_into_its_file(client, demo):
    rows = table(client, BASE + "dossier/dossier.csv?country=ht&b_provider=european-union")
    assert [(row["series"], row["id"]) for row in rows] == [("A", "f-haiti-2020"), ("B", "f-apf")]
    assert added(table(client, BASE + "dossier/dossier.csv")) == 29_399_000


def test_the_dataset_is_described(client, demo):
    described = json.loads(body(client, "/fr/financement/dataset.jsonld"))
    assert described["@type"] == "Dataset"
    assert described["distribution"][0]["contentUrl"].endswith("/fr/financement/figures.csv")


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", ["figures.csv", "figures.json", "iati.xml", "feed.atom", "dossier/"])
def test_files_ask_the_database_as_often_for_many_as_for_one(client, django_assert_max_num_queries, name, count):
    area = topic("peace")
    tell(*[figure(10 + each, receiver=f"o{each}") for each in range(count)], topics=[area])
    with django_assert_max_num_queries(11):
        body(client, BASE + name)
    assert ArticleEdition.objects.live().count() == 1


@pytest.mark.parametrize("name", ["figures.csv", "figures.json"])
def test_files_stream_and_never_hold_every_figure(client, monkeypatch, name):
    tell(*[figure(10 + each) for each in range(7)])
    monkeypatch.setattr(figure_list, "CHUNK_SIZE", 2)
    held = []
    read = figure_list.figure_rows
    monkeypatch.setattr(figure_list, "figure_rows", lambda found, at: held.append(len(found)) or read(found, at))
    response = client.get(BASE + name)
    assert isinstance(response, StreamingHttpResponse)
    parts = iter(response.streaming_content)
    next(parts)
    assert held == [], "the head goes out before any figure is read"
    assert b"".join(parts)
    assert held == [2, 2, 2, 1]
