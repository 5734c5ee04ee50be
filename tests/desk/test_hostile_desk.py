"""Saved views, acts on many texts and sessions, used by somebody who means harm or presses everything twice."""

import pytest
from django.db import IntegrityError
from django.test import Client

from desk.accounts.sessions import Session, handle_of, sessions_of
from desk.lists.views import MAX_SAVED_VIEWS
from desk.models import AuditEntry, SavedView
from news.models import Article, Tag
from tests.factories.content import article, write

pytestmark = pytest.mark.django_db
LIST = "/admin/news/article/"
ODD = [
    "\x00",
    "a\x00b",
    "x" * 20_000,
    "\u202e<script>alert(1)</script>",
    "%00%ff",
    "-1",
    "9" * 400,
    "٣",
    "[]",
    "' OR 1=1 --",
]


@pytest.fixture
def people(django_user_model):
    def come(name, role="author"):
        person = django_user_model.objects.create_user(name, is_staff=True)
        person.roles.create(name=role)
        client = Client()
        client.force_login(person)
        client.person = person
        return client

    return come


def page_of(client, path=LIST, **posted):
    response = client.post(path, posted, follow=True) if posted else client.get(path)
    assert response.status_code == 200
    return response.content.decode()


# -- saved views -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("odd", ODD)
def test_any_name_and_any_filter_is_kept_or_refused_in_words(people, odd):
    anna = people("anna")
    html = anna.post(f"{LIST}?kind=news&q=a&page=9", {"act": "keep", "name": odd}, follow=True).content.decode()
    assert "<script>alert" not in html
    for view in SavedView.objects.all():
        assert 0 < len(view.name) <= 40
        assert view.query == "q=a&kind=news"
    asked = anna.get(LIST, {"q": odd, "kind": odd, "year": odd, "state": odd, "sort": odd, "page": odd})
    assert asked.status_code == (200 if len(odd) < 1000 else 404)
    assert anna.post(f"{LIST}?", {"act": "forget", "view": odd}).status_code == 302


def test_views_have_a_number_and_a_length(people):
    anna = people("anna")
    for number in range(MAX_SAVED_VIEWS + 3):
        html = page_of(anna, f"{LIST}?kind=news", act="keep", name=f"View {number}")
    assert SavedView.objects.count() == MAX_SAVED_VIEWS
    assert "Remove one first" in html
    page_of(anna, f"{LIST}?kind=interview", act="keep", name="View 0")
    assert SavedView.objects.get(name="View 0").query == "kind=interview"
    assert "too long to be kept" in page_of(anna, f"{LIST}?q={'é%F0%9F%A6%86' * 50}", act="keep", name="View 1")
    assert SavedView.objects.get(name="View 1").query == "kind=news"


def test_a_view_is_nobody_elses(people):
    anna, ben = people("anna"), people("ben")
    page_of(anna, f"{LIST}?kind=news", act="keep", name="Haiti, mine")
    page_of(anna, f"{LIST}?kind=news", act="keep", name="Haiti, mine")  # a double click
    (view,) = SavedView.objects.all()
    page_of(ben, act="forget", view=view.pk)
    assert SavedView.objects.exists()
    assert "Haiti, mine" not in page_of(ben)
    with pytest.raises(IntegrityError):
        SavedView.objects.create(user=anna.person, list_name="articles", name="Haiti, mine")


# -- acts on many ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("odd", ODD)
def test_odd_choices_do_nothing_and_are_answered(people, odd):
    anna, subject = people("anna", "editor"), article("one")
    before = AuditEntry.objects.count()
    for act in ("add_tag", "remove_tag", "review_by", "submit", "trash", "undo", odd):
        page_of(anna, act=act, chosen=[odd, odd], batch=odd, tag=odd, review_by=odd)
    for act in ("add_tag", "review_by"):
        page_of(anna, act=act, chosen=[subject.pk], tag=odd, review_by=odd)
    subject.refresh_from_db()
    assert (subject.trashed_at, subject.review_by, subject.tags.count()) == (None, None, 0)
    assert AuditEntry.objects.count() == before


def test_a_double_click_does_an_act_on_many_once(people):
    anna, subject = people("anna", "editor"), article("one", live_from=None)
    Tag.objects.create(name="Ukraine", slug="ukraine").set_names({"en": "Ukraine"})
    write(subject, "nl", "Een")
    for act, verb in {"add_tag": "change_facts", "submit": "submit", "trash": "trash"}.items():
        for _click in range(2):
            page_of(anna, act=act, chosen=[subject.pk, subject.pk], tag="Ukraine")
        assert AuditEntry.objects.filter(verb=verb).count() == 1
    batch = AuditEntry.objects.get(verb="trash").reason.removeprefix("bulk ")
    for _click in range(2):
        page_of(anna, act="undo", batch=batch)
    assert Article.objects.get().trashed_at is None
    assert AuditEntry.objects.filter(verb="undo").count() == 1


def test_an_author_calls_back_what_they_sent_and_nobody_elses(people):
    anna, ben = people("anna"), people("ben")
    subject = article("one", live_from=None)
    write(subject, "nl", "Een")
    html = page_of(anna, act="submit", chosen=[subject.pk])
    assert 'value="undo"' in html
    batch = AuditEntry.objects.get(verb="bulk_submit").reason.removeprefix("bulk ")
    page_of(ben, act="undo", batch=batch)
    assert subject.editions.get().state == "review"
    page_of(anna, act="undo", batch=batch)
    assert subject.editions.get().state == "draft"
    assert not AuditEntry.objects.filter(verb="request_changes").exists()


# -- sessions ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("odd", ODD)
def test_an_odd_handle_ends_nothing(people, odd):
    anna = people("anna")
    html = page_of(anna, "/admin/sessions/", session=odd)
    assert "0 sessions ended" in html
    assert Session.objects.count() == 1


def test_nobody_ends_the_session_of_another_and_a_link_ends_none(people):
    anna, ben = people("anna"), people("ben")
    other = Client()
    other.force_login(anna.person)
    handles = [handle_of(each.session_key) for each in sessions_of(anna.person)]
    for handle in handles:
        page_of(ben, "/admin/sessions/", session=handle)
        anna.get("/admin/sessions/", {"session": handle, "others": "1"})
    assert sessions_of(anna.person).count() == 2
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = anna.cookies
    strict.post("/admin/sessions/", {"others": "1"})
    assert sessions_of(anna.person).count() == 2
    for _click in range(2):
        page_of(anna, "/admin/sessions/", others="1")
    assert sessions_of(anna.person).count() == 1
    assert other.get(LIST).status_code == 302
    assert sessions_of(ben.person).count() == 1
