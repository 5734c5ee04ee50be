"""What waits behind a live text: a correction never starts from it, and is not undone by it without a question."""

from datetime import timedelta

import pytest
from django.utils import timezone

from desk.models import AuditEntry
from fps.exchange.editions import put_editions
from news.models import ArticleEdition
from publishing.core.errors import WarningsNotOverridden
from publishing.workflow.reschedule import change_time
from tests.factories.article_form import fields, save, url
from tests.factories.content import article, moment, topic, write

pytestmark = pytest.mark.django_db
SECRET = "Secret until tomorrow"
LATER = moment("2099-03-12 09:00")


@pytest.fixture
def chief(admin_client):
    return admin_client


def schedule(subject, title, start=LATER, languages=("en",)):
    for language in languages:
        write(subject, language, title, "one", body=f"<p>{title}</p>")
    subject.approve(list(languages), None, start, override="test")


@pytest.fixture
def embargoed():
    """Live, with a replacement that waits."""
    made = article("one", title="Public")
    schedule(made, SECRET)
    return made


@pytest.fixture
def coming():
    """Nothing live yet."""
    made = article("one", live_from=None)
    schedule(made, "First")
    return made


def titles(subject, at=None):
    return list(subject.editions.live("en", at).values_list("title", flat=True))


# -- live, next, newest ------------------------------------------------------------------------------------------------
def test_each_of_the_three_texts_is_asked_for_by_name(embargoed):
    schedule(embargoed, "Last", LATER + timedelta(days=7))
    article("another", title="Other")

    def of(queryset):
        return [each.title for each in queryset.filter(subject=embargoed)]

    texts = ArticleEdition.objects
    assert of(texts.live("en")) == ["Public"]
    assert of(texts.next("en")) == [SECRET]
    assert of(texts.next("en", LATER)) == ["Last"]
    assert of(texts.next("en", LATER + timedelta(days=7))) == of(texts.next("nl")) == []
    assert of(texts.newest("en"))[0] == "Last"
    assert [of(texts.to_correct("en", at))[0] for at in (None, LATER)] == ["Public", SECRET]


# -- where a correction starts -----------------------------------------------------------------------------------------
def test_a_correction_starts_from_what_readers_see(embargoed):
    draft = embargoed.new_draft("en")
    assert (draft.title, draft.based_on) == ("Public", embargoed.editions.live("en").get())


def test_before_the_first_start_a_correction_starts_from_what_comes_first(coming):
    schedule(coming, "Second", LATER + timedelta(days=1))
    assert coming.new_draft("en").title == "First"


@pytest.mark.parametrize("replaced", [False, True])
def test_a_withdrawn_text_is_corrected_from_what_readers_saw_last(replaced):
    made = article("one", title="Seen")
    if replaced:
        write(made, "en", "Seen last")
        made.approve(["en"])
    made.withdraw(["en"], reason="wrong")
    schedule(made, SECRET)
    assert made.new_draft("en").title == ("Seen last" if replaced else "Seen")


def test_correct_this_text_shows_and_opens_what_readers_see(chief, embargoed):
    page = chief.get(url(embargoed)).content.decode()
    assert "Live since 1 January 2022" in page
    assert "Correct this text" in page
    page = save(chief, url(embargoed), fields(chief, url(embargoed)), act="correct:en").content.decode()
    assert "Correcting the text live since 1 January 2022." in page
    assert fields(chief, url(embargoed))["text-en-title"] == ["Public"]
    assert embargoed.editions.working().get().body == embargoed.editions.live("en").get().body


def test_words_posted_without_a_draft_go_into_what_readers_see(chief, embargoed):
    save(chief, url(embargoed), fields(chief, url(embargoed)), **{"text-en-teaser": "New", "text-en-seen": ""})
    draft = embargoed.editions.working().get()
    assert (draft.title, draft.teaser) == ("Public", "New")


def test_who_typed_in_a_draft_that_is_gone_goes_on_from_what_readers_see(chief, embargoed):
    draft = embargoed.new_draft("en")
    filled = fields(chief, url(embargoed))
    draft.discard()
    page = save(chief, url(embargoed), filled, **{"text-en-title": "Typed"}).content.decode()
    conflict = page[page.index('data-choice="title"') :]
    conflict = conflict[: conflict.index("</fieldset>")]
    assert [words in conflict for words in ("Typed", "Public", SECRET)] == [True, True, False]


def test_a_new_address_brings_nothing_of_what_waits(chief, embargoed):
    chief.post(f"/admin/news/article/{embargoed.pk}/address/en/", {"slug": "two"})
    draft = embargoed.editions.working().get()
    assert (draft.slug, draft.title) == ("two", "Public")


