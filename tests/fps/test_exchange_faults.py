"""Every fault is told with its file and line, in plain words, and the line leaves nothing behind."""

import json

import pytest

from fps.exchange import reader
from images.models import Image
from news.models import Article, FigureMention, FundingFigure
from policy.models import Topic
from tests.factories.exchange import article_line, faults_of, figure_line, file_of, load, picture, run, text, topic_line

pytestmark = pytest.mark.django_db
SUM = {"en": text("€9 million")}


def told(fault, number=1):
    return [f"content.jsonl:{number}: {fault}"]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{\n", "This is not JSON: "),
        ("[1]\n", "must be an object, not a list"),
        ('{"type": "tag", "type": "tag"}\n', "“type” is given twice"),
        ('{"type": "image", "focal_x": NaN}\n', "NaN is not a number"),
        pytest.param("[" * 100_000 + "\n", "This is not JSON that can be read", id="too deep"),
        ('{"id": "a"}\n', "type: is missing"),
        ({"type": "song", "id": "a"}, "type: “song” is not a type of line; known are contact, "),
        ({"type": "article", "date": "2022-01-01"}, "id: is missing"),
        (article_line(id="with blanks"), "id: “with blanks” is not a key"),
        (article_line(colour="red"), "colour: is not a field here; known are id, date, "),
        (article_line(date=20220101), "date: must be text, not a number"),
        (article_line(date="2022-02-30"), "date: “2022-02-30” is not a day of the calendar"),
        (article_line(date="1 May"), "date: “1 May” is not a date like 2022-03-25"),
        (article_line(kind="poem"), "kind: “poem” is not a kind of article: news, "),
        (article_line(countries=["XX"]), "countries[0]: “XX” is not a country code"),
        (article_line(topics="peace"), "topics: must be a list, not text"),
        (article_line(tags=["a", "a"]), "tags: names something twice"),
        (article_line(for_the_record="yes"), "for_the_record: must be true or false, not text"),
        (article_line(time="25:00"), "time: “25:00” is not a time of the day"),
        (article_line(place={"en": "a\0b"}), "place.en: holds a character that no text can hold"),
        (article_line(editions={"en": {"title": "\ud800"}}), "editions.en.title: holds a character"),
        (article_line(editions={"en": {"title": None}}), "editions.en.title: must be text, not null"),
        (article_line(editions={"xx": text("a")}), "editions.xx: “xx” is not a language of this site"),
        (
            article_line(editions={"en": text("a", live_from="2022-01-01")}),
            "editions.en.live_from: “2022-01-01” is not",
        ),
        (article_line(editions={"en": text("a", live_from="2022-01-01T09:00:00")}), "editions.en.live_from: “2022"),
        (article_line(editions={"en": text("a", slug="ä")}), "editions.en.slug: “ä” is not a key"),
        (article_line(editions={"en": text("a", live_until="2020-01-01T00:00:00Z")}), "editions.en: live_until lies"),
        (article_line(editions={"en": text("a", state="draft")}), "editions.en: only what is or was approved"),
        (article_line(editions={"en": {"title": "a", "state": "approved"}}), "editions.en: an approved text needs"),
        (article_line(editions={"en": [text("a"), text("b")]}), "editions.en: two approved texts start at the same"),
        (article_line(editions={"en": [{"title": "a"}, {"title": "b"}]}), "editions.en: a language has one draft"),
        (article_line(editions={"en": text("", slug="a")}), "English: The title is missing."),
        (article_line(topics=["none"]), "topics: the topic “none” is not known"),
        (article_line(image="none"), "image: the image “none” is not known"),
        (topic_line("a", "none"), "parent: the topic “none” is not known"),
        (topic_line("a", accent="pink"), "accent: “pink” is not an accent: "),
        (topic_line("a", position=-1), "position: must be 0 or more"),
        (topic_line("a", position=True), "position: must be a number, not true or false"),
        ({"type": "contact", "id": "c", "email": "nobody"}, "email: Enter a valid email address."),
        ({"type": "address", "language": "en", "path": "a"}, "an address leads to a topic or to an article"),
        ({"type": "address", "language": "en", "path": "../a", "topic": "t"}, "path: “../a” is not a path like"),
        ({"type": "address", "language": "en", "path": "a", "topic": "t"}, "topic: the topic “t” is not known"),
    ],
)
def test_a_fault_is_told(tmp_path, line, fault):
    found = faults_of(tmp_path, "\n", line)
    assert len(found) == 1
    assert found[0].startswith(f"content.jsonl:2: {fault}")
    assert Article.objects.count() == Topic.objects.count() == 0


