"""Nothing gets lost: autosave, two people in one text, a session that ended, forms that are sent twice."""

import json
import logging

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from news.models import Article, ArticleEdition
from publishing.core.editing_state import MAX_PREVIOUS_TEXTS
from publishing.models import Presence, RecentWords
from tests.factories.article_form import ADD, autosave, fields, save, states, url
from tests.factories.content import article, topic, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(admin_client):
    return admin_client


@pytest.fixture
def other(django_user_model):
    client = Client()
    client.force_login(django_user_model.objects.create_superuser("jan", first_name="Jan", last_name="Peeters"))
    return client


@pytest.fixture
def draft():
    subject = article(live_from=None)
    return write(subject, "fr", "Titre", teaser="Accroche", body="<p>Corps</p>")


def test_an_autosave_writes_into_the_draft_and_leaves_no_trace_in_history(chief, draft, caplog):
    data = fields(chief, url(draft.subject))
    with caplog.at_level(logging.INFO, logger="publishing"):
        answer = autosave(chief, draft.subject, data, **{"text-fr-title": "Titre nouveau"})
    assert (answer["state"], answer["texts"]["fr"]["state"]) == ("ok", "saved")
    assert states(draft.subject) == [("fr", "draft")]
    draft.refresh_from_db()
    assert (draft.title, draft.teaser, draft.slug) == ("Titre nouveau", "Accroche", "titre-nouveau")
    assert caplog.records == []


def test_after_an_autosave_the_form_goes_on_without_meeting_itself(chief, draft):
    data = fields(chief, url(draft.subject))
    for title in ("Un ", "Un deux", "Un deux trois"):
        assert autosave(chief, draft.subject, data, **{"text-fr-title": title})["texts"]["fr"]["state"] == "saved"
    page = save(chief, url(draft.subject), data, **{"text-fr-title": "Un deux trois", "text-fr-teaser": "A"})
    assert "after you opened it" not in page.content.decode()
    draft.refresh_from_db()
    assert (draft.title, draft.teaser, draft.slug) == ("Un deux trois", "A", "un-deux-trois")


def test_an_answer_that_got_lost_is_no_conflict_with_oneself(chief, draft):
    stale = fields(chief, url(draft.subject))
    autosave(chief, draft.subject, dict(stale), **{"text-fr-title": "Arrived"})
    answer = autosave(chief, draft.subject, stale, **{"text-fr-title": "Arrived, and more"})
    assert answer["texts"]["fr"]["state"] == "saved"
    draft.refresh_from_db()
    assert draft.title == "Arrived, and more"


def test_another_page_of_the_same_person_is_somebody_else(chief, draft):
    stale = fields(chief, url(draft.subject))
    autosave(chief, draft.subject, dict(stale), **{"text-fr-title": "First tab"})
    answer = autosave(chief, draft.subject, stale, page="p2", **{"text-fr-title": "Second tab"})
    assert answer["texts"]["fr"]["state"] == "conflict"
    draft.refresh_from_db()
    assert draft.title == "First tab"


def test_an_autosave_begins_no_draft(chief):
    subject = article(languages=("en",))
    data = fields(chief, url(subject))
    assert autosave(chief, subject, data, **{"text-nl-title": "Titel"})["texts"]["nl"]["state"] == "waits"
    sent = {"text-en-seen": "", "text-en-version": "", "text-en-was": "", "text-en-title": "Slipped in"}
    assert chief.post(url(subject, "autosave"), sent).json()["texts"]["en"]["state"] == "waits"
    assert states(subject) == [("en", "approved")]


def test_an_autosave_leaves_a_text_in_review_where_it_is(chief, draft):
    draft.submit()
    data = fields(chief, url(draft.subject))
    assert autosave(chief, draft.subject, data, **{"text-fr-title": "X"})["texts"]["fr"]["state"] == "waits"
    assert states(draft.subject) == [("fr", "review")]
    save(chief, url(draft.subject), data, **{"text-fr-title": "X"})
    assert states(draft.subject) == [("fr", "draft")]


def test_an_autosave_of_a_published_draft_is_told_and_writes_nothing(chief, draft):
    data = fields(chief, url(draft.subject))
    draft.subject.approve(["fr"], override="test")
    answer = autosave(chief, draft.subject, data, **{"text-fr-title": "Too late"})
    assert answer["texts"]["fr"]["state"] == "conflict"
    assert "published or put in the trash" in answer["texts"]["fr"]["message"]
    assert states(draft.subject) == [("fr", "approved")]


