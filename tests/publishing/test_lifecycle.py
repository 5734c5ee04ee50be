import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from news.models import Article, ArticleEdition
from publishing.core.errors import AddressTaken, ImmutableTextError, LanguagePairSplit, PublishingError
from tests.factories.content import article, moment, write

from ..factories.content import in_hours

pytestmark = pytest.mark.django_db


def titles(at=None, language="en"):
    return list(ArticleEdition.objects.live(language, at).values_list("title", flat=True))


def scheduled(subject, language, title, hours, **more):
    write(subject, language, title)
    subject.approve([language], None, in_hours(hours), override="test", **more)


def test_a_draft_is_nowhere():
    subject = article(live_from=None)
    write(subject, "en", "Draft")
    assert titles() == []


@pytest.mark.at_any_hour
def test_scheduled_edition_replaces_live_one_at_its_moment():
    subject = article(title="Old")
    scheduled(subject, "en", "New", 2)
    assert titles() == ["Old"]
    assert titles(in_hours(1.9)) == ["Old"]
    assert titles(in_hours(2.1)) == ["New"]


@pytest.mark.at_any_hour
def test_two_stacked_schedules_follow_each_other():
    subject = article(title="One")
    scheduled(subject, "en", "Two", 2)
    scheduled(subject, "en", "Three", 4)
    assert [titles(in_hours(hours)) for hours in (1, 3, 5)] == [["One"], ["Two"], ["Three"]]
    assert subject.editions.next_change() == subject.editions.get(title="Two").live_from


@pytest.mark.at_any_hour
def test_cancel_makes_the_scheduled_text_the_draft_again():
    subject = article(title="Old")
    scheduled(subject, "en", "New", 2)
    subject.cancel(["en"])
    assert titles(in_hours(3)) == ["Old"]
    assert subject.editions.get(title="New").state == "draft"


@pytest.mark.at_any_hour
def test_cancel_keeps_a_newer_draft():
    subject = article(title="Old")
    scheduled(subject, "en", "New", 2)
    write(subject, "en", "Newer")
    subject.editions.get(title="New").cancel()
    assert titles(in_hours(3)) == ["Old"]
    assert {e.title: e.state for e in subject.editions.all()} == {
        "Old": "approved", "New": "cancelled", "Newer": "draft",
    }  # fmt: skip


@pytest.mark.at_any_hour
def test_change_of_time_is_cancel_and_approve():
    subject = article(title="Old")
    scheduled(subject, "en", "New", 2)
    with transaction.atomic():
        subject.cancel(["en"])
        subject.approve(["en"], None, in_hours(5))
    assert [titles(in_hours(hours)) for hours in (3, 6)] == [["Old"], ["New"]]


@pytest.mark.at_any_hour
def test_withdrawal_does_not_revive_the_older_text_and_cancels_what_was_scheduled():
    subject = article(title="First")
    write(subject, "en", "Second")
    subject.approve(["en"])
    scheduled(subject, "en", "Third", 2)
    cancelled = subject.withdraw(["en"], reason="wrong", notice="Was wrong.")
    assert [edition.title for edition in cancelled] == ["Third"]
    assert titles() == titles(in_hours(3)) == []
    assert subject.editions.get(title="Second").notice == "Was wrong."


@pytest.mark.at_any_hour
def test_a_correction_takes_over_the_announced_end():
    subject = article(live_from=None)
    write(subject, "en", "Event")
    end = in_hours(10)
    subject.approve(["en"], live_until=end)
    write(subject, "en", "Event, corrected")
    subject.approve(["en"])
    assert subject.editions.get(title="Event, corrected").live_until == end
    assert titles(in_hours(11)) == []


def test_approve_refuses_a_start_before_that_of_the_text_it_replaces():
    subject = article(live_from="2022-01-01 09:00")
    write(subject, "en", "Earlier")
    with pytest.raises(PublishingError, match="start lies before"):
        subject.approve(["en"], None, moment("2021-01-01 09:00"))


def test_approve_says_all_that_is_missing_and_changes_nothing():
    subject = article(live_from=None)
    subject.new_draft("en")
    with pytest.raises(PublishingError) as refusal:
        subject.approve(["en", "de"])
    assert len(refusal.value.messages) == 3
    assert titles() == []


def test_only_one_working_copy_a_language():
    subject = article(live_from=None)
    subject.new_draft("nl")
    with pytest.raises(PublishingError, match="Another draft"):
        subject.new_draft("nl")
    with pytest.raises(IntegrityError), transaction.atomic():
        ArticleEdition(subject=subject, language="nl").save()


