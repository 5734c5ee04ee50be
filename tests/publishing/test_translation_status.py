"""Translations that fall behind: who is marked, since when, and what takes the mark away."""

from datetime import timedelta

import pytest
from django.utils import timezone

from publishing.core import translation_status
from tests.factories.content import article, moment, write

pytestmark = pytest.mark.django_db
THEN = {
    "nl": "<p>Drie miljoen mensen vluchtten.</p><p>België helpt.</p>",
    "fr": "<p>Trois millions de personnes ont fui.</p><p>La Belgique aide.</p>",
    "en": "<p>Three million people fled.</p><p>Belgium helps.</p>",
}


@pytest.fixture
def subject():
    """Live in three languages, published together."""
    made = article(live_from=None)
    for language, body in THEN.items():
        write(made, language, f"Title {language}", body=body)
    made.approve(list(THEN), live_from=moment("2022-03-25 09:00"))
    return made


def correct(subject, language, old, new, **how):
    draft = subject.new_draft(language)
    before = translation_status.parts(draft)
    draft.body = draft.body.replace(old, new)
    draft.save()
    translation_status.saved(draft, before)
    if how.pop("publish", True):
        subject.approve([language], override="test", **how)


def behind(subject, language, working=False):
    """The words of the parts that are marked."""
    family = translation_status.family_of(subject)
    text = family.working(language) if working else family.public_or_next(language)[-1]
    return [family.parts(text)[each.target].block.text for _source, each in family.outdated(text)]


def marked(subject):
    return {each.language for each in subject.editions.live() if each.stale_since}


def test_a_changed_paragraph_marks_exactly_that_paragraph_in_the_other_languages(subject):
    correct(subject, "fr", "Trois", "Quatre")
    assert behind(subject, "nl") == ["Drie miljoen mensen vluchtten."]
    assert behind(subject, "en") == ["Three million people fled."]
    assert behind(subject, "fr") == []
    assert marked(subject) == {"nl", "en"}


def test_a_small_fix_marks_nothing(subject):
    correct(subject, "fr", "aide", "soutient", small_fixes=["fr"])
    assert marked(subject) == set()


def test_a_moved_paragraph_marks_nothing(subject):
    first, second = THEN["fr"].split("</p><p>")
    correct(subject, "fr", THEN["fr"], f"<p>{second.removesuffix('</p>')}</p><p>{first.removeprefix('<p>')}</p>")
    assert marked(subject) == set()


def test_who_follows_a_change_does_not_mark_the_one_who_led(subject):
    correct(subject, "fr", "Trois", "Quatre")
    correct(subject, "nl", "Drie", "Vier")
    assert marked(subject) == {"en"}
    correct(subject, "en", "Three", "Four")
    assert marked(subject) == set()


def test_a_change_of_ones_own_beside_the_answer_marks_the_others(subject):
    correct(subject, "fr", "Trois", "Quatre")
    correct(subject, "nl", THEN["nl"], THEN["nl"].replace("Drie", "Vier").replace("België", "Vlaanderen"))
    assert behind(subject, "fr") == ["La Belgique aide."]


def test_corrected_and_published_together_nobody_is_behind(subject):
    """Whoever was written first: the Dutch before the French."""
    correct(subject, "nl", "Drie", "Vier", publish=False)
    correct(subject, "fr", "Trois", "Quatre", publish=False)
    subject.approve(["nl", "fr"])
    assert marked(subject) == {"en"}


def test_published_together_without_following_stays_behind(subject):
    correct(subject, "fr", "Trois", "Quatre", publish=False)
    correct(subject, "nl", "België", "Vlaanderen", publish=False)
    subject.approve(["nl", "fr"])
    assert (behind(subject, "nl"), behind(subject, "fr")) == (["Drie miljoen mensen vluchtten."], ["La Belgique aide."])


def test_still_correct_takes_the_mark_away_until_the_next_change(subject):
    correct(subject, "fr", "Trois", "Quatre")
    family = translation_status.family_of(subject)
    english = family.public_or_next("en")[-1]
    ((_source, mark),) = family.outdated(english)
    version = english.version
    translation_status.still_correct(subject, "en", mark.target)
    english.refresh_from_db()
    assert (behind(subject, "en"), english.stale_since, english.version) == ([], None, version)
    correct(subject, "fr", "Quatre", "Cinq")
    assert behind(subject, "en") == ["Three million people fled."]


@pytest.mark.at_any_hour
def test_a_change_on_schedule_marks_from_its_moment(subject):
    tomorrow = timezone.now() + timedelta(days=1)
    correct(subject, "fr", "Trois", "Quatre", live_from=tomorrow)
    assert subject.editions.live("nl").get().stale_since == tomorrow
    subject.cancel(["fr"])
    assert subject.editions.live("nl").get().stale_since is None


def test_a_new_translation_knows_what_stood_beside_it(subject):
    draft = subject.new_draft("de")
    before = translation_status.parts(draft)
    draft.title, draft.slug, draft.body = (
        "Titel",
        "titel",
        "<p>Drei Millionen Menschen flohen.</p><p>Belgien hilft.</p>",
    )
    draft.save()
    translation_status.saved(draft, before)
    correct(subject, "fr", "Trois", "Quatre")
    assert behind(subject, "de", working=True) == ["Drei Millionen Menschen flohen."]
    draft.refresh_from_db()
    before = translation_status.parts(draft)
    draft.body = draft.body.replace("Drei", "Vier")
    draft.save()
    translation_status.saved(draft, before)
    assert behind(subject, "de", working=True) == []