def test_who_may_not_change_it_is_told(draft, client, django_user_model):
    client.force_login(django_user_model.objects.create_user("clerk", is_staff=True))
    data = {"text-fr-title": "Not mine", "text-fr-seen": draft.pk, "text-fr-version": draft.version}
    assert client.post(url(draft.subject, "autosave"), data).json()["state"] == "refused"
    draft.refresh_from_db()
    assert draft.title == "Titre"


# -- two people -------------------------------------------------------------------------------------------------------


def refused(chief, other, draft, theirs, yours):
    """`other` saves first, then `chief`; returns what the form of the refused holds, and its page."""
    first, second = fields(other, url(draft.subject)), fields(chief, url(draft.subject))
    save(other, url(draft.subject), first, **theirs)
    response = chief.post(url(draft.subject), {**second, **yours, "_act": "save"})
    return form_of(response), response.content.decode()


def form_of(response):
    class Shown:
        def get(self, _path):
            return response

    return fields(Shown(), "")


def test_the_second_of_two_is_refused_and_sees_three_texts(chief, other, draft):
    data, page = refused(chief, other, draft, {"text-fr-title": "Le leur"}, {"text-fr-title": "Le mien"})
    assert "Jan Peeters saved this text at" in page
    for name, text in (("theirs", "Le leur"), ("yours", "Le mien"), ("before", "Titre")):
        assert data[f"text-fr-{name}-title"] == [text]
    assert ArticleEdition.objects.get().title == "Le leur"


@pytest.mark.parametrize(
    ("choice", "stored"),
    [
        ({"text-fr-choice-title": "theirs"}, "Le leur"),
        ({"text-fr-choice-title": "yours"}, "Le mien"),
        ({"text-fr-choice-title": "before"}, "Titre"),
        ({"text-fr-choice-title": "result", "text-fr-title": "Les deux"}, "Les deux"),
        (
            {"text-fr-choice-title": "theirs", "text-fr-title": "Typed, whatever the button"},
            "Typed, whatever the button",
        ),
    ],
)
def test_what_was_chosen_is_stored(chief, other, draft, choice, stored):
    data, _page = refused(chief, other, draft, {"text-fr-title": "Le leur"}, {"text-fr-title": "Le mien"})
    save(chief, url(draft.subject), data, **choice)
    assert ArticleEdition.objects.get().title == stored


def test_without_a_choice_nothing_is_stored_and_nothing_lost(chief, other, draft):
    data, _page = refused(chief, other, draft, {"text-fr-title": "Le leur"}, {"text-fr-title": "Le mien"})
    again = save(chief, url(draft.subject), data)
    assert "Choose for each of these fields" in again.content.decode()
    assert form_of(again)["text-fr-before-title"] == ["Titre"]
    assert ArticleEdition.objects.get().title == "Le leur"


def test_fields_that_only_one_changed_are_proposed_together(chief, other, draft):
    yours = {"text-fr-body": "<p>Corps à moi</p>"}
    data, _page = refused(chief, other, draft, {"text-fr-title": "Le leur"}, yours)
    assert (data["text-fr-choice-title"], data["text-fr-choice-body"]) == (["theirs"], ["yours"])
    save(chief, url(draft.subject), data)
    edition = ArticleEdition.objects.get()
    assert (edition.title, edition.body, edition.teaser) == ("Le leur", "<p>Corps à moi</p>", "Accroche")


def test_a_third_save_in_between_is_compared_again(chief, other, draft):
    data, _page = refused(chief, other, draft, {"text-fr-title": "Le leur"}, {"text-fr-title": "Le mien"})
    save(other, url(draft.subject), fields(other, url(draft.subject)), **{"text-fr-title": "Encore"})
    page = save(chief, url(draft.subject), data, **{"text-fr-choice-title": "yours"})
    again = form_of(page)
    assert (again["text-fr-theirs-title"], again["text-fr-yours-title"]) == (["Encore"], ["Le mien"])
    assert again["text-fr-before-title"] == ["Titre"]
    assert ArticleEdition.objects.get().title == "Encore"


