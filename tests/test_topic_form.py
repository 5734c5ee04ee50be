"""The form of a topic is that of an article, with its place in the tree among its facts."""

import pytest

from policy.models import Topic
from tests.make import topic
from tests.test_admin_form import fields, save

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


def test_another_place_is_a_move_and_old_addresses_lead_on(admin_client, client):
    area, other = topic("peace-and-security"), topic("solidarity")
    sanctions = topic("sanctions", area)
    data = fields(admin_client, url(sanctions) + "?facts=1")
    save(admin_client, url(sanctions), data, act="facts", below=["Solidarity"])
    sanctions.refresh_from_db()
    assert sanctions.parent == other
    response = client.get("/en/policy/peace-and-security/sanctions/")
    assert (response.status_code, response.url) == (301, "/en/policy/solidarity/sanctions/")


def test_a_topic_cannot_be_put_below_itself_and_nothing_is_lost(admin_client):
    area = topic("peace-and-security")
    sanctions = topic("sanctions", area)
    data = fields(admin_client, url(area) + "?facts=1")
    page = save(admin_client, url(area), data, act="facts", below=["Peace and security › Sanctions"]).content.decode()
    area.refresh_from_db()
    sanctions.refresh_from_db()
    assert (area.parent_id, sanctions.parent_id) == (None, area.pk)
    assert "cannot stand below itself" in page


def test_saving_an_untouched_topic_changes_nothing(admin_client):
    area = topic("peace-and-security", languages=("en", "nl", "fr", "de"))
    page = save(admin_client, url(area), fields(admin_client, url(area))).content.decode()
    assert "Nothing had changed" in page
    assert area.editions.count() == 4


def test_the_lead_is_chosen_until_its_day(client):
    from datetime import date, timedelta

    from django.utils import timezone

    from tests.make import article

    timezone.localdate() + timedelta(days=1)
    chosen = article(
        "chosen", title="Chosen", date=date(2020, 1, 1), lead_until=timezone.localdate() + timedelta(days=1)
    )
    article("newer", title="Newer", date=date(2022, 1, 1))
    assert client.get("/en/").context["lead"].title == "Chosen"
    chosen.lead_until = timezone.localdate() - timedelta(days=1)
    chosen.save()
    assert client.get("/en/").context["lead"] is None
