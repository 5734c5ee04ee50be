"""What an import does with lines that are right."""

import io

import pytest
from django.utils import timezone
from PIL import Image as Picture

from images.models import Image
from news.models import Article, ArticleEdition, FigureMention, FundingFigure, Tag
from policy.models import Topic
from publishing.core.errors import PublishingError
from tests.factories.content import article, moment, topic, write
from tests.factories.exchange import article_line, figure_line, file_of, load, picture, run, text, topic_line

pytestmark = pytest.mark.django_db
NEW_ONE, SAME_ONE = "1 new, 0 changed, 0 unchanged, 0 failed.", "0 new, 0 changed, 1 unchanged, 0 failed."
LATER = {"live_from": "2022-04-01T00:00:00Z"}
CHANGED_ONE = "0 new, 1 changed, 0 unchanged, 0 failed."


def editions(key="a-1", language="en"):
    return [(each.title, each.state) for each in ArticleEdition.objects.filter(subject__key=key, language=language)]


# -- texts -----------------------------------------------------------------------------------------------------------
def test_a_text_with_a_start_is_online_and_one_without_is_a_draft(client, tmp_path):
    texts = {
        "en": text("Online"),
        "de": {"title": "Entwurf", "slug": "entwurf", "state": "review"},
        "nl": {"title": "x"},
    }
    assert load(tmp_path, article_line(editions=texts)) == NEW_ONE
    assert client.get("/en/news/online/").status_code == 200
    assert [editions(language=code)[0][1] for code in texts] == ["approved", "review", "draft"]
    assert load(tmp_path, article_line(editions=texts)) == SAME_ONE


def test_words_are_cleaned_as_on_save_before_they_are_compared(tmp_path):
    texts = {"en": text(" A title\u00a0", body="<p>Words</p>\n\n<script>alert(1)</script><p></p>")}
    load(tmp_path, article_line(editions=texts))
    edition = ArticleEdition.objects.get()
    assert (edition.title, edition.body) == ("A title", "<p>Words</p>")
    assert load(tmp_path, article_line(editions=texts)) == SAME_ONE


def test_history_comes_oldest_first_and_ends_where_the_line_says(client, tmp_path):
    ended = text(
        "Second", slug="b", live_from="2022-04-01T00:00:00Z", live_until="2022-05-01T00:00:00Z", notice="Over."
    )
    load(tmp_path, article_line(editions={"en": [text("First", slug="a"), ended]}))
    gone = client.get("/en/news/a/")
    assert gone.status_code == client.get("/en/news/b/").status_code == 410
    assert "Over." in gone.content.decode()


def test_a_correction_takes_over_the_announced_end_unless_the_line_says_otherwise(tmp_path):
    until = "2090-01-01T00:00:00Z"
    load(tmp_path, article_line(editions={"en": [text("One", live_until=until), text("Two", **LATER)]}))
    load(tmp_path, article_line("a-2", {"en": [text("1", live_until=until), text("2", live_until=None, **LATER)]}))
    assert ArticleEdition.objects.get(title="Two").live_until == moment("2090-01-01 01:00")
    assert ArticleEdition.objects.get(title="2").live_until is None


def test_what_the_site_did_with_a_text_since_is_left_alone(tmp_path):
    draft = {"title": "Draft", "slug": "draft"}
    line = article_line(editions={"en": text("Online"), "de": draft, "fr": draft | {"title": "Brouillon"}})
    load(tmp_path, line)
    subject = Article.objects.get()
    subject.withdraw(["en"], notice="Wrong.")
    subject.approve(["de"], override="x")
    subject.editions.get(language="fr").discard()
    assert load(tmp_path, line) == SAME_ONE
    assert [editions(language=code)[0][1] for code in ("en", "de", "fr")] == ["approved", "approved", "discarded"]
    assert subject.editions.get(language="en").notice == "Wrong."


def test_a_draft_with_these_very_words_is_approved(tmp_path):
    draft = text("Words") | {"live_from": None}
    load(tmp_path, article_line(editions={"en": draft}))
    assert load(tmp_path, article_line(editions={"en": text("Words")})) == CHANGED_ONE
    assert editions() == [("Words", "approved")]


def test_words_that_stand_are_never_overwritten(tmp_path):
    load(tmp_path, article_line(editions={"en": text("Online"), "de": {"title": "Entwurf"}}))
    _told, faults = run(file_of(tmp_path, article_line(editions={"en": text("Other", slug="online")})))
    assert "other words are approved" in faults[0]
    assert faults[0].startswith("content.jsonl:1: editions.en: ")
    _told, faults = run(file_of(tmp_path, article_line(editions={"de": {"title": "Anderes"}})))
    assert "a draft stands on the site" in faults[0]
    assert (editions(), editions(language="de")) == ([("Online", "approved")], [("Entwurf", "draft")])