def test_bytes_that_are_no_text_are_told(tmp_path):
    path = tmp_path / "content.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(article_line()).encode() + b"\n\xff\n\0\n")
    told, faults = run(path)
    assert told == "1 new, 0 changed, 0 unchanged, 2 failed."
    assert [fault[:36] for fault in faults] == [
        "content.jsonl:2: This is not UTF-8.",
        "content.jsonl:3: This is not JSON: E",
    ]


def test_a_line_tells_all_its_faults_at_once(tmp_path):
    assert len(faults_of(tmp_path, article_line(date="x", kind="y", editions={"en": text("a", body=1)}))) == 3


def test_a_file_that_is_not_there_is_told(tmp_path):
    assert run(tmp_path / "none.jsonl")[1] == ["none.jsonl: The file cannot be read: No such file or directory"]


def test_an_id_stands_once(tmp_path):
    first, second = file_of(tmp_path, article_line()), file_of(tmp_path, article_line(), name="second.jsonl")
    assert run(first, second)[1] == [f"second.jsonl:1: “a-1” stands already in {first}:1"]


def test_what_hangs_on_a_faulty_line_says_where_the_fault_is(tmp_path):
    faults = faults_of(tmp_path, topic_line("below", "above"), topic_line("above", accent="pink"))
    assert (
        faults[1]
        == f"content.jsonl:1: parent: the topic “above” is not known: see the fault in {tmp_path}/content.jsonl:2"
    )


def test_topics_that_stand_below_themselves_are_refused(tmp_path):
    lines = [
        topic_line("c", "b"),
        topic_line("a", "b"),
        topic_line("b", "a"),
        topic_line("self", "self"),
        topic_line("ok"),
    ]
    faults = faults_of(tmp_path, *lines)
    assert sorted(fault.split(": ")[0] for fault in faults) == [f"content.jsonl:{n}" for n in (1, 2, 3, 4)]
    assert Topic.objects.get().key == "ok"


def test_topics_go_five_deep(tmp_path):
    lines = [topic_line(f"t{n}", f"t{n - 1}" if n else None) for n in range(6)]
    assert faults_of(tmp_path, *lines) == told("Topics go five deep at most.", 6)


def test_an_address_belongs_to_one(tmp_path):
    lines = [article_line("a-1"), article_line("a-2", {"en": text("Title a-1")})]
    assert "belongs to" in faults_of(tmp_path, *lines)[0]
    assert Article.objects.get().key == "a-1"


