"""Whatever changes a page, every process knows: writes of any kind, and the time."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from fps.cache import site_state, version_triggers
from fps.models import Banner, Change
from news.models import Article, FigureMention, Tag
from tests.factories.content import article, moment, tag, topic, write
from tests.factories.content import publish as publish_at
from tests.factories.figures import figure, tell
from tests.factories.pictures import drawing, image, saved, upload

# Each change is a transaction of its own here, as it is in life: that is what the database notes.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("process")]


@pytest.fixture
def client(process):
    return process()


# -- what changes a page: an address, words that are not there yet, and the act that brings them -----------------------
def publish():
    return "/en/news/", "A new text", lambda: article(title="A new text")


def correct():
    subject = article("old")
    write(subject, "en", "Corrected", "old")
    return "/en/news/old/", "Corrected", lambda: subject.approve(["en"])


def withdraw():
    subject = article("old")
    return "/en/news/old/", "Gone for good", lambda: subject.withdraw(["en"], notice="Gone for good")


def rename_a_topic():
    area = topic("peace")
    write(area, "en", "Harmony", "peace")
    return "/en/policy/", "Harmony", lambda: area.approve(["en"])


def rename_a_tag():
    label = tag("peace", en="Peace")
    article("tagged").tags.add(label)
    return "/en/news/tagged/", "Harmony", lambda: label.set_names({"en": "Harmony"})


def start_a_banner():
    banner = Banner.objects.create(key="crisis")
    write(banner, "en", "Stay at home")
    return "/en/", "Stay at home", lambda: banner.approve(["en"])


def confirm_a_sum():
    told = tell(figure("4000000", key="f-4"))
    FigureMention.objects.update(confirmed_at=None)
    act = lambda: FigureMention.objects.update(confirmed_at=timezone.now())  # noqa: E731
    return told.editions.get().get_absolute_url(), 'id="figure-f-4"', act


def replace_a_picture():
    picture = image(decorative=True, credit="x", licence="CC0-1.0")
    article("old", image=picture)
    picture.file = upload(saved(drawing(1440, 900), "PNG"))
    return "/en/news/old/", 'width="1440"', picture.save


def change_in_bulk():
    article("old")
    return "/en/news/", "31 December 1999", lambda: Article.objects.update(date=date(1999, 12, 31))


def change_by_hand():
    article("old")

    def act():
        with connection.cursor() as cursor:
            cursor.execute("UPDATE news_article SET date = '1999-12-31'")

    return "/en/news/", "31 December 1999", act


CHANGES = [publish, correct, withdraw, rename_a_topic, rename_a_tag, start_a_banner, confirm_a_sum, replace_a_picture,
           change_in_bulk, change_by_hand]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen_by_every_process_and_never_answered_with_304(process, change):
    path, words, act = change()
    one, other = process(), process()
    etag = one.get(path).headers["ETag"]
    for client in (one, other):
        assert words not in client.get(path).content.decode()
    act()
    for client in (one, other):
        answer = client.get(path, headers={"if-none-match": etag})
        assert words in answer.content.decode()
        assert answer.headers.get("ETag") != etag


def test_saving_drafts_leaves_all_copies(client, made_pages):
    subject = article("old")
    client.get("/en/")
    for title in ("One", "Two"):
        write(subject, "en", title, "other")
    subject.editions.working().get().discard()
    client.get("/en/")
    assert made_pages == ["/en/"]


# -- time ----------------------------------------------------------------------------------------------------------
def test_a_copy_ends_at_the_next_start_and_at_the_next_end(client, clock, made_pages):
    clock("2030-05-06 08:00")
    subject = article("old", title="From nine to ten", live_from=None)
    publish_at(subject, ["en"], "From nine to ten", live_from="2030-05-06 09:00", live_until="2030-05-06 10:00")
    seen, tags = [], set()
    for time in ("08:01", "08:59:59.999", "09:00", "09:59:59.999", "10:00", "23:59:59"):
        clock(f"2030-05-06 {time}")
        answer = client.get("/en/news/")
        seen.append("From nine to ten" in answer.content.decode())
        tags.add(answer.headers["ETag"])
    assert seen == [False, False, True, True, False, False]
    assert (len(made_pages), len(tags)) == (3, 3)


def test_a_copy_ends_with_the_day(client, clock):
    clock("2030-05-06 08:00")
    article("news", title="The newest", image=image(decorative=True, credit="x", licence="CC0-1.0"))
    article(
        "lead",
        title="The lead",
        image=image(decorative=True, credit="x", licence="CC0-1.0"),
        lead_until=date(2030, 5, 6),
        date=date(2021, 1, 1),
    )
    clock("2030-05-06 23:59")
    assert client.get("/en/").context["lead"].subject.key == "lead"
    clock("2030-05-07 00:00")
    assert client.get("/en/").context["lead"].subject.key == "news"


# -- the version in the database -----------------------------------------------------------------------------------
def test_every_table_is_watched_or_named_as_quiet():
    ours = {
        model._meta.label_lower for model in apps.get_models() if model._meta.app_label in version_triggers.TRACKED_APPS
    }
    assert ours > version_triggers.UNTRACKED_MODELS
    with connection.cursor() as cursor:
        there = version_triggers.installed_triggers(connection.vendor, cursor)
    assert Counter(there.values()) == dict.fromkeys(version_triggers.tracked_tables(), 3)


def test_a_table_that_lost_its_triggers_gets_them_again_and_old_ones_go():
    on = " ON news_article" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        before = version_triggers.installed_triggers(connection.vendor, cursor)
        name = next(name for name, table in before.items() if table == "news_article")
        body = "EXECUTE FUNCTION fps_note_change()" if on else "BEGIN SELECT 1; END"
        cursor.execute(f"DROP TRIGGER {name}{on}")
        cursor.execute(f"CREATE TRIGGER fps_change_news_article_former AFTER DELETE ON news_article {body}")
        version_triggers.install_triggers(connection)
        assert version_triggers.installed_triggers(connection.vendor, cursor) == before


def test_run_due_forgets_changes_of_long_ago():
    Change.objects.create(act=1, at=moment("2020-01-01 09:00"))
    Change.objects.create(act=2, at=moment("2020-01-02 09:00"))
    call_command("run_due")
    assert list(Change.objects.values_list("act", flat=True)) == [2]


def test_clearing_away_never_brings_a_version_back():
    seen = set()
    for number in range(3):
        Tag.objects.create(name=f"t{number}", slug=f"t{number}")
        seen.add(version_triggers.stored_version())
        noted = Change.objects.latest("at").at  # by the database, whose clock is its own
        version_triggers.prune_changes(noted + timedelta(days=number, seconds=1))
        seen.add(version_triggers.stored_version())
    assert Change.objects.count() == 1
    assert len(seen) == 3 if connection.vendor == "sqlite" else len(seen) == 5


def test_a_clock_that_was_put_right_ends_what_was_made_ahead_of_time(client, clock, keeping):
    clock("2030-05-06 08:00")
    article("soon", title="Not yet", live_from="2030-05-06 12:00")
    assert client.get("/en/news/soon/").status_code == 404
    clock("2030-05-08 08:00")
    assert client.get("/en/news/soon/").status_code == 200
    assert "Not yet" in client.get("/en/news/").content.decode()
    for time in ("08:01", "11:59"):
        clock(f"2030-05-06 {time}")
        assert client.get("/en/news/soon/").status_code == 404
        assert "Not yet" not in client.get("/en/news/").content.decode()
    clock("2030-05-06 12:00")
    assert client.get("/en/news/soon/").status_code == 200


def test_what_was_made_of_an_hour_that_a_clock_took_back_is_made_anew(clock, monkeypatch):
    """Also within the moment for which a process trusts what it knows."""
    monkeypatch.setattr(site_state, "RECHECK_SECONDS", 3600)
    clock("2030-05-06 08:00")
    article("soon", live_from="2030-05-06 12:00")
    state, marks = site_state.SiteState(), []
    for time in ("2030-05-06 11:00", "2030-05-07 11:00", "2030-05-06 11:00", "2030-05-06 12:00", "2030-05-06 11:59"):
        clock(time)
        marks.append(state.token())
    before, tomorrow, put_back, started, again = marks
    assert before == put_back == again
    assert len({before, tomorrow, started}) == 3
