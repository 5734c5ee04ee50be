"""Review, history, and the page on which several languages are published: what they show and what they refuse."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from desk.models import AuditEntry
from publishing import extension_points
from publishing.core.errors import PublishingError
from tests.factories.content import article, moment, topic, write

pytestmark = pytest.mark.django_db
BODY = "<p>Belgium gives three million euros to farmers in Haiti.</p><p>More will follow.</p>"


@pytest.fixture
def editor(client, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("chief"))
    return client


@pytest.fixture
def author(django_user_model):
    return django_user_model.objects.create_superuser("Anna")


@pytest.fixture
def corrected():
    """Live in English, with a correction of two words."""
    made = article(live_from=None)
    write(made, "en", "Aid for Haiti", body=BODY)
    made.approve(["en"], live_from=moment("2022-03-25 09:00"))
    draft = made.new_draft("en")
    draft.body = BODY.replace("three", "four").replace("More", "Much more")
    draft.save()
    return made


def page(name, subject, *args):
    return reverse(f"admin:article_{name}", args=[subject.pk, *args])


def posted(subject, *languages, **more):
    seen = {f"seen-{each.language}": each.stamp for each in subject.editions.working()}
    return {"languages": languages, "when": "now", "kind": "small", **seen, **more}


def text(response):
    return " ".join(response.content.decode().split())


# -- review ------------------------------------------------------------------------------------------------------------
def test_the_review_marks_the_changed_words_and_lists_them(editor, corrected, author):
    corrected.editions.working().get().submit(by=author, reason="please before noon")
    shown = text(editor.get(page("review", corrected, "en")))
    assert "Sent by Anna" in shown
    assert "please before noon" in shown
    assert "2 changes" in shown
    assert (
        'removed: </span>three</del> <ins><span class="visually-hidden" lang="en">inserted: </span>four</ins>' in shown
    )
    assert "million euros to farmers in Haiti." in shown
    assert shown.count("<del") == 2
    assert shown.count("<ins") == 2


def test_a_new_text_opens_as_readers_see_it(editor):
    made = article(live_from=None)
    write(made, "en", "Aid", body=BODY)
    shown = text(editor.get(page("review", made, "en")))
    assert "New text, nothing is live yet." in shown
    assert BODY in shown
    assert "<ins" not in shown


def test_what_is_written_in_a_text_is_never_markup_of_the_page(editor, corrected):
    draft = corrected.editions.working().get()
    draft.title = "<script>alert(1)</script> & more"
    draft.save()
    for query in ("", "?show=read", "?show=beside"):
        assert "<script>alert" not in text(editor.get(page("review", corrected, "en") + query))


def test_changes_are_asked_for_with_a_remark_and_only_with_one(editor, corrected, author):
    draft = corrected.editions.working().get()
    draft.submit(by=author)
    editor.post(page("review", corrected, "en"), {"reason": " "})
    draft.refresh_from_db()
    assert draft.state == "review"
    editor.post(page("review", corrected, "en"), {"reason": "Name the fund."})
    draft.refresh_from_db()
    assert (draft.state, draft.message, draft.sent_by.username) == ("draft", "Name the fund.", "chief")
    form = text(editor.get(reverse("admin:news_article_change", args=[corrected.pk])))
    assert "chief asked for changes" in form
    assert "Name the fund." in form


def test_no_difference_offers_to_close_the_correction(editor, corrected):
    draft = corrected.editions.working().get()
    draft.body = BODY
    draft.save()
    shown = text(editor.get(page("review", corrected, "en")))
    assert "No difference with what is live." in shown
    assert "Close the correction" in shown
    editor.post(reverse("admin:news_article_change", args=[corrected.pk]), {"_act": "discard:en"})
    draft.refresh_from_db()
    assert draft.state == "discarded"


def test_facts_changed_since_stand_above_the_text(editor, corrected, author):
    before, after = {"date": "2022-01-01"}, {"date": "2022-01-02"}
    extension_points.record(author, "change_facts", corrected, before=before, after=after)
    assert "Facts changed since this text went live" in text(editor.get(page("review", corrected, "en")))


def test_published_by_another_in_the_meantime_is_said(editor, corrected, author):
    corrected.approve(["en"], author)
    shown = text(editor.get(page("review", corrected, "en"), follow=True))
    assert "Anna published this at" in shown


@pytest.mark.parametrize("texts", [1, 3])
def test_review_history_and_form_ask_a_bounded_number_of_questions(editor, texts, django_assert_max_num_queries):
    made = article()
    for number in range(texts):
        draft = made.new_draft("en")
        draft.body = f"<p>Text {number}.</p>"
        draft.save()
        made.approve(["en"])
    made.new_draft("en")
    with django_assert_max_num_queries(16):
        editor.get(page("review", made, "en"))
    with django_assert_max_num_queries(12):
        editor.get(reverse("admin:news_article_history", args=[made.pk]))
    with django_assert_max_num_queries(36):
        editor.get(reverse("admin:news_article_change", args=[made.pk]))


# -- publishing --------------------------------------------------------------------------------------------------------
def test_nothing_is_published_if_the_text_changed_while_it_was_read(editor, corrected, author):
    data = posted(corrected, "en")
    draft = corrected.editions.working().get()
    draft.body, draft.updated_by = draft.body.replace("follow", "come"), author
    draft.save()
    shown = text(editor.post(page("publish", corrected), data))
    assert "Anna changed this text (English)" in shown
    assert "See the new change" in shown
    draft.refresh_from_db()
    assert draft.state == "draft"
    # Having seen it, the same page publishes: it carries the new version now.
    editor.post(page("publish", corrected), posted(corrected, "en"))
    draft.refresh_from_db()
    assert draft.state == "approved"


def test_a_second_click_finds_it_done_and_is_no_error(editor, corrected):
    data = posted(corrected, "en")
    editor.post(page("publish", corrected), data)
    again = editor.post(page("publish", corrected), data, follow=True)
    assert "chief published this at" in str(list(again.context["messages"])[-1])
    assert corrected.editions.approved().count() == 2


def test_small_fix_is_proposed_for_a_typo_and_not_for_a_number(editor, corrected):
    draft = corrected.editions.working().get()
    for body, kind in ((BODY.replace("farmers", "framers"), "small"), (BODY.replace("three", "3"), "notable")):
        draft.body = body
        draft.save()
        assert editor.get(page("publish", corrected)).context["form"].initial["kind"] == kind


def test_a_change_that_readers_should_know_needs_a_sentence(editor, corrected):
    response = editor.post(page("publish", corrected), posted(corrected, "en", kind="notable"))
    assert "Tell readers in a sentence what changed" in text(response)
    assert corrected.editions.working().exists()
    editor.post(
        page("publish", corrected), posted(corrected, "en", kind="notable", **{"note-en": "The sum was wrong."})
    )
    newest = corrected.editions.live("en").get()
    assert (newest.note, newest.small_fix) == ("The sum was wrong.", False)


def test_a_small_fix_changes_no_date_for_readers(editor, corrected, client):
    editor.post(page("publish", corrected), posted(corrected, "en"))
    fixed = corrected.editions.live("en").get()
    assert fixed.small_fix
    assert "last updated" not in text(client.get(fixed.get_absolute_url()))
    draft = fixed.new_draft()
    draft.body = "<p>All new.</p>"
    draft.save()
    corrected.approve(["en"], notes={"en": "Rewritten."})
    assert "last updated" in text(client.get(fixed.get_absolute_url()))


def test_the_first_text_of_a_language_is_never_a_small_fix():
    made = article(live_from=None)
    write(made, "en", "Aid")
    made.approve(["en"], small_fixes=["en"])
    assert not made.editions.live("en").get().small_fix


def test_what_stops_a_publication_leads_to_the_field(editor):
    made = article(live_from=None)
    write(made, "en", "", "aid")
    response = text(editor.post(page("publish", made), posted(made, "en")))
    assert "1 thing stops the publication" in response
    assert f"{reverse('admin:news_article_change', args=[made.pk])}#id_text-en-title" in response


# -- another time ------------------------------------------------------------------------------------------------------
@pytest.mark.at_any_hour
def test_a_schedule_moves_in_one_step_and_takes_the_date_along(editor, corrected):
    made = article(live_from=None, date=timezone.localdate() + timedelta(days=3))
    old = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=3)
    write(made, "nl", "Hulp")
    write(made, "fr", "Aide")
    made.approve(["nl", "fr"], live_from=old)
    url = f"{page('time', made)}?start={old.isoformat().replace('+', '%2B')}"
    assert "moves to the new day as well" in text(editor.get(url))
    new = old + timedelta(days=2)
    editor.post(url, {"at": f"{new:%Y-%m-%dT%H:%M}", "move_date": "on"})
    made.refresh_from_db()
    assert {each.live_from for each in made.editions.approved()} == {new}
    assert made.date == new.date()


# -- history -----------------------------------------------------------------------------------------------------------
def test_the_history_shows_every_text_and_restores_one(editor, corrected):
    first = corrected.editions.approved().get()
    history = reverse("admin:news_article_history", args=[corrected.pk])
    assert len(editor.get(history).context["rows"]) == 2
    refused = editor.post(page("again", corrected), {"edition": first.pk}, follow=True)
    assert "Another draft in this language exists" in text(refused)
    thrown = corrected.editions.working().get()
    thrown.discard()
    editor.post(page("again", corrected), {"edition": thrown.pk})
    assert corrected.editions.working().get().body == thrown.body
    assert corrected.editions.live("en").get() == first


def test_any_two_texts_are_compared_oldest_first(editor, corrected):
    old, new = corrected.editions.approved().get(), corrected.editions.working().get()
    response = editor.get(page("compare", corrected), {"old": new.pk, "new": old.pk})
    assert (response.context["old"], response.context["new"]) == (old, new)
    assert "“three” became “four”" in text(response)


def test_topics_have_the_same_pages(editor):
    made = topic("sanctions")
    made.new_draft("en")
    for name, args in (
        ("topic_review", [made.pk, "en"]),
        ("policy_topic_history", [made.pk]),
        ("topic_publish", [made.pk]),
    ):
        assert editor.get(reverse(f"admin:{name}", args=args)).status_code == 200


# -- the form ----------------------------------------------------------------------------------------------------------
def test_the_form_says_what_changed_elsewhere_and_takes_still_correct(editor):
    made = article(live_from=None)
    write(made, "nl", "Hulp", body="<p>Drie miljoen.</p>")
    write(made, "fr", "Aide", body="<p>Trois millions.</p>")
    made.approve(["nl", "fr"], live_from=moment("2022-03-25 09:00"))
    draft = made.new_draft("fr")
    draft.body = "<p>Quatre millions.</p>"
    draft.save()
    made.approve(["fr"])
    url = reverse("admin:news_article_change", args=[made.pk])
    shown = text(editor.get(url))
    assert "Changed since you translated" in shown
    assert "pill-dated" in shown
    assert 'value="still:nl:1"' in shown
    editor.post(url, {"_act": "still:nl:1"})
    shown = text(editor.get(url))
    assert "Changed since you translated" not in shown
    assert "pill-dated" not in shown
    assert "pill-dated" not in text(editor.get(reverse("admin:news_article_changelist")))


def test_only_those_who_may_publish_ask_for_changes(client, django_user_model, corrected, author):
    corrected.editions.working().get().submit(by=author)
    reader = django_user_model.objects.create_user("reader", is_staff=True)
    client.force_login(reader)
    assert client.get(page("review", corrected, "en")).status_code == 403
    assert client.post(page("review", corrected, "en"), {"reason": "No."}).status_code == 403


def test_who_sent_a_text_takes_it_back_while_nobody_has_acted(client, django_user_model):
    anna, ben = (django_user_model.objects.create_user(name, is_staff=True) for name in ("anna", "ben"))
    for person in (anna, ben):
        person.roles.create(name="author")
    draft = write(article(live_from=None), "fr", "Titre")
    draft.submit(by=anna, reason="avant midi")
    url, button = reverse("admin:news_article_change", args=[draft.subject_id]), 'value="take_back:fr"'
    client.force_login(ben)
    assert button not in text(client.get(url))
    assert "Only the person who sent" in text(client.post(url, {"_act": "take_back:fr"}, follow=True))
    draft.refresh_from_db()
    assert draft.state == "review"
    client.force_login(anna)
    assert button in text(client.get(url))
    shown = text(client.post(url, {"_act": "take_back:fr"}, follow=True))
    assert "Taken back: it is a draft again." in shown
    assert "asked for changes" not in shown
    draft.refresh_from_db()
    assert (draft.state, draft.message) == ("draft", "")
    assert draft.subject.editions.count() == 1
    entry = AuditEntry.objects.get(verb="take_back")
    assert (entry.user, entry.before, entry.after) == (anna, "review", "fr draft")
    assert "There is no draft" not in text(client.post(url, {"_act": "take_back:fr"}, follow=True))
    draft.submit(by=anna)
    draft.request_changes(reason="le chapeau")
    with pytest.raises(PublishingError):
        draft.take_back(by=anna)
