"""What a new person finds: four steps on an example of their own, and the help of each page."""

import pytest

from desk.help import HELP
from desk.onboarding import FirstSteps, steps_for
from news.models import Article
from publishing.core.errors import PublishingError
from tests.desk.admin_routes import ROUTES
from tests.factories.content import article, write
from tests.factories.figures import figure, mention, organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(django_user_model, client):
    def make(name, role):
        made = django_user_model.objects.create_user(name, is_staff=True)
        if role:
            made.roles.create(name=role)
        client.force_login(made)
        return made

    return make


def act(client, name):
    return client.post("/admin/first-visit/", {"act": name})


def done(user):
    return [step.done for step in steps_for(user)]


@pytest.mark.parametrize("role", ["author", "editor"])
def test_each_step_is_ticked_when_it_is_done(client, person, role):
    anna = person("anna", role)
    assert "Your first steps" in client.get("/admin/").content.decode()
    assert done(anna) == [False] * 4
    form = act(client, "begin").headers["Location"]
    assert client.get(form).status_code == 200
    example = Article.objects.get()
    assert done(anna) == [False] * 4
    text = example.editions.get()
    text.title = "Example: changed"
    text.save()
    assert done(anna) == [True, False, False, False]
    organisation("belgium")
    mention(figure(2_000_000), text, "€2 million")
    assert done(anna) == [True, True, False, False]
    write(example, "nl", "Voorbeeld")
    assert done(anna) == [True, True, True, False]
    where = act(client, "publish").headers["Location"]
    assert where == f"/admin/news/article/{example.pk}/{'publish' if role == 'editor' else 'change'}/"
    assert client.get(where).status_code == 200
    assert done(anna) == [True] * 4


def test_the_example_is_one_is_met_by_nobody_else_and_never_goes_live(client, person):
    karel = person("karel", "editor")
    first = act(client, "begin").headers["Location"]
    assert act(client, "begin").headers["Location"] == first
    example = Article.objects.get()
    with pytest.raises(PublishingError, match="This is an example to try things on: it never goes live"):
        example.approve([example.editions.get().language], karel, override="I want to")
    person("lena", "editor")
    assert client.get(first).status_code in (302, 404)
    assert "Example" not in client.get("/admin/news/article/").content.decode()


def test_an_example_in_the_trash_can_be_made_again(client, person):
    anna = person("anna", "editor")
    act(client, "begin")
    Article.objects.get().trash(by=anna)
    assert done(anna) == [False] * 4
    act(client, "begin")
    assert Article.objects.filter(trashed_at=None).count() == 1


def test_the_steps_stay_closed_once_closed(client, person):
    anna = person("anna", "author")
    assert act(client, "close").headers["Location"] == "/admin/"
    assert "Your first steps" not in client.get("/admin/").content.decode()
    assert steps_for(anna) == []
    act(client, "begin")
    assert FirstSteps.objects.count() == 1
    assert steps_for(anna) == []


@pytest.mark.parametrize("what", ["x", "", "publish"])
def test_an_act_that_cannot_be_leads_back(client, person, what):
    person("anna", "author")
    assert act(client, what).headers["Location"] == "/admin/"


def test_who_has_written_before_or_may_not_write_is_left_alone(client, person):
    anna = person("anna", "author")
    text = write(article("a", live_from=None), "en", "A text")
    type(text).objects.filter(pk=text.pk).update(updated_by=anna)
    assert steps_for(anna) == []
    assert steps_for(person("tess", "translator")) == []
    assert act(client, "begin").status_code == 403
    assert steps_for(person("guest", None)) == []


def test_every_help_belongs_to_a_page():
    assert set(HELP) - set(ROUTES) == set()


@pytest.mark.parametrize(
    ("path", "words"),
    [("/admin/", "Press / to search"), ("/admin/calendar/", "Days are those of Brussels"),
     ("/admin/news/article/add/", "Nothing is public until"), ("/admin/images/image/", "is kept here once")],
)  # fmt: skip
def test_a_page_has_its_help_in_the_language_of_the_person(client, person, path, words):
    person("karel", "editor")
    assert words in client.get(path).content.decode()
    french = client.get(path, headers={"accept-language": "fr"}).content.decode()
    assert words not in french
    assert "<summary>Aide</summary>" in french


def test_what_changed_in_the_tool_is_told_in_the_language_of_the_person(client, person):
    person("karel", "editor")
    html = client.get("/admin/", headers={"accept-language": "de"}).content.decode()
    assert "Ein Kalender zeigt, was online geht, was endet und was zu überprüfen ist." in html
    assert "**" not in html