# -- figures ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("figure", "fault"),
    [
        (figure_line(amount=9000000), 'figures[0].amount: must be a sum above zero written as text, like "457000"'),
        (figure_line(amount="9e6"), "figures[0].amount: must be a sum"),
        (figure_line(amount="0"), "figures[0].amount: must be a sum"),
        (figure_line(currency="EURO"), "figures[0].currency: “EURO” is not a currency code"),
        (figure_line(currency="QQQ"), "figures[0].currency: “QQQ” is not a currency code"),
        (figure_line(qualifier="range"), "figures[0]: a range, and only a range, has an amount_max"),
        (figure_line(amount_max="9000001"), "figures[0]: a range, and only a range, has an amount_max"),
        (figure_line(provider="none"), "figures[0].provider: the organisation “none” is not known"),
        (figure_line(part_of="none"), "figures[0].part_of: the figure “none” is not known: no line says what it is"),
        (figure_line(part_of="f-1"), "figures[0].part_of: a figure cannot lead back to itself: f-1 → f-1"),
        ({"id": "f-1", "mentions": []}, "figures[0]: the figure “f-1” is not known: no line says what it is"),
        ({"id": "f-1", "amount": "1", "mentions": []}, "figures[0].currency: is missing"),
        (
            figure_line(mentions=[{"language": "en", "quote": "€8 million"}]),
            "figures[0].mentions[0]: “€8 million” does not stand in the text (language en)",
        ),
        (
            figure_line(mentions=[{"language": "en", "quote": "€9 million"}] * 2),
            "figures[0].mentions[1]: “€9 million” does not stand 2 times in the text",
        ),
        (
            figure_line(mentions=[{"language": "en", "quote": "€9", "edition": 0, "field": "title", "start": 1}]),
            "figures[0].mentions[0]: “€9” does not stand at 1 in the title",
        ),
        (
            figure_line(mentions=[{"language": "nl", "quote": "€9", "edition": 0, "field": "title", "start": 0}]),
            "figures[0].mentions[0]: there is no text 0 (language nl) in this line",
        ),
        (figure_line(mentions=[{"language": "en"}]), "figures[0].mentions[0].quote: is missing"),
        (figure_line(mentions=[{"language": "en", "quote": "€9", "start": 0}]), "figures[0].mentions[0]: field, start"),
    ],
)
def test_a_fault_in_a_figure_takes_its_line_along(tmp_path, figure, fault):
    found = faults_of(tmp_path, article_line(editions=SUM, figures=[figure]))
    assert found[0].startswith(f"content.jsonl:1: {fault}")
    assert Article.objects.count() == FundingFigure.objects.count() == 0


def test_figures_that_lead_in_a_circle_are_refused(tmp_path):
    lines = [
        article_line("a", figures=[figure_line("f-1", part_of="f-2", mentions=[])]),
        article_line("b", figures=[figure_line("f-2", equivalent_of="f-1", mentions=[])]),
    ]
    faults = faults_of(tmp_path, *lines)
    assert [fault.split(":")[1] for fault in faults] == ["1", "2"]
    assert all("a figure cannot lead back to itself: f-" in fault for fault in faults)
    assert FundingFigure.objects.count() == 0


def test_a_figure_is_not_two_things(tmp_path):
    one, two = figure_line(mentions=[]), figure_line(mentions=[], amount="1")
    faults = faults_of(tmp_path, article_line("a", figures=[one]), article_line("b", figures=[two]))
    assert faults == told(f"figures[0]: the figure “f-1” is something else in {tmp_path}/content.jsonl:1", 2)


def test_a_confirmed_sum_never_changes(tmp_path):
    load(tmp_path, article_line(editions=SUM, figures=[figure_line()]))
    faults = faults_of(tmp_path, article_line(editions=SUM, figures=[figure_line(amount="8000000")]))
    assert "A confirmed sum never changes." in faults[0]
    assert FigureMention.objects.get().figure.amount == 9_000_000


# -- files -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("../secret.png", "lies outside the folder of this file"),
        ("/etc/hostname", "lies outside the folder of this file"),
        ("link.png", "lies outside the folder of this file"),
        ("none.png", "is not there"),
        ("maps", "is not there"),
        ("text.png", "This is not a picture that the library can read."),
    ],
)
def test_a_file_lies_in_the_folder_and_is_a_picture(tmp_path, settings, name, fault):
    folder = tmp_path / "in"
    (folder / "maps").mkdir(parents=True)
    (folder / "text.png").write_text("no picture")
    (tmp_path / "secret.png").write_bytes(picture())
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    faults = faults_of(folder, {"type": "image", "id": "map", "file": name})
    assert faults[0].startswith("content.jsonl:1: file: ")
    assert fault in faults[0]
    assert not Image.objects.exists()


def test_files_of_a_line_that_fails_do_not_stay(tmp_path, settings):
    (tmp_path / "map.png").write_bytes(picture())
    faults_of(tmp_path, {"type": "image", "id": "map", "file": "map.png", "file_dark": "none.png"})
    library = settings.STORAGES["default"]["OPTIONS"]["location"]
    assert [path for path in library.rglob("*") if path.is_file()] == []


def test_a_large_file_is_read_again_line_by_line(tmp_path, monkeypatch):
    monkeypatch.setattr(reader, "MAX_BYTES_IN_MEMORY", 0)
    assert load(tmp_path, article_line("a-1"), article_line("a-2")) == "2 new, 0 changed, 0 unchanged, 0 failed."
