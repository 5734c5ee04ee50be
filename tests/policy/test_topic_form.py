"""The form of a topic is that of an article, with its place in the tree among its facts."""

import pytest

from policy.models import Topic
from tests.factories.article_form import fields, save
from tests.factories.content import topic, write

pytestmark = pytest.mark.django_db
ADD = "/admin/policy/topic/add/"


def url(subject):
    return f"/admin/policy/topic/{subject.pk}/change/"


def test_a_topic_is_written_below_another(admin_client):
    topic("peace-and-security")
    save(admin_client, ADD, fields(admin_client, ADD), **{"text-nl-title": "Sancties", "below": ["Peace and security"]})
    made = Topic.objects.get(key="sancties")
    assert made.parent.key == "peace-and-security"
    assert made.editions.get().slug == "sancties"


@pytest.mark.parametrize("role", ["author", "editor"])
def test_who_writes_below_a_topic_begins_one_there_and_nowhere_else(client, django_user_model, role):
    area, other = topic("peace-and-security"), topic("solidarity")
    member = django_user_model.objects.create_user("member", is_staff=True)
    member.roles.create(name=role, topic=area)
    client.force_login(member)
    save(client, ADD, {**fields(client, ADD), "text-en-title": "Sanctions"}, below=["Peace and security"])
    made = Topic.objects.get(key="sanctions")
    assert made.parent == area
    assert client.get(url(made)).status_code == 200
    refused = save(client, ADD, {**fields(client, ADD), "text-en-title": "Energy"}, below=["Solidarity"])
    assert refused.status_code == 403
    assert "Energy</textarea>" in refused.content.decode()
    assert not Topic.objects.filter(parent=other).exists()


def test_the_place_of_a_public_topic_changes_only_on_its_own_page(admin_client):
    area = topic("peace-and-security")
    topic("solidarity")
    sanctions = topic("sanctions", area)
    page = admin_client.get(url(sanctions) + "?facts=1").content.decode()
    assert f"/admin/policy/topic/{sanctions.pk}/move/" in page
    save(admin_client, url(sanctions), fields(admin_client, url(sanctions) + "?facts=1"), act="facts",
         below=["Solidarity"])  # fmt: skip
    sanctions.refresh_from_db()
    assert sanctions.parent == area


def test_the_place_of_a_draft_is_a_field_and_never_below_itself(admin_client):
    area = topic("peace-and-security")
    made = Topic.objects.create(key="new")
    write(made, "en", "New")
    write(Topic.objects.create(key="chapter", parent=made), "en", "Chapter")
    data = fields(admin_client, url(made))
    page = save(admin_client, url(made), data, below=["New › Chapter"]).content.decode()
    made.refresh_from_db()
    assert made.parent is None
    assert "cannot stand below itself" in page
    save(admin_client, url(made), fields(admin_client, url(made)), below=["Peace and security"])
    made.refresh_from_db()
    assert made.parent == area


def test_saving_an_untouched_topic_changes_nothing(admin_client):
    area = topic("peace-and-security", languages=("en", "nl", "fr", "de"))
    page = save(admin_client, url(area), fields(admin_client, url(area))).content.decode()
    assert "Nothing had changed" in page
    assert area.editions.count() == 4


@pytest.mark.at_any_hour
def test_the_lead_is_chosen_until_its_day(client):
    from datetime import date, timedelta

    from django.utils import timezone

    from tests.factories.content import article

    timezone.localdate() + timedelta(days=1)
    chosen = article(
        "chosen", title="Chosen", date=date(2020, 1, 1), lead_until=timezone.localdate() + timedelta(days=1)
    )
    article("newer", title="Newer", date=date(2022, 1, 1))
    assert client.get("/en/").context["lead"].title == "Chosen"
    chosen.lead_until = timezone.localdate() - timedelta(days=1)
    chosen.save()
    assert client.get("/en/").context["lead"] is None


def test_only_a_topic_with_an_address_leads_to_its_public_page(admin_client):
    shown, unaddressed = topic("peace-and-security"), topic("home", addressed=False)
    assert '<a href="/en/policy/peace-and-security/">See it</a>' in admin_client.get(url(shown)).content.decode()
    page = admin_client.get(url(unaddressed)).content.decode()
    assert "Live since" in page
    assert "See it" not in page
