import random
import re

import pytest
from django.conf import settings

from fps.exchange.edition_serializers import EditionSerializer
from fps.exchange.figure_serializers import MentionSerializer
from fps.exchange.line_types import SERIALIZERS
from fps.models import BannerEdition
from news.models import Article, ArticleAddress, ArticleEdition
from policy.models import Topic, TopicAddress
from tests.factories.exchange import empty_the_site, export, make_site, run

pytestmark = pytest.mark.django_db


def answers(client):
    """What a visitor gets at every address ever promised, and from the lists, feeds and tag pages."""
    paths = {str(row) for model in (TopicAddress, ArticleAddress) for row in model.objects.all()}
    for language, news, subjects in (("en", "news", "subjects"), ("nl", "nieuws", "onderwerpen")):
        paths |= {
            f"/{language}/",
            f"/{language}/{news}/",
            f"/{language}/{news}/feed.atom",
            f"/{language}/{news}/feed.json",
        }
        paths |= {f"/{language}/{subjects}/syria/"}
    found = {}
    for path in sorted(paths | {"/sitemap.xml"}):
        response = client.get(path)
        page = response.content.decode()
        if path == "/sitemap.xml":  # in the order of making
            page = sorted(page.removesuffix("</urlset>\n").split("<url>"))
        found[path] = (response.status_code, response.headers.get("Location"), page)
    return found


@pytest.fixture
def exported(tmp_path):
    make_site()
    return tmp_path / "first", export(tmp_path / "first")


def test_an_export_into_an_empty_site_gives_the_same_bytes_and_the_same_answers(client, tmp_path, exported):
    (folder, first), before = exported, answers(client)
    for state in ("approved", "cancelled", "discarded", "draft", "review"):
        assert f'"state": "{state}"'.encode() in first["content.jsonl"]
    empty_the_site()
    assert run(folder / "content.jsonl")[1] == []
    assert export(tmp_path / "second") == first
    assert answers(client) == before
    assert {status for status, _to, _page in before.values()} >= {200, 301, 410}
    assert before["/nl/actueel/2022/oud_adres.html/"][:2] == (301, "/nl/nieuws/one/")
    assert (
        before["/en/policy/peace/sanctions/un-sanctions/"][1] == "/en/policy/rights/restrictive-measures/un-sanctions/"
    )
    assert before["/en/policy/peace/ended/"][0] == before["/fr/actualites/a-twin-of-one/"][0] == 410


def test_a_second_import_changes_nothing(tmp_path, exported):
    folder, first = exported
    number = len(first["content.jsonl"].splitlines())
    before = list(ArticleEdition.objects.order_by("pk").values())
    assert run(folder / "content.jsonl") == (f"0 new, 0 changed, {number} unchanged, 0 failed.", [])
    assert list(ArticleEdition.objects.order_by("pk").values()) == before
    (folder / "files" / "images" / "old.png").write_bytes(b"no longer in use")
    assert export(folder) == first


def test_the_description_of_the_format_names_every_field():
    """Of every type of line, and of a figure, a mention and an edition inside one."""
    pages = (settings.BASE_DIR / "docs" / "open-data.md").read_text()
    rows = {row.split("`")[1]: row for row in pages.splitlines() if row.startswith("| `")}
    inside = pages[pages.index("### Editions") : pages.index("### Example")]
    for kind, serializer in SERIALIZERS.items():
        page = inside if kind == "figure" else rows[kind]
        assert [name for name in serializer.fields if name != "id" and f"`{name}`" not in page] == []
    parts = (MentionSerializer(), EditionSerializer(ArticleEdition), EditionSerializer(BannerEdition))
    assert [name for part in parts for name in part.fields if not re.search(rf"[`\"]{name}[`\"]", inside)] == []


def test_lines_may_come_in_any_order(tmp_path, exported):
    folder, first = exported
    lines = (folder / "content.jsonl").read_text().splitlines(keepends=True)
    # Articles of one day keep the order of their lines, so those of this site are given different days.
    random.Random(7).shuffle(lines)
    (folder / "content.jsonl").write_text("".join(lines))
    empty_the_site()
    assert run(folder / "content.jsonl")[1] == []
    again = export(tmp_path / "again")["content.jsonl"]
    assert sorted(_without_order(again)) == sorted(_without_order(first["content.jsonl"]))


def _without_order(content):
    """A figure stands with the first article that tells of it, which twins of one day may change."""
    return [line.split(b'"figures"')[0] for line in content.splitlines()]


def test_a_dry_run_says_the_same_and_leaves_nothing(tmp_path, exported, settings):
    folder, _first = exported
    empty_the_site()
    library = settings.STORAGES["default"]["OPTIONS"]["location"]
    files = {path for path in library.rglob("*") if path.is_file()}
    told, faults = run(folder / "content.jsonl", dry_run=True)
    assert (told[:10], faults) == ("Would be: ", [])
    assert (Topic.objects.count(), Article.objects.count()) == (0, 0)
    assert {path for path in library.rglob("*") if path.is_file()} == files