def test_a_scheduled_text_is_not_online_before_its_time(client, tmp_path):
    load(tmp_path, article_line(editions={"en": text("Later", live_from="2090-01-01T00:00:00Z")}))
    assert client.get("/en/news/later/").status_code == 404
    assert Article.objects.get().editions.scheduled().count() == 1


# -- facts -----------------------------------------------------------------------------------------------------------
def test_facts_are_brought_to_what_the_line_says_and_others_keep_their_value(tmp_path):
    topic("peace"), topic("rights")
    load(tmp_path, article_line(topics=["peace", "rights"], countries=["SY"], kind="interview", valid_on="2022-01-01"))
    assert load(tmp_path, article_line(topics=["rights", "peace"], valid_on=None)) == CHANGED_ONE
    stored = Article.objects.get()
    assert [place.topic.key for place in stored.topic_places.all()] == ["rights", "peace"]
    assert (stored.kind, stored.valid_on, stored.facts_version) == ("interview", None, 1)
    assert [row.country.code for row in stored.country_rows.all()] == ["SY"]


def test_a_changed_parent_is_a_move(client, tmp_path):
    lines = [topic_line("sanctions", "peace"), topic_line("peace"), topic_line("rights")]
    load(tmp_path, *lines)
    load(tmp_path, topic_line("sanctions", "rights"))
    assert client.get("/en/policy/peace/sanctions/").headers["Location"] == "/en/policy/rights/sanctions/"


def test_a_topic_has_exactly_the_position_of_its_line_also_zero(tmp_path):
    load(tmp_path, topic_line("second", position=1), topic_line("first", position=0))
    assert list(Topic.objects.order_by("position").values_list("key", "position")) == [("first", 0), ("second", 1)]
    assert load(tmp_path, topic_line("first", position=7)) == CHANGED_ONE


def test_old_slugs_of_a_topic_lead_on_and_an_ended_one_says_so(client, tmp_path):
    over = text("Over", live_until="2022-04-01T00:00:00Z", notice="Over and done.")
    load(tmp_path, topic_line("t") | {"editions": {"en": [text("Old"), text("New", **LATER)]}},
         topic_line("over") | {"editions": {"en": over}})  # fmt: skip
    assert client.get("/en/policy/old/").headers["Location"] == "/en/policy/new/"
    assert client.get("/en/policy/over/").status_code == 410


def test_an_old_address_leads_to_where_its_subject_is_today(client, tmp_path):
    old = {"type": "address", "language": "en", "path": "/news/2015/Old page.html".replace(" ", "_"), "article": "a-1"}
    assert load(tmp_path, old, article_line()).startswith("2 new")
    assert client.get("/en/news/2015/Old_page.html/").headers["Location"] == "/en/news/title-a-1/"
    assert load(tmp_path, old) == SAME_ONE


def test_tags_keep_their_spellings(tmp_path):
    tag = {"type": "tag", "id": "syria", "labels": {"en": "Syria", "fr": "Syrie"}, "aliases": ["Siria", "SY"]}
    assert load(tmp_path, article_line(tags=["syria"]), tag).startswith("2 new")
    assert load(tmp_path, tag) == SAME_ONE
    assert load(tmp_path, tag | {"aliases": ["SY"]}) == CHANGED_ONE
    assert {name.text for name in Tag.objects.get().names.all()} == {"Syria", "Syrie", "SY"}


# -- pictures --------------------------------------------------------------------------------------------------------
def test_a_picture_is_stored_once(tmp_path, settings):
    line = {"type": "image", "id": "map", "file": "maps/map.png", "alt": {"en": "Map"}, "credit": "FPS"}
    (tmp_path / "maps").mkdir()
    (tmp_path / "maps" / "map.png").write_bytes(picture())
    assert load(tmp_path, line) == NEW_ONE
    stored = Image.objects.get()
    assert load(tmp_path, line) == SAME_ONE
    (tmp_path / "maps" / "map.png").write_bytes(picture("blue"))
    assert load(tmp_path, line) == CHANGED_ONE
    assert Image.objects.get().file.name != stored.file.name
    assert (stored.width, stored.height) == (4, 3)


def test_a_photograph_that_the_library_draws_anew_is_known_again(tmp_path):
    out = io.BytesIO()
    Picture.effect_noise((60, 40), 60).save(out, "JPEG", quality=70)
    (tmp_path / "photo.jpg").write_bytes(out.getvalue())
    line = {"type": "image", "id": "photo", "file": "photo.jpg"}
    assert load(tmp_path, line) == NEW_ONE
    before = Image.objects.values().get()
    assert load(tmp_path, line) == SAME_ONE
    assert Image.objects.values().get() == before


