"""Each person finds on the form the acts that are theirs, and no others; what is not theirs is refused all the same."""

import pytest

from tests.factories.content import article, topic, write
from tests.factories.figures import figure, tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_person(client, django_user_model):
    def made(**role):
        user = django_user_model.objects.create_user(f"p{django_user_model.objects.count()}", is_staff=True)
        user.roles.create(**role)
        client.force_login(user)
        return user

    return made


@pytest.fixture
def item():
    made = article(live_from=None)
    write(made, "en", "Water", body="<p>Water.</p>")
    write(made, "nl", "Ontwerp")
    return made


def form_of(client, item):
    return client.get(f"/admin/news/article/{item.pk}/change/").content.decode()


def test_the_one_next_step_is_the_review_for_an_author_and_the_publication_for_an_editor(client, as_person, item):
    as_person(name="author")
    page = form_of(client, item)
    assert 'value="submit:en" data-send' in page
    assert 'value="publish"' not in page
    client.post(f"/admin/news/article/{item.pk}/change/", {"_act": "submit:en"})
    assert item.editions.get(language="en").state == "review"
    as_person(name="editor")
    page = form_of(client, item)
    assert "data-send" not in page
    assert 'value="publish"' in page


def test_a_translator_writes_their_language_and_reads_the_rest(client, as_person, item):
    as_person(name="translator", languages=["nl"])
    page = form_of(client, item)
    assert 'name="text-nl-title"' in page
    assert 'name="text-en-title"' not in page
    assert "discard:en" not in page
    assert 'name="kind"' not in page  # facts are read, not changed


def test_who_has_looked_is_asked_of_the_language(client, as_person, item):
    as_person(name="translator", languages=["nl"])
    path = f"/admin/news/article/{item.pk}/change/"
    assert client.post(path, {"_act": "still:en:0"}).status_code == 403
    assert client.post(path, {"_act": "still:nl:0"}).status_code == 302


def test_an_editor_finds_the_way_to_who_sees_the_drafts_and_an_author_does_not(client, as_person, item):
    limit = f"/admin/desk/accesslimit/of/news.article/{item.pk}/"
    as_person(name="editor")
    assert limit in form_of(client, item)
    as_person(name="author")
    assert limit not in form_of(client, item)


def test_nothing_of_another_subject_is_reached_through_ones_own(client, as_person, item):
    other = article("other", topics=[topic("area")])
    foreign, mine = other.editions.get(), f"/admin/news/article/{item.pk}/"
    as_person(name="editor")
    assert client.get(f"{mine}preview/edition/{foreign.pk}/").status_code == 404
    assert client.post(f"{mine}links/", {"revoke": 1}).status_code == 404
    assert client.post(f"{mine}remarks/", {"resolve": 1}).status_code == 404
    own = item.editions.get(language="en").pk
    assert client.get(f"{mine}compare/?old={foreign.pk}&new={own}").status_code == 302
    client.post(f"{mine}again/", {"edition": foreign.pk})
    assert not other.editions.working().exists()


def test_a_garbled_moment_takes_nothing_back(client, as_person):
    planned = article(live_from="2030-01-01 09:00")
    as_person(name="editor")
    for start in ("2026-02-31T25:61", "soon"):
        assert client.post(f"/admin/news/article/{planned.pk}/cancel/", {"start": start}).status_code == 302
    assert planned.editions.scheduled().exists()


@pytest.mark.parametrize(("role", "stage"), [("author", "commitment"), ("editor", "pledge")])
def test_the_facts_of_a_public_sum_are_changed_by_editors(client, as_person, role, stage):
    known = figure(9_000_000)
    tell(known)
    as_person(name=role)
    data = {"stage": "pledge", "period": "total", "mentions-TOTAL_FORMS": 0, "mentions-INITIAL_FORMS": 0}
    client.post(f"/admin/news/fundingfigure/{known.pk}/change/", data)
    known.refresh_from_db()
    assert known.stage == stage
