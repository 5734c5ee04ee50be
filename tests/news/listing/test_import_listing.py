"""What the import of a listing page writes, reports and leaves alone. On our own page, and on the real one."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from news.models import Article, ArticleAddress, ArticleEdition
from tests.factories.content import article, moment, topic, write
from tests.factories.source_pages import real_page, say_if_missing

PAGE = Path(__file__).parents[2] / "seeds" / "listing-page.txt"
REAL = real_page("peace-and-security.txt")
SLUGS = [
    "a-charter-for-quiet-harbours",
    "help-after-the-flood-in-ostrava",
    "457-000-euros-for-new-lifeboats",
    "pilots-wanted",
    "12-things-about-tides",
    "when-is-a-port-truly-neutral",
]


def pytest_generate_tests(metafunc):
    say_if_missing(metafunc.config, "peace-and-security.txt")


@pytest.fixture
def harbour(db):
    return topic("sea-and-coast")


def run(capsys, path=PAGE, *more, language="en", key="sea-and-coast"):
    call_command("import_listing", str(path), "--language", language, "--topic", key, *more)
    return capsys.readouterr().out


def saved(tmp_path, text):
    path = tmp_path / "page.txt"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def everything():
    return [list(model.objects.order_by("pk").values()) for model in (Article, ArticleEdition, ArticleAddress)]


def test_articles_are_drafts_unless_approved(harbour, capsys):
    out = run(capsys)
    assert "6 articles: 6 new." in out
    assert set(ArticleEdition.objects.values_list("state", flat=True)) == {"draft"}
    assert not ArticleAddress.objects.exists()
    made = Article.objects.get(key="2023-05-03-help-after-the-flood-in-ostrava")
    assert (made.kind, made.date, list(made.topics.all())) == ("news", date(2023, 5, 3), [harbour])
    words = made.editions.get().words
    assert words["title"] == "Help after the flood in Ostrava"
    assert words["slug"] == "help-after-the-flood-in-ostrava"
    assert words["teaser"] == "More than €169.8 million is set aside for the towns along the river."
    assert words["body"] == ""


def test_approved_articles_are_live_from_the_start_of_their_day_in_brussels(harbour, capsys):
    run(capsys, PAGE, "--approve")
    live = ArticleEdition.objects.live("en")
    assert list(live.newest_first().values_list("slug", flat=True)) == SLUGS
    assert live.get(slug=SLUGS[0]).live_from == moment("2023-06-09 00:00")
    assert live.get(slug=SLUGS[-1]).live_from == moment("2021-11-30 00:00")
    assert ArticleAddress.objects.at("en", f"news/{SLUGS[2]}").subject.key == f"2023-02-28-{SLUGS[2]}"


def test_dutch_alone_may_start(harbour, capsys, tmp_path):
    run(capsys, saved(tmp_path, "Kop\n\nTitel (3 mei 2023)\nZin."), "--approve", language="nl")
    assert ArticleEdition.objects.live("nl").get().title == "Titel"


@pytest.mark.parametrize("more", [(), ("--approve",)])
def test_a_second_run_changes_nothing_and_says_so(harbour, capsys, more):
    assert "Nothing changed." not in run(capsys, PAGE, *more)
    before = everything()
    out = run(capsys, PAGE, *more)
    assert "6 articles: 6 unchanged.\nNothing changed." in out
    assert everything() == before


def test_a_draft_run_after_an_approved_one_changes_nothing(harbour, capsys):
    run(capsys, PAGE, "--approve")
    before = everything()
    assert "Nothing changed." in run(capsys)
    assert everything() == before


def test_drafts_of_an_earlier_run_are_approved_unless_somebody_has_worked_on_them(harbour, capsys):
    run(capsys)
    ArticleEdition.objects.filter(slug=SLUGS[0]).update(body="<p>Half a thought</p>")
    out = run(capsys, PAGE, "--approve")
    assert "line 8: A charter for quiet harbours: differs in body (draft)" in out
    assert "6 articles: 5 approved drafts of an earlier run, 1 different from what stands there." in out
    assert ArticleEdition.objects.live("en").count() == 5


def test_other_words_are_reported_and_left_alone(harbour, capsys):
    run(capsys, PAGE, "--approve")
    corrected = Article.objects.get(key="2022-12-01-pilots-wanted")
    write(corrected, "en", "Pilots wanted", "pilots-wanted", teaser="Corrected.")
    corrected.approve(["en"])
    before = everything()
    out = run(capsys, PAGE, "--approve")
    assert "line 17: Pilots wanted: differs in teaser (approved)" in out
    assert "6 articles: 5 unchanged, 1 different from what stands there." in out
    assert everything() == before


def test_a_body_that_was_added_is_no_difference(harbour, capsys):
    run(capsys)
    ArticleEdition.objects.update(body="<p>The rest of it</p>")
    assert "Nothing changed." in run(capsys)


def test_other_facts_are_reported(harbour, capsys):
    run(capsys)
    topic("rivers")
    Article.objects.filter(key="2022-12-01-pilots-wanted").update(date=date(2022, 12, 2))
    out = run(capsys, key="rivers")
    assert "line 17: Pilots wanted: differs in date, topic (draft)" in out
    assert out.count("differs in topic") == 5


def test_what_lies_in_the_trash_stays_there(harbour, capsys):
    run(capsys)
    ArticleEdition.objects.get(slug=SLUGS[0]).discard()
    out = run(capsys, PAGE, "--approve")
    assert "A charter for quiet harbours: left as it is (in the trash)" in out
    assert ArticleEdition.objects.live("en").count() == 5


def test_a_dry_run_writes_nothing_and_names_what_would_be_new(harbour, capsys):
    before = everything()
    out = run(capsys, PAGE, "--approve", "--dry-run")
    assert "line 20: 12 things about tides: new" in out
    assert "6 articles: 6 new.\nDry run: nothing was written." in out
    assert everything() == before


@pytest.mark.parametrize("more", [(), ("--dry-run",)])
def test_a_taken_address_fails_alone(harbour, capsys, more):
    article("elsewhere", title="Another one")
    write(Article.objects.get(key="elsewhere"), "en", "Another one", "pilots-wanted")
    Article.objects.get(key="elsewhere").approve(["en"])
    with pytest.raises(CommandError, match="1 of 6 articles could not be imported"):
        run(capsys, PAGE, "--approve", *more)
    assert "line 17: Pilots wanted: The address “/en/news/pilots-wanted/” belongs to" in capsys.readouterr().out
    assert Article.objects.filter(key__endswith="pilots-wanted").exists() is False
    assert ArticleEdition.objects.live("en").count() == (1 if more else 6)


def test_what_could_not_be_read_is_told_by_line_and_first_60_characters(harbour, capsys, tmp_path):
    lost = "A title that lost its date and that is much longer than sixty characters are"
    out = run(capsys, saved(tmp_path, f"Head\n\nOne (9 May 2023)\nOf one.\n\n{lost}\nOf the lost one."))
    assert "  line 1: title: Head\n" in out
    assert f"  line 6: {lost[:60]}… [neither a dated title nor the one line after it]\n" in out
    assert "  line 7: Of the lost one. [" in out
    assert Article.objects.count() == 1


@pytest.mark.parametrize("key", ["nothing", "SEA-AND-COAST", ""])
def test_an_unknown_topic_is_an_error_and_writes_nothing(harbour, capsys, key):
    with pytest.raises(CommandError, match="no topic with the key"):
        run(capsys, key=key)
    assert not Article.objects.exists()


def test_an_unknown_language_is_an_error(harbour, capsys):
    with pytest.raises(CommandError, match="invalid choice"):
        run(capsys, language="it")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        (b" \r\n\t\r\n\xc2\xa0\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        ("Title (9 août 2023)\nTeaser.".encode("latin-1"), "is not UTF-8 text"),
        ("Title (9 May 2023)\nTeaser.".encode("utf-16"), "is not UTF-8 text"),
        (bytes(range(256)) * 10, "is not UTF-8 text"),
        (b"\0" * 100, "is not a text file"),
        (b"x" * 5_000_001, "is larger than 5 MB"),
        (b"A line without a date\n" * 10_000, "has no dated item in the language “en”"),
        (b"Titel (9 maart 2023)\nZin.", "has no dated item in the language “en”"),
    ],
    ids=["empty", "blanks", "mark", "latin-1", "utf-16", "binary", "zeros", "huge", "no item", "other language"],
)
def test_a_file_that_is_no_listing_is_a_plain_error(harbour, capsys, tmp_path, content, why):
    with pytest.raises(CommandError, match=why):
        run(capsys, saved(tmp_path, content))
    assert not Article.objects.exists()


def test_a_missing_file_and_a_folder_are_plain_errors(harbour, capsys, tmp_path):
    for path in (tmp_path / "nothing.txt", tmp_path):
        with pytest.raises(CommandError, match="cannot be read"):
            run(capsys, path)


# -- the real page ---------------------------------------------------------------------------------------------------
if REAL:

    def test_the_real_page_gives_24_articles_and_a_second_run_nothing(harbour, capsys):
        out = run(capsys, REAL, "--approve")
        assert "24 articles: 24 new." in out
        assert "Not read" not in out
        assert ArticleEdition.objects.live("en").count() == 24
        for edition in ArticleEdition.objects.live("en"):
            assert edition.live_from.astimezone(moment("2022-01-01 00:00").tzinfo).date() == edition.subject.date
            assert not re.search(r"^\s|\s$", edition.title + "|" + edition.teaser)
        out = run(capsys, REAL, "--approve")
        assert "24 articles: 24 unchanged.\nNothing changed." in out
