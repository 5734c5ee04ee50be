"""Several people, or one with a nervous finger, at the same instant; on both databases."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from news.models import Article, ArticleEdition
from policy.models import Topic
from tests.factories.content import article, write

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Run the acts in threads that start together; returns what each of them raised, or None."""
    start, raised = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        try:
            start.wait(10)
            act()
        except ValidationError as refusal:
            raised[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return raised


def test_six_concurrent_approvals_leave_one_live_edition():
    subject = article(live_from=None)
    write(subject, "en", "Title")
    raised = at_once(*[lambda: Article.objects.get(pk=subject.pk).approve(["en"])] * 6)
    assert raised.count(None) == 1
    assert ArticleEdition.objects.live("en").count() == 1
    assert subject.editions.count() == 1


def test_six_concurrent_drafts_leave_one_working_copy():
    subject = article()
    raised = at_once(*[lambda: Article.objects.get(pk=subject.pk).new_draft("en")] * 6)
    assert raised.count(None) == 1
    assert subject.editions.working().count() == 1


def test_of_two_subjects_that_want_one_address_one_gets_it():
    subjects = [article(live_from=None) for _each in range(2)]
    for subject in subjects:
        write(subject, "en", "Same", "same")
    raised = at_once(*[lambda pk=subject.pk: Article.objects.get(pk=pk).approve(["en"]) for subject in subjects])
    assert sorted(str(type(each).__name__) for each in raised) == ["AddressTaken", "NoneType"]
    assert ArticleEdition.objects.live("en").count() == 1


def test_a_publication_and_a_withdrawal_never_leave_a_mix():
    subject = article("one")
    write(subject, "en", "Two")
    at_once(
        lambda: Article.objects.get(pk=subject.pk).approve(["en"]),
        lambda: Article.objects.get(pk=subject.pk).withdraw(["en"]),
    )
    live = ArticleEdition.objects.live("en").count()
    newest = subject.editions.approved().order_by("-live_from").first()
    assert live == (newest.live_until is None)


def test_two_moves_leave_a_tree():
    first, second = (Topic.objects.create(key=key) for key in ("first", "second"))
    at_once(
        lambda: Topic.objects.get(pk=first.pk).move(Topic.objects.get(pk=second.pk)),
        lambda: Topic.objects.get(pk=second.pk).move(Topic.objects.get(pk=first.pk)),
    )
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.parent_id, second.parent_id) in [(second.pk, None), (None, first.pk)]
