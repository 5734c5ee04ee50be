"""Who may not write a text does not change its sums either, through whichever form; and whose role ends at a topic does
not run the site."""

import pytest

from desk.models import AuditEntry
from desk.permissions.access_limit_views import set_limit
from news.figures.panel import FigurePanel
from news.models import FigureMention, FundingFigure
from publishing import extension_points
from tests.factories.content import article, topic, write
from tests.factories.figures import figure, mention, tell

pytestmark = pytest.mark.django_db
PEOPLE = "/admin/auth/user/"


@pytest.fixture
def areas():
    return topic("here"), topic("there")


@pytest.fixture
def person(django_user_model):
    def make(name, role, place=None):
        made = django_user_model.objects.create_user(name, f"{name}@example.org", is_staff=True)
        made.roles.create(name=role, topic=place)
        return made

    return make


def draft_telling(area, *, key):
    """A sum that only a draft at this topic tells of."""
    item, sum_of_money = article(key, topics=[area], live_from=None), figure(5_000_000)
    draft = write(item, "en", f"Draft {key}", body="<p>We give 5 million EUR today.</p>")
    mention(sum_of_money, draft, "5 million EUR", start=8)
    return item, sum_of_money


def posted(of, stage="disbursement"):
    return {"qualifier": of.qualifier, "amount": str(of.amount), "currency": of.currency, "stage": stage,
            "period": of.period, "provider": of.provider_id, "mentions-TOTAL_FORMS": 0,
            "mentions-INITIAL_FORMS": 0}  # fmt: skip


def change(client, of, stage="disbursement"):
    response = client.post(f"/admin/news/fundingfigure/{of.pk}/change/", posted(of, stage))
    of.refresh_from_db()
    return response.status_code


@pytest.mark.parametrize("role", ["author", "editor", "administrator"])
def test_a_sum_of_a_draft_is_changed_only_by_those_who_may_write_the_draft(client, person, areas, role):
    here, there = areas
    _item, told = draft_telling(there, key="theirs")
    client.force_login(person("stranger", role, here))
    assert change(client, told) == 403
    assert told.stage == "commitment"
    assert not AuditEntry.objects.filter(verb="change_fundingfigure").exists()
    client.force_login(person("neighbour", role, there))
    assert change(client, told) == 302
    entry = AuditEntry.objects.get(verb="change_fundingfigure")
    assert (entry.before, entry.after) == ({"stage": "commitment"}, {"stage": "disbursement"})


def test_a_sum_in_two_texts_is_changed_only_by_those_who_may_write_both(client, person, areas):
    here, there = areas
    item, told = draft_telling(here, key="mine")
    other = article("other", topics=[there], live_from=None)
    mention(told, write(other, "en", "Other", body="<p>It was 5 million EUR.</p>"), "5 million EUR", start=7)
    author = person("author", "author", here)
    assert extension_points.can(author, "confirm_figure", item)
    client.force_login(author)
    assert change(client, told) == 403
    name = FigurePanel(item, user=author).cards[0].name
    act = {"name": "change", "card": name, "fields": {f"money-{name}-stage": "disbursement"}}
    data = {"texts": {}, "act": act}
    answer = client.post(f"/admin/news/article/{item.pk}/money/", data, "application/json").json()
    assert (answer["done"], "may not write" in answer["said"]) == (False, True)
    told.refresh_from_db()
    assert told.stage == "commitment"


def test_a_public_sum_is_changed_only_by_those_who_may_change_public_facts(client, person, areas):
    here, _there = areas
    told = figure(7_000_000)
    tell(told, topics=[here])
    client.force_login(person("author", "author", here))
    assert change(client, told) == 403
    client.force_login(person("editor", "editor", here))
    assert change(client, told) == 302
    assert told.stage == "disbursement"


def test_nobody_deletes_a_sum_of_a_text_that_is_limited_to_others(client, person, areas):
    here, _there = areas
    item, told = draft_telling(here, key="secret")
    boss, other = person("boss", "administrator"), person("other", "editor")
    set_limit(item, [other])
    client.force_login(boss)
    client.post(f"/admin/news/fundingfigure/{told.pk}/delete/", {"post": "yes"})
    client.post("/admin/news/fundingfigure/", {"action": "delete_selected", "_selected_action": [told.pk],
                                               "post": "yes"})  # fmt: skip
    assert FundingFigure.objects.filter(pk=told.pk).exists()
    set_limit(item, [])
    client.post(f"/admin/news/fundingfigure/{told.pk}/delete/", {"post": "yes"})
    assert not FundingFigure.objects.filter(pk=told.pk).exists()
    assert not FigureMention.objects.exists()
    verbs = AuditEntry.objects.filter(verb__contains="figure").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["let_go_figure", "delete_fundingfigure"]


def test_an_administrator_of_a_topic_manages_no_people(client, person, areas, django_user_model):
    here, _there = areas
    local, boss = person("local", "administrator", here), person("boss", "administrator")
    new = {"username": "ally", "email": "ally@example.org", "roles-TOTAL_FORMS": 1, "roles-INITIAL_FORMS": 0,
           "roles-0-name": "administrator", "roles-0-topic": ""}  # fmt: skip
    client.force_login(local)
    assert client.get(PEOPLE).status_code == 403
    assert client.post(f"{PEOPLE}add/", new).status_code == 403
    assert client.post(f"{PEOPLE}{local.pk}/change/", new).status_code == 403
    assert client.get("/admin/desk/auditentry/").status_code == 403
    assert not django_user_model.objects.filter(username="ally").exists()
    assert not extension_points.can(local, "delete", FundingFigure)
    assert extension_points.can(local, "approve", article("local", topics=[here]))
    client.force_login(boss)
    assert client.post(f"{PEOPLE}add/", new).status_code == 302
    assert django_user_model.objects.get(username="ally").roles.get().name == "administrator"