def test_a_withdrawn_text_is_read_and_corrected_from_the_same_words(chief):
    made = article("one", title="Seen last")
    made.withdraw(["en"], reason="wrong")
    schedule(made, SECRET)
    page = chief.get(url(made)).content.decode()
    reading = page[page.index('data-reading="en"') :]
    assert "Seen last" in reading[: reading.index("</section>")]
    save(chief, url(made), fields(chief, url(made)), act="correct:en")
    assert made.editions.working().get().title == "Seen last"


def test_the_form_says_when_a_draft_was_begun_from_what_waits(chief, embargoed):
    embargoed.editions.scheduled().get().new_draft()
    page = chief.get(url(embargoed)).content.decode()
    assert "Begun from the text scheduled for 12 March 2099, 09:00 (Brussels), not from the one" in page
    assert "Correcting the text live since" not in page


def test_the_form_says_when_readers_see_another_text_than_the_draft_was_begun_from(chief):
    made = article("one", title="Old")
    write(made, "en", "New")
    made.approve(["en"], None, moment("2023-05-06 09:00"))
    made.editions.get(title="Old").new_draft()
    page = chief.get(url(made)).content.decode()
    assert "Begun from a text other than the one live since 6 May 2023." in page
    assert "Correcting the text live since" not in page


def test_an_imported_draft_corrects_what_readers_see(embargoed):
    item = {"state": "draft", "title": "Draft", "slug": "one", "teaser": "", "body": "", "image_alt": "",
            "image_caption": "", "link": ""}  # fmt: skip
    put_editions(embargoed, {"en": [item]}, list(embargoed.editions.approved()))
    assert embargoed.editions.working().get().based_on.title == "Public"


# -- what waits behind a publication -----------------------------------------------------------------------------------
def test_publishing_before_a_waiting_text_asks_and_changes_nothing(embargoed):
    write(embargoed, "en", "Corrected")
    with pytest.raises(WarningsNotOverridden) as refusal:
        embargoed.approve(["en"])
    asked = refusal.value.messages[0]
    for words in ("English:", "written before this one", "12 March 2099, 09:00 (Brussels)", SECRET):
        assert words in asked
    assert titles(embargoed) == ["Public"]
    assert embargoed.editions.working().get().title == "Corrected"


def test_a_reason_keeps_the_waiting_text_as_it_is_and_is_recorded(embargoed, django_user_model):
    chief = django_user_model.objects.create_superuser("chief")
    write(embargoed, "en", "Corrected")
    embargoed.approve(["en"], chief, override="the new text holds it already")
    assert (titles(embargoed), titles(embargoed, LATER)) == (["Corrected"], [SECRET])
    entry = AuditEntry.objects.get(verb="overrule")
    assert (entry.user, entry.reason) == (chief, "the new text holds it already")
    assert SECRET in entry.before


def test_every_start_before_the_waiting_text_asks_and_one_behind_it_that_was_made_from_it_does_not(embargoed):
    embargoed.editions.scheduled().get().new_draft()
    with pytest.raises(WarningsNotOverridden, match="written before this one"):
        embargoed.approve(["en"], None, LATER - timedelta(minutes=1))
    embargoed.approve(["en"], None, LATER + timedelta(minutes=1))
    assert embargoed.editions.scheduled().count() == 2


def test_a_text_that_would_undo_what_starts_before_it_asks(embargoed):
    write(embargoed, "en", "Next week")
    with pytest.raises(WarningsNotOverridden, match="not written from it") as refusal:
        embargoed.approve(["en"], None, LATER + timedelta(days=7))
    assert SECRET in refusal.value.messages[0]
    assert len(refusal.value.messages) == 2  # and what to do


def test_only_the_neighbours_in_time_are_asked_about(embargoed):
    schedule(embargoed, "Last", LATER + timedelta(days=7))
    write(embargoed, "en", "Corrected")
    with pytest.raises(WarningsNotOverridden) as refusal:
        embargoed.approve(["en"])
    assert "Last" not in "".join(refusal.value.messages)
    with pytest.raises(WarningsNotOverridden) as refusal:
        embargoed.approve(["en"], None, LATER + timedelta(days=1))
    before, after = refusal.value.messages[:2]
    assert SECRET in before
    assert "Last" in after


def test_only_the_languages_that_are_published_ask():
    made = article("one", ("en", "de"), title="Public")
    schedule(made, SECRET, languages=["de"])
    write(made, "en", "Corrected")
    made.approve(["en"])
    assert titles(made) == ["Corrected"]