def test_two_tabs_that_start_the_same_missing_language(chief):
    subject = article(languages=("en",))
    one, two = fields(chief, url(subject)), fields(chief, url(subject))
    save(chief, url(subject), one, **{"text-de-title": "Eins"})
    data = form_of(save(chief, url(subject), two, **{"text-de-title": "Zwei"}))
    assert [each.title for each in subject.editions.working()] == ["Eins"]
    save(chief, url(subject), data, **{"text-de-choice-title": "yours"})
    assert [each.title for each in subject.editions.working()] == ["Zwei"]


def test_a_draft_that_was_thrown_away_meanwhile_gives_the_words_back(chief, draft):
    data = fields(chief, url(draft.subject))
    draft.discard()
    shown = form_of(save(chief, url(draft.subject), data, **{"text-fr-title": "Still here"}))
    assert states(draft.subject) == [("fr", "discarded")]
    save(chief, url(draft.subject), shown, **{"text-fr-choice-title": "yours"})
    assert ("fr", "draft") in states(draft.subject)
    assert draft.subject.editions.working().get().title == "Still here"


def test_before_is_kept_for_who_opened_it_before_a_run_of_autosaves(chief, other, draft):
    early = fields(other, url(draft.subject))
    Presence.objects.all().delete()
    data = fields(chief, url(draft.subject))
    for number in range(9):
        autosave(chief, draft.subject, data, **{"text-fr-title": f"Titre {number}"})
    assert RecentWords.objects.get().texts == {"title": ["Titre"]}
    shown = form_of(save(other, url(draft.subject), early, **{"text-fr-title": "Late"}))
    assert shown["text-fr-before-title"] == ["Titre"]


def test_earlier_words_are_bounded_and_go_with_the_approval(chief, draft):
    data = fields(chief, url(draft.subject))
    for number in range(9):
        save(chief, url(draft.subject), data, **{"text-fr-title": f"T{number}"})
        data = fields(chief, url(draft.subject))
    assert RecentWords.objects.get().texts["title"] == ["T7", "T6", "T5", "T4", "T3"][:MAX_PREVIOUS_TEXTS]
    draft.subject.approve(["fr"], override="test")
    assert RecentWords.objects.count() == 0


@pytest.mark.at_any_hour
def test_who_else_has_it_open_is_shown(chief, other, draft):
    assert "Also open: " not in chief.get(url(draft.subject)).content.decode()
    other.post(url(draft.subject, "autosave"), {"_language": "nl"})
    assert "Also open: Jan Peeters (Nederlands)" in chief.get(url(draft.subject)).content.decode()
    Presence.objects.update(seen_at=timezone.now() - timezone.timedelta(seconds=91))
    assert "Also open: " not in chief.get(url(draft.subject)).content.decode()
    chief.post(url(draft.subject, "autosave"), {"_language": "fr"})
    assert [each.language for each in Presence.objects.all()] == ["fr"]  # the other row was swept away


# -- signed out, twice, too late --------------------------------------------------------------------------------------


def test_the_line_says_who_is_signed_in_and_brings_a_token(chief, other, draft, client):
    answer = chief.get(url(draft.subject, "autosave")).json()
    assert answer["state"] == "ok"
    assert answer["token"]
    assert client.get(url(draft.subject, "autosave")).json() == {"state": "signed_out"}
    sent = {"_user": answer["user"], "text-fr-title": "Not hers"}
    assert other.post(url(draft.subject, "autosave"), sent).json() == {"state": "other_user"}


@pytest.mark.parametrize("path", [ADD, "change"])
def test_a_form_sent_without_a_session_is_kept_and_can_be_sent_again(chief, draft, path):
    path = url(draft.subject) if path == "change" else path
    data = {name: values[0] for name, values in fields(chief, path).items()} | {"_act": "save"}
    data["text-fr-title"] = "Écrit <b>sans</b> session"
    chief.logout()
    response = chief.post(path, data)
    assert response.status_code == 403
    assert not ArticleEdition.objects.filter(title=data["text-fr-title"]).exists()
    page = response.content.decode()
    shown = fields(chief_shows(response), "")
    del shown["_act"]
    assert shown["text-fr-title"] == [data["text-fr-title"]]
    assert "<b>sans</b>" not in page
    assert {name: values for name, values in shown.items() if name in data} == {
        name: [value] for name, value in data.items() if name in shown
    }