# -- figures ---------------------------------------------------------------------------------------------------------
def test_a_figure_is_one_however_many_texts_tell_of_it(tmp_path):
    organisation = {"type": "organisation", "id": "belgium", "names": {"en": "Belgium"}, "country": "BE"}
    body = "<p>Belgium gives €9 million, that is €9 million more.</p>"
    mention = {"language": "en", "quote": "€9 million"}
    told = figure_line(provider="belgium", mentions=[mention, mention])
    history = {"en": [text("First", body=body), text("Newer", body=body, **LATER)]}
    lines = [
        article_line("again", {"en": text("Again €9 million")}, figures=[{"id": "f-1", "mentions": [mention]}]),
        article_line("first", history, figures=[told]),
        organisation,
    ]
    assert load(tmp_path, *lines).startswith("3 new")
    assert FundingFigure.objects.get().provider.key == "belgium"
    found = FigureMention.objects.confirmed().values_list("edition__title", "field", "start")
    assert sorted(found) == [("Again €9 million", "title", 6), ("First", "body", 14), ("First", "body", 34),
                             ("Newer", "body", 14), ("Newer", "body", 34)]  # fmt: skip
    assert load(tmp_path, *lines).startswith("0 new, 0 changed, 3")


def test_a_place_from_before_inner_lists_had_a_blank_leads_to_the_words_next_to_it(tmp_path):
    body = "<p>€9 million</p><ul><li>Boats<ul><li>€9 million</li></ul></li></ul>"
    place = {"language": "en", "edition": 0, "field": "body", "quote": "€9 million", "start": 16}
    line = article_line(editions={"en": text("Boats", body=body)}, figures=[figure_line(mentions=[place])])
    load(tmp_path, line)
    mention = FigureMention.objects.get()
    assert (mention.start, mention.sentence()) == (17, "€9 million")
    FigureMention.objects.update(start=16)
    assert FigureMention.objects.get().sentence() == "€9 million"


def test_two_figures_of_the_same_sum_have_a_place_each(tmp_path):
    figures = [figure_line("f-1"), figure_line("f-2")]
    line = article_line(editions={"en": text("Sums", body="<p>€9 million and €9 million</p>")}, figures=figures)
    load(tmp_path, line)
    assert list(FigureMention.objects.order_by("start").values_list("figure__key", "start")) == [
        ("f-1", 0),
        ("f-2", 15),
    ]
    assert load(tmp_path, line) == SAME_ONE


def test_figures_may_lead_to_figures_of_later_lines(tmp_path):
    part = figure_line("part", amount="5", part_of="whole", mentions=[])
    load(tmp_path, article_line("a", figures=[part]), article_line("b", figures=[figure_line("whole", mentions=[])]))
    assert FundingFigure.objects.get(key="part").part_of.key == "whole"
    assert load(tmp_path, {"type": "figure"} | {k: v for k, v in part.items() if k != "mentions"}) == SAME_ONE


# -- guarantees ------------------------------------------------------------------------------------------------------
def test_a_crash_leaves_whole_subjects(tmp_path, monkeypatch):
    two = {code: text(f"Title {code}") for code in ("en", "de")}
    lines = [article_line("a-1", two), article_line("a-2", two | {"en": text("Two"), "de": text("Zwei")})]
    original, calls = Article.approve, []

    def approve(self, *args, **kwargs):
        calls.append(self.key)
        if len(calls) == 2:
            raise MemoryError
        return original(self, *args, **kwargs)

    monkeypatch.setattr(Article, "approve", approve)
    with pytest.raises(MemoryError):
        run(file_of(tmp_path, *lines))
    assert list(Article.objects.values_list("key", flat=True)) == ["a-1"]
    assert ArticleEdition.objects.count() == 2
    monkeypatch.setattr(Article, "approve", original)
    assert load(tmp_path, *lines) == "1 new, 0 changed, 1 unchanged, 0 failed."


def test_good_lines_are_kept(tmp_path):
    told, faults = run(file_of(tmp_path, article_line("good"), "{\n", article_line("bad", topics=["none"])))
    assert told == "1 new, 0 changed, 0 unchanged, 2 failed."
    assert [fault.split(": ")[0] for fault in faults] == ["content.jsonl:2", "content.jsonl:3"]
    assert Article.objects.get().key == "good"


@pytest.mark.parametrize("count", [1, 3])
def test_an_article_takes_few_queries_however_many_there_are(tmp_path, count, django_assert_max_num_queries):
    texts = {code: text(f"Title {code}") for code in ("en", "nl", "fr", "de")}
    lines = [
        article_line(f"a-{n}", {c: t | {"slug": f"{t['slug']}-{n}"} for c, t in texts.items()}) for n in range(count)
    ]
    with django_assert_max_num_queries(7 + 39 * count):
        load(tmp_path, *lines)


@pytest.mark.at_any_hour
def test_the_desk_keeps_its_own_rules(tmp_path):
    """An import gives its reason for leaving French out; a person still has to."""
    load(tmp_path, article_line(editions={"nl": text("Alleen")}))
    other = article("other", live_from=None)
    write(other, "nl", "Ook alleen")
    with pytest.raises(PublishingError):
        other.approve(["nl"])
    assert Article.objects.get(key="a-1").editions.live("nl", timezone.now()).exists()