def test_before_the_first_start_publishing_at_once_asks_too(coming):
    write(coming, "en", "Corrected")
    with pytest.raises(WarningsNotOverridden, match="First"):
        coming.approve(["en"])


def test_the_scheduled_text_itself_is_moved_and_published_without_a_question(embargoed):
    change_time(embargoed, ["en"], None, LATER, LATER + timedelta(days=1))
    assert embargoed.editions.scheduled().get().live_from == LATER + timedelta(days=1)
    embargoed.cancel(["en"])
    embargoed.approve(["en"])
    assert titles(embargoed) == [SECRET]


@pytest.mark.at_any_hour
def test_a_waiting_text_that_has_started_asks_nothing():
    made = article("one", title="Public")
    schedule(made, "Started", timezone.now() - timedelta(hours=1))
    write(made, "en", "Corrected")
    made.approve(["en"])
    assert titles(made) == ["Corrected"]


def test_topics_ask_as_articles_do():
    made = topic("sanctions")
    write(made, "en", SECRET, "sanctions")
    made.approve(["en"], None, LATER)
    write(made, "en", "Corrected", "sanctions")
    with pytest.raises(WarningsNotOverridden, match=SECRET):
        made.approve(["en"])


def test_the_publish_page_names_the_waiting_text_before_and_asks_for_a_reason(chief, embargoed):
    draft = write(embargoed, "en", "Corrected", "one")
    page = chief.get(url(embargoed, "publish"))
    row = next(row for row in page.context["rows"] if row.language == "en")
    assert [warning.blocks for warning in row.warnings] == [True]
    words = " ".join(page.content.decode().split())
    assert "Needs a reason: English: a version that was written before this one" in words
    posted = {"languages": ["en"], "when": "now", "kind": "small", "seen-en": draft.stamp}
    refused = chief.post(url(embargoed, "publish"), posted)
    assert SECRET in refused.context["form"].errors["reason"][0]
    assert titles(embargoed) == ["Public"]
    chief.post(url(embargoed, "publish"), posted | {"reason": "holds until then"})
    assert titles(embargoed) == ["Corrected"]
    assert AuditEntry.objects.get(verb="overrule").reason == "holds until then"


@pytest.mark.parametrize(("when", "asked"), [("now", "written before"), ("at", "not written from it")])
def test_the_publish_page_asks_about_the_moment_that_is_chosen(chief, embargoed, when, asked):
    write(embargoed, "en", "Corrected", "one")
    posted = {"languages": ["en"], "when": when, "at": "2099-04-01T09:00", "kind": "small"}
    page = chief.post(url(embargoed, "publish"), posted)
    row = next(row for row in page.context["rows"] if row.language == "en")
    assert [asked in warning.sentence for warning in row.warnings] == [True]


def test_the_form_names_the_waiting_text_in_its_checks(chief, embargoed):
    write(embargoed, "en", "Corrected", "one")
    page = chief.get(url(embargoed)).content.decode()
    assert "English: a version that was written before this one starts on 12 March 2099, 09:00" in page


def test_an_importer_gives_its_reason_and_is_not_stopped():
    made = article("one", live_from=None)
    write(made, "de", "Wartet", "eins")
    made.approve(["de"], None, LATER)
    item = {"state": "approved", "live_from": moment("2022-01-01 09:00"), "title": "Früher", "slug": "eins",
            "teaser": "", "body": "", "image_alt": "", "image_caption": "", "link": ""}  # fmt: skip
    put_editions(made, {"de": [item]}, list(made.editions.all()))
    assert list(made.editions.live("de").values_list("title", flat=True)) == ["Früher"]
    assert AuditEntry.objects.get(verb="overrule").reason == "imported"


# -- the address of what has ended -------------------------------------------------------------------------------------
def test_a_withdrawn_text_keeps_its_address_under_a_new_title(chief):
    made = article("one", live_from=None)
    write(made, "en", "Figure of the month")
    made.approve(["en"])
    made.withdraw(["en"], reason="wrong")
    save(chief, url(made), fields(chief, url(made)), act="correct:en")
    save(chief, url(made), fields(chief, url(made)), **{"text-en-title": "Figure of December"})
    draft = made.editions.working().get()
    assert (draft.title, draft.slug) == ("Figure of December", "figure-of-the-month")
    assert "From the next publication" not in chief.get(url(made)).content.decode()


def test_the_form_announces_a_new_address_of_a_withdrawn_text(chief):
    made = article("one", title="Public")
    made.withdraw(["en"], reason="wrong")
    chief.post(f"/admin/news/article/{made.pk}/address/en/", {"slug": "two"})
    assert "From the next publication: …/two/." in chief.get(url(made)).content.decode()