def chief_shows(response):
    """The kept form in the place where `fields` looks for one."""

    class Shown:
        def get(self, _path):
            content = response.content.replace(b'class="kept-form"', b'id="subject-form"')
            return type("Page", (), {"content": content})

    return Shown()


def test_an_old_token_of_our_own_page_keeps_the_text(draft, admin_user):
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)
    data = {"csrfmiddlewaretoken": "x" * 64, "text-fr-title": "Written before the sign-in"}
    client.get(url(draft.subject))
    ours = client.post(url(draft.subject), data, headers={"Origin": "http://testserver"})
    assert (ours.status_code, "Written before the sign-in" in ours.content.decode()) == (403, True)
    theirs = client.post(url(draft.subject), data, headers={"Origin": "https://evil.example"})
    assert (theirs.status_code, "Written before the sign-in" in theirs.content.decode()) == (403, False)
    nobody = client.post(url(draft.subject), data)
    assert "Written before the sign-in" not in nobody.content.decode()
    draft.refresh_from_db()
    assert draft.title == "Titre"


def test_a_new_article_that_is_sent_twice_is_one_article(chief):
    data = fields(chief, ADD)
    for _press in range(2):
        save(chief, ADD, data, **{"text-fr-title": "Une fois"})
    assert Article.objects.count() == 1
    assert ArticleEdition.objects.get().version == 1


def test_a_draft_that_is_sent_twice_is_no_conflict(chief, draft):
    data = fields(chief, url(draft.subject))
    for _press in range(2):
        response = save(chief, url(draft.subject), data, **{"text-fr-title": "Deux fois"})
    assert "after you opened it" not in response.content.decode()
    assert ArticleEdition.objects.get().version == draft.version + 1


def test_a_correction_that_is_begun_twice_is_begun_once(chief):
    subject = article()
    data = fields(chief, url(subject))
    for _press in range(2):
        response = save(chief, url(subject), data, act="correct:en")
    assert "errornote" not in response.content.decode()
    assert "Another draft" not in response.content.decode()
    assert states(subject) == [("en", "approved"), ("en", "draft")]


def test_what_the_browser_kept_is_compared_as_it_would_be_stored(chief, draft):
    same = {"_act": "compare", "text-fr-title": " Titre ", "text-fr-body": "<p>Corps</p>", "text-fr-teaser": "Accroche"}
    assert chief.post(url(draft.subject, "autosave"), same).json()["found"] == {}
    found = chief.post(url(draft.subject, "autosave"), same | {"text-fr-title": "<i>Autre"}).json()["found"]
    assert "&lt;i&gt;Autre" in json.dumps(found)


def test_facts_that_the_browser_kept_are_compared_and_never_saved_by_it(chief, draft):
    subject = draft.subject
    peace = topic("peace")
    kept = {
        "_act": "compare",
        "version": "",
        "kind": "interview",
        "date": "2022-01-01",
        "topics": ["Peace"],
        "tags": "",
    }
    found = chief.post(url(subject, "autosave"), kept).json()["found"]
    assert list(found) == ["facts"]
    assert found["facts"].count('<th scope="row">') == 2
    assert '<td lang="en">Interview</td>' in found["facts"]
    assert "Peace" in found["facts"]
    odd = chief.post(url(subject, "autosave"), {"_act": "compare", "version": "", "topics": "<b>Nowhere"}).json()[
        "found"
    ]
    assert "&lt;b&gt;Nowhere" in odd["facts"]
    chief.post(url(subject, "autosave"), {"version": "1", "kind": "interview"})
    subject.refresh_from_db()
    assert (subject.kind, subject.topics.count(), subject.facts_version) == ("news", 0, 0)
    subject.set_topics([peace])
    same = {"_act": "compare", "version": "", "topics": ["Peace"]}
    assert chief.post(url(subject, "autosave"), same).json()["found"] == {}


def test_presence_costs_the_form_two_questions(chief, other, draft):
    other.post(url(draft.subject, "autosave"), {"_language": "nl"})
    with CaptureQueriesContext(connection) as asked:
        chief.get(url(draft.subject))
    assert len([each for each in asked.captured_queries if "publishing_presence" in each["sql"]]) == 2
    assert not any("publishing_recentwords" in each["sql"] for each in asked.captured_queries)
