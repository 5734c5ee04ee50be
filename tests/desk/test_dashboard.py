"""The start page of the desk: what each person finds there, and that it costs the same however much there is."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from desk.dashboard import language_gaps, sidebar
from news.figures.actions import run_action
from news.figures.panel import FigurePanel
from publishing import extension_points
from tests.factories.content import article, publish, topic, write

from ..factories.content import hooks_limit

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(django_user_model):
    def make(name, role=None, at=None):
        person = django_user_model.objects.create_user(name, is_staff=True, first_name=name.title())
        if role:
            person.roles.create(name=role, topic=at)
        return person

    return make


def draft(subject, language, by, title="A draft"):
    made = write(subject, language, title)
    type(made).objects.filter(pk=made.pk).update(updated_by=by)
    return made


def sections(client, person, **more):
    client.force_login(person)
    response = client.get("/admin/", **more)
    assert response.status_code == 200
    context = response.context
    return {section.title: section for section in [*context["main"], *context["side"]]}, response.content.decode()


def test_a_text_in_review_waits_for_editors_of_its_topic_alone(client, people):
    here, elsewhere = topic("peace"), topic("trade")
    anna = people("anna", "author")
    below = topic("sanctions", parent=here)
    draft(article("a", topics=[below, elsewhere]), "nl", anna, "Ter nalezing").submit()
    found = {}
    for name, at in (("near", here), ("far", elsewhere), ("all", None)):
        page, _html = sections(client, people(name, "editor", at))
        found[name] = [row.title for row in page["Waits for you"].rows]
    assert found == {"near": ["Title a"], "far": [], "all": ["Title a"]}
    own, html = sections(client, anna)
    assert own["Waits for you"].rows == []
    assert [row.note for row in own["Yours, unfinished"].rows] == ["In review with somebody else"]
    assert "Good " in html
    assert "Anna. Nothing waits for you." in html


def test_a_text_sent_back_waits_until_it_is_sent_again(client, people):
    anna, chief = people("anna", "author"), people("chief", "editor")
    text = draft(article("a"), "fr", anna)
    text.submit(by=anna)
    text.request_changes(by=chief, reason="the second paragraph")
    page, html = sections(client, anna)
    assert [(row.title, row.note) for row in page["Waits for you"].rows] == [("Title a", "Changes asked")]
    assert "1 thing waits for you." in html
    assert page["Yours, unfinished"].rows == []
    text.submit(by=anna)
    assert sections(client, anna)[0]["Waits for you"].rows == []


def test_drafts_of_one_text_in_several_languages_are_one_row(client, people):
    anna, chief = people("anna", "author"), people("chief", "editor")
    subject = article("a")
    for language in ("en", "nl", "fr"):
        made = draft(subject, language, anna, "Title a")
    made.submit(by=anna)
    draft(article("b"), "de", anna)
    rows = sections(client, anna)[0]["Yours, unfinished"].rows
    told = {(row.title, row.note): row.languages for row in rows}
    assert len(told) == len(rows)
    assert told == {
        ("Title b", ""): ["de"], ("Title a", ""): ["nl", "en"], ("Title a", "In review with somebody else"): ["fr"],
    }  # fmt: skip
    draft(subject, "en", anna).submit(by=anna)
    rows = sections(client, chief)[0]["Waits for you"].rows
    assert sorted((row.languages, row.link) for row in rows) == [
        (["en"], f"/admin/news/article/{subject.pk}/review/en/"),
        (["fr"], f"/admin/news/article/{subject.pk}/review/fr/"),
    ]


def test_limited_drafts_do_not_exist_for_others(client, people):
    anna, chief = people("anna", "author"), people("chief", "editor")
    subject = article("secret", title="Secret plan", live_from=None)
    draft(subject, "en", anna, "Secret plan").submit(by=anna)
    hooks_limit(subject, anna)
    page, html = sections(client, chief)
    assert page["Waits for you"].rows == []
    assert "Secret plan" not in html
    assert "Secret plan" not in client.get("/admin/search/?q=secret").content.decode()
    assert "Secret plan" not in client.get("/admin/news/article/").content.decode()
    assert "Secret plan" not in client.get("/admin/languages/").content.decode()
    client.force_login(anna)
    assert "Secret plan" in client.get("/admin/search/?q=secret").content.decode()


@pytest.mark.at_any_hour
def test_the_agenda_has_a_row_a_moment_and_names_what_is_missing(client, admin_user):
    soon = timezone.localtime() + timedelta(days=2)
    subject = article("soon", live_from=None)
    publish(subject, ("nl", "fr"), "Soon", live_from=f"{soon:%Y-%m-%d %H:%M}")
    publish(
        article("late", live_from=None), ("nl", "fr"), "Late", live_from=f"{soon + timedelta(days=30):%Y-%m-%d %H:%M}"
    )
    page, html = sections(client, admin_user)
    (row,) = page["Goes live next"].rows
    assert (row.languages, row.missing) == (["nl", "fr"], ["en", "de"])
    assert "missing: en de" in html
    assert "Late" not in html


def test_dutch_alone_stands_first_with_the_reason_that_was_logged(client, admin_user):
    article("missing", languages=("nl", "fr"), date=date(2024, 1, 1))
    alone = article("alone", languages=(), live_from=None, date=date(2020, 1, 1))
    write(alone, "nl", "Alleen")
    alone.approve(["nl"], admin_user, override="The French follows on Monday")
    article("whole", languages=("nl", "fr", "en", "de"))
    page, _html = sections(client, admin_user)
    rows = page["Language gaps"].rows
    assert [row.title for row in rows] == ["Alleen", "Title missing (nl)"]
    assert "The French follows on Monday" in rows[0].note
    assert page["Language gaps"].see_all == "/admin/languages/?state=alone"


def test_out_of_date_stands_before_missing_and_leads_to_its_panel(client, admin_user):
    article("missing", languages=("nl", "fr"), title="Short", date=date(2024, 1, 1))
    behind = article("behind", live_from=None, date=date(2020, 1, 1))
    publish(behind, ("nl", "fr"), "Haiti", live_from="2022-01-01 09:00", body="<p>Three million.</p>")
    publish(behind, ("nl",), "Haiti", live_from="2023-01-01 09:00", body="<p>Ports are closed.</p>")
    page, html = sections(client, admin_user)
    rows = page["Language gaps"].rows
    assert [(row.title, row.act) for row in rows] == [("Haiti (nl)", "Update"), ("Short (nl)", "Translate")]
    assert [row.link.partition("#")[2] for row in rows] == ["panel-fr", "panel-en"]
    assert f'href="{rows[0].link}"' in html
    assert page["Language gaps"].see_all == "/admin/languages/?state=gap"


def test_sums_of_my_texts_wait_until_each_is_confirmed_or_set_aside(client, people):
    anna, ben = people("anna", "author"), people("ben", "author")
    subject = article("aid", live_from=None)
    for language, body in {
        "fr": "<p>Elle donne 9 millions d’euros.</p>",
        "en": "<p>€9 million and €2 million.</p>",
    }.items():
        text = write(subject, language, "Aid", body=body)
        type(text).objects.filter(pk=text.pk).update(updated_by=anna)
    hidden = write(article("hidden", live_from=None), "en", "Hidden", body="<p>It gives €3 million.</p>")
    type(hidden).objects.filter(pk=hidden.pk).update(updated_by=anna)
    hooks_limit(hidden.subject, ben)
    page, html = sections(client, anna)
    (row,) = page["Sums to confirm"].rows
    assert (row.title, row.languages, row.note) == ("Aid", ["fr", "en"], "2 sums to confirm")
    assert row.link == f"/admin/news/article/{subject.pk}/change/#card-EUR-9000000"
    assert f'href="{row.link}"' in html
    assert 'id="card-EUR-9000000"' in client.get(row.link).content.decode()
    assert "1 thing waits for you." in html
    assert sections(client, ben)[0]["Sums to confirm"].rows == []
    run_action(
        FigurePanel(subject, user=anna),
        "confirm",
        "EUR-9000000",
        {"money-EUR-9000000-stage": "pledge", "money-EUR-9000000-qualifier": "exactly"},
    )
    (row,) = sections(client, anna)[0]["Sums to confirm"].rows
    assert (row.note, row.link.partition("#")[2]) == ("1 sum to confirm", "card-EUR-2000000")
    run_action(FigurePanel(subject, user=anna), "aside", "EUR-2000000", {})
    assert sections(client, anna)[0]["Sums to confirm"].rows == []


def test_what_has_just_gone_live_still_waits_for_its_sums_and_a_translator_has_none(client, people):
    anna, tom = people("anna", "author"), people("tom", "translator")
    for key, person in {"by-anna": anna, "by-tom": tom}.items():
        subject = article(key, live_from=None)
        text = write(subject, "en", key, body="<p>It gives €9 million.</p>")
        type(text).objects.filter(pk=text.pk).update(updated_by=person)
        subject.approve(["en"], None)
    assert [row.title for row in sections(client, anna)[0]["Sums to confirm"].rows] == ["by-anna"]
    assert sections(client, tom)[0]["Sums to confirm"].rows == []


@pytest.mark.at_any_hour
def test_the_right_column(client, admin_user):
    article("due", review_by=timezone.localdate() - timedelta(days=1))
    article("due-long-ago", review_by=date(2020, 1, 1))
    article("not-due", review_by=timezone.localdate() + timedelta(days=1))
    fresh = article("fresh", languages=(), live_from=None)
    write(fresh, "en", "Fresh news", "fresh-news")
    fresh.approve(["en"], admin_user)
    extension_points.record(admin_user, "publish_alone", fresh, after="en", reason="Nobody else was in")
    page, _html = sections(client, admin_user)
    assert [(row.title, row.is_new) for row in page["To check"].rows] == [
        ("Title due", True),
        ("Title due-long-ago", False),
    ]
    (row,) = page["Just published"].rows
    assert row.pages == [("en", "/en/news/fresh-news/")]
    assert [row.note for row in page["Published alone"].rows] == ["Nobody else was in"]
    told = page["What changed in this tool"].rows
    assert told
    assert not any(mark in line for line in told for mark in ("**", "`"))


def test_a_section_that_fails_says_so_and_the_rest_stands(client, admin_user, monkeypatch):
    monkeypatch.setattr(language_gaps, "gaps", lambda user: 1 / 0)
    monkeypatch.setattr(sidebar, "published", lambda user: 1 / 0)
    article("due", review_by=date(2020, 1, 1))
    _page, html = sections(client, admin_user)
    assert html.count("Could not be loaded") == 2
    assert "Title due" in html


@pytest.mark.at_any_hour
@pytest.mark.parametrize("count", [1, 3])
def test_one_thing_of_each_costs_as_much_as_three(client, people, count, django_assert_num_queries):
    chief, anna = people("chief", "editor"), people("anna", "editor")
    soon = timezone.localtime() + timedelta(days=2)
    for number in range(count):
        draft(article(f"r-{number}", topics=[topic(f"t-{number}", review_by=date(2021, 1, 1))]), "nl", anna).submit(
            by=anna
        )
        mine = draft(article(f"m-{number}", review_by=date(2020, 1, 1)), "nl", chief)
        mine.submit(by=chief)
        mine.request_changes(by=anna)
        publish(
            article(f"s-{number}", live_from=None),
            ("nl", "fr"),
            "Soon",
            f"s{number}",
            live_from=f"{soon:%Y-%m-%d %H:%M}",
        )
        now = article(f"n-{number}", live_from=None)
        write(now, "nl", f"Now {number}")
        now.approve(["nl"], chief, override="later")
        extension_points.record(chief, "publish_alone", now, reason="alone")
    client.force_login(chief)
    client.get("/admin/")  # the language of the session and the kinds of content are read once
    with django_assert_num_queries(22):
        html = client.get("/admin/").content.decode()
    assert "Could not be loaded" not in html


def test_nobody_but_staff_comes_in(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("visitor"))
    for path in (
        "/admin/",
        "/admin/search/",
        "/admin/languages/",
        "/admin/mail/",
        "/admin/all/",
        "/admin/news/article/",
    ):
        assert client.get(path).status_code == 302


def test_the_menu_shows_what_the_person_may_see(client, people):
    _page, html = sections(client, people("anna", "author"))
    assert "/admin/news/article/" in html
    assert "All content" not in html
    assert "/admin/auth/user/" not in html
    assert client.get("/admin/all/").status_code == 403
    _page, html = sections(client, people("boss", "administrator"))
    assert "All content" in html
    assert client.get("/admin/all/").status_code == 200
    _page, html = sections(client, people("guest"))
    assert "/admin/news/article/" not in html
    assert client.get("/admin/news/article/").status_code == 403
