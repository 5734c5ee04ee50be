"""What waits behind a live text: a correction never starts from it, and is not undone by it without a question."""

from datetime import timedelta

import pytest

from fps.exchange.editions import put_editions
from news.models import ArticleEdition
from tests.make import article, moment, write
from tests.test_admin_form import fields, save, url

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