@pytest.mark.parametrize(
    "change", [{"title": "x"}, {"body": "<p>x</p>"}, {"slug": "x"}, {"language": "nl"}, {"state": "draft"}]
)
def test_words_of_an_approved_edition_never_change(change):
    edition = article().editions.get()
    with pytest.raises(ImmutableTextError):
        ArticleEdition.objects.filter(pk=edition.pk).update(**change)
    for name, value in change.items():
        setattr(edition, name, value)
    with pytest.raises(ImmutableTextError):
        edition.save()
    with pytest.raises(ImmutableTextError):
        ArticleEdition.objects.bulk_update([edition], list(change))


@pytest.mark.at_any_hour
def test_a_start_that_has_passed_never_changes():
    edition = article().editions.get()
    with pytest.raises(ImmutableTextError):
        ArticleEdition.objects.filter(pk=edition.pk).update(live_from=timezone.now())


# -- Dutch and French ------------------------------------------------------------------------------------------------
def test_dutch_does_not_go_live_without_french():
    subject = article(live_from=None)
    write(subject, "nl", "Titel"), write(subject, "fr", "Titre")
    with pytest.raises(LanguagePairSplit):
        subject.approve(["nl"])
    subject.approve(["nl", "fr"])
    assert titles(language="nl") == ["Titel"]


def test_a_reason_lets_one_language_go_alone():
    subject = article(live_from=None)
    write(subject, "nl", "Titel")
    subject.approve(["nl"], override="urgent")
    assert titles(language="nl") == ["Titel"]


@pytest.mark.at_any_hour
def test_a_correction_of_one_language_asks_nothing():
    subject = article(languages=("nl", "fr"), title="Een")
    write(subject, "nl", "Twee")
    subject.approve(["nl"], None, in_hours(2))
    assert titles(in_hours(3), "nl") == ["Twee"]


def test_english_alone_asks_nothing():
    subject = article(languages=("nl", "fr", "en"))
    subject.withdraw(["en"])
    assert titles() == []


@pytest.mark.at_any_hour
@pytest.mark.parametrize("act", ["withdraw", "end", "cancel"])
def test_ends_of_one_language_ask_for_a_reason(act):
    subject = article(live_from=None)
    write(subject, "nl", "Titel"), write(subject, "fr", "Titre")
    if act == "cancel":
        subject.approve(["nl", "fr"], None, in_hours(2))
    else:
        subject.approve(["nl", "fr"])
    if act == "end":
        write(subject, "fr", "Titre 2")
    acts = {
        "withdraw": lambda: subject.withdraw(["fr"]),
        "cancel": lambda: subject.cancel(["fr"]),
        "end": lambda: subject.approve(["fr"], live_until=in_hours(5)),
    }
    with pytest.raises(LanguagePairSplit):
        acts[act]()


@pytest.mark.at_any_hour
def test_different_starts_ask_for_a_reason():
    subject = article(live_from=None)
    write(subject, "nl", "Titel"), write(subject, "fr", "Titre")
    subject.approve(["nl"], None, in_hours(2), override="the French follows")
    with pytest.raises(LanguagePairSplit):
        subject.approve(["fr"], None, in_hours(3))
    subject.approve(["fr"], None, subject.editions.get(title="Titel").live_from)


# -- addresses and rights --------------------------------------------------------------------------------------------
def test_two_subjects_cannot_have_one_address():
    article("one")
    other = article(live_from=None)
    write(other, "en", "Other", "one")
    with pytest.raises(AddressTaken, match="belongs to"):
        other.approve(["en"])
    assert titles() == ["Title one"]


@pytest.mark.at_any_hour
def test_a_scheduled_address_is_held_and_given_back_when_cancelled():
    first = article(live_from=None)
    write(first, "en", "Wanted", "wanted")
    first.approve(["en"], None, in_hours(2))
    second = article(live_from=None)
    write(second, "en", "Second", "wanted")
    with pytest.raises(AddressTaken):
        second.approve(["en"])
    first.cancel(["en"])
    second.approve(["en"])
    assert titles() == ["Second"]


def test_only_superusers_may_until_a_desk_decides(django_user_model):
    subject = article(live_from=None)
    write(subject, "en", "Title")
    clerk = django_user_model.objects.create_user("clerk", is_staff=True)
    with pytest.raises(PermissionDenied):
        subject.approve(["en"], clerk)
    subject.approve(["en"], django_user_model.objects.create_superuser("chief"))
    assert Article.objects.get().editions.live().count() == 1


def test_withdrawing_what_is_not_online_names_the_language():
    subject = article(languages=("en",))
    with pytest.raises(PublishingError, match="Deutsch"):
        subject.withdraw(["de"])
