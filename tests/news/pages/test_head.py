"""What stands in the head of a public page for those who do not read it with their eyes."""

import json
import re
from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from publishing.text.rich_text import data_block
from tests.factories.content import article, publish, tag, topic
from tests.factories.pictures import image

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"


def default_of(client, path):
    return re.findall(r'hreflang="x-default" href="([^"]*)"', client.get(path).content.decode())


def test_readers_of_no_language_of_ours_get_the_english_page(client):
    article("one", ("nl", "fr", "en"))
    for path in ("/nl/nieuws/one/", "/fr/actualites/one/", "/en/news/one/"):
        assert default_of(client, path) == [f"{SITE}/en/news/one/"]


def test_without_an_english_page_they_get_the_first_of_the_order(client, settings):
    settings.LANGUAGE_ORDER = ["fr", "nl", "en", "de"]
    topic("one", languages=("nl", "fr", "de"))
    for path in ("/nl/beleid/one/", "/de/politik/one/"):
        assert default_of(client, path) == [f"{SITE}/fr/politique/one/"]


@pytest.mark.parametrize("path", ["/de/", "/fr/politique/", "/nl/nieuws/?q=x", "/nl/over/sitemap/", "/fr/financement/"])
def test_every_page_with_sisters_names_a_default(client, path):
    page = client.get(path).content.decode()
    english = re.search(r'hreflang="en" href="([^"]*)"', page)[1]
    assert default_of(client, path) == [english]


def test_the_sitemap_names_the_default_too(client):
    article("one", ("nl", "en"))
    page = client.get("/sitemap.xml").content.decode()
    assert page.count(f'hreflang="x-default" href="{SITE}/en/news/one/"') == 2


def properties(client, path):
    page = client.get(path).content.decode()
    return dict(re.findall(r'<meta property="(og:[^"]*)" content="([^"]*)">', page))


def linked(client, path):
    """The linked data of a page, by type."""
    page = client.get(path).content.decode()
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return {each["@type"]: each for each in map(json.loads, blocks)}


def test_an_article_tells_others_how_to_show_it(client):
    picture = image(alt={"fr": "Une carte"}, credit="x", licence="CC0-1.0")
    subject = article("one", ("fr",), live_from=None, image=picture)
    publish(subject, ["fr"], "L’“aide” & <plus>", "one", live_from="2022-01-01 09:00", teaser="Dix mots")
    assert properties(client, "/fr/actualites/one/") == {
        "og:site_name": "Affaires étrangères, Commerce extérieur et Coopération au Développement",
        "og:title": "L’“aide” &amp; &lt;plus&gt; (fr)",
        "og:description": "Dix mots",
        "og:type": "article",
        "og:url": f"{SITE}/fr/actualites/one/",
        "og:locale": "fr_BE",
        "og:image": f"{SITE}/media/{picture.token}/og.jpg",
        "og:image:alt": "Une carte",
        "og:image:width": "1200",
        "og:image:height": "630",
    }
    assert b"".join(client.get(f"/media/{picture.token}/og.jpg")).startswith(b"\xff\xd8")


def test_lists_share_the_address_of_their_page(client):
    article("one", kind="interview")
    told = properties(client, "/en/news/?kind=interview&page=1")
    assert (told["og:type"], told["og:url"]) == ("website", f"{SITE}/en/news/?kind=interview")
    assert told["og:title"].startswith("News: 1 item, Interview")
    assert told["og:image"] == f"{SITE}/media/card/en.png"


def test_pages_without_a_picture_are_shown_by_their_title(client):
    subject = article("one", ("fr",), title="Sanctions " + "Rechtsstaatlichkeitskonditionalität" * 4)
    address = properties(client, "/fr/actualites/one/")["og:image"].removeprefix(SITE)
    answer = client.get(address)
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("image/png", "public, max-age=3600")
    assert Image.open(BytesIO(answer.content)).size == (1200, 630)
    article("draft", live_from=None)
    nothings = ("en/article/one", "en/article/draft", "fr/topic/one", "fr/page/one", "xx")
    for nothing in (f"/media/card/{name}.png" for name in nothings):
        assert client.get(nothing).status_code == 404
    subject.withdraw(["fr"], None, "test", override="test")
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("path", "names"),
    [("/en/funding/", ["Foreign Affairs", "Funding"]), ("/en/funding/corrections/", ["Funding", "Corrections of sums"]),
     ("/en/funding/dossier/", ["Funding", "Dossier"]), ("/en/about/privacy/", ["Foreign Affairs", "Privacy"])],
)  # fmt: skip
def test_pages_say_where_they_stand(client, path, names):
    topic("privacy", topic("about", hidden=True))
    steps = linked(client, path)["BreadcrumbList"]["itemListElement"]
    assert [step["name"] for step in steps] == names


@pytest.mark.parametrize("path", ["/en/", "/en/policy/", "/en/funding/", "/en/search/?q=x", "/en/about/sitemap/"])
def test_every_page_has_words_to_share(client, path):
    told = properties(client, path)
    assert all(told[f"og:{name}"] for name in ("title", "description", "type", "url", "locale"))


def test_pages_that_do_not_exist_are_not_shared(client):
    article("gone").withdraw(["en"])
    article("one", ("nl",))
    for path in ("/en/no/", "/en/news/gone/", "/en/news/one/", "/en/news/?page=9"):
        assert properties(client, path) == {}


def test_machines_read_an_article_and_its_place(client):
    area = topic("peace")
    facts = {"date": date(2022, 3, 25), "image": image(decorative=True, credit="x", licence="CC0-1.0")}
    subject = article("one", live_from=None, topics=[topic("sanctions", area)], **facts)
    publish(subject, ["en"], "</script><b>&", "one", live_from="2022-04-01 09:00", teaser="In short")
    found = linked(client, "/en/news/one/")
    told = found["NewsArticle"]
    assert (told["headline"], told["description"], told["inLanguage"]) == ("</script><b>&", "In short", "en")
    assert (told["datePublished"][:10], told["dateModified"][:10]) == ("2022-03-25", "2022-04-01")
    assert told["image"] == [f"{SITE}/media/{subject.image.token}/og.jpg"]
    assert told["publisher"]["@type"] == "Organization"
    places = [(each["name"], each["item"]) for each in found["BreadcrumbList"]["itemListElement"]]
    assert places == [
        ("News", f"{SITE}/en/news/"),
        ("Peace", f"{SITE}/en/policy/peace/"),
        ("Sanctions", f"{SITE}/en/policy/peace/sanctions/"),
        ("</script><b>&", f"{SITE}/en/news/one/"),
    ]


def test_machines_read_topics_and_the_ministry(client):
    topic("sanctions", topic("peace"))
    found = linked(client, "/en/policy/peace/sanctions/")["BreadcrumbList"]["itemListElement"]
    assert [each["name"] for each in found] == ["Policy", "Peace", "Sanctions"]
    assert linked(client, "/en/")["Organization"]["url"] == f"{SITE}/en/"


def test_nothing_ends_a_block_of_data():
    block = data_block({"title": "</SCRIPT><!--<script>&\u2028"})
    text = block.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set("<>&") & set(text)
    assert json.loads(text) == {"title": "</SCRIPT><!--<script>&\u2028"}


@pytest.mark.parametrize(
    ("path", "item"),
    [("/en/policy/peace/", "/en/policy/"), ("/en/news/one/", "/en/news/"), ("/en/subjects/sahel/", "/en/news/"),
     ("/en/funding/dossier/", "/en/funding/"), ("/en/", None), ("/en/nowhere/", None)],
)  # fmt: skip
def test_the_menu_shows_where_one_is(client, path, item):
    article("one", topics=[topic("peace")]).tags.add(tag("sahel"))
    menus = re.findall(r'<nav class="menu".*?</nav>', client.get(path).content.decode(), re.DOTALL)
    assert len(menus) == 2
    for menu in menus:
        assert re.findall(r'href="([^"]*)" aria-current', menu) == ([item] if item else [])
