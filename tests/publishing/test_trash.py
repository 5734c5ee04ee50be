"""A subject is thrown away and brought back as a whole; what breaks is said before."""

import pytest

from publishing.core.errors import PublishingError
from publishing.workflow.withdrawal_impact import impact_of
from tests.factories.content import article, publish, topic, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(client, admin_user):
    client.force_login(admin_user)
    return client


def test_the_trash_withdraws_and_cancels_and_keeps_the_drafts(client):
    item = article("a-1", ("en", "nl", "fr"))
    publish(item, ["en"], "Next", "next", live_from="2099-01-01 09:00")
    write(item, "de", "Entwurf")
    item.trash(None, "test", {"en": "It is gone."})
    assert client.get("/en/news/a-1/").status_code == 410
    assert "It is gone." in client.get("/en/news/a-1/").content.decode()
    assert client.get("/nl/nieuws/a-1/").status_code == 410
    assert list(item.editions.scheduled()) == []
    assert item.editions.working().filter(language="de").exists()


def test_nothing_is_published_out_of_the_trash_until_it_is_restored():
    item = article("a-1", live_from=None)
    write(item, "en", "Draft")
    item.trash()
    for act in (lambda: item.approve(["en"]), lambda: item.new_draft("de"), lambda: item.trash()):
        with pytest.raises(PublishingError, match="trash"):
            act()
    item.restore()
    item.approve(["en"])
    assert item.editions.live("en").exists()


def test_a_restored_subject_is_not_online_by_itself():
    item = article("a-1")
    item.trash(None, "test")
    item.restore()
    assert not item.editions.live().exists()
    item.new_draft("en").approve()
    assert item.editions.live("en").get().title == "Title a-1"


def test_a_topic_with_others_below_it_stays_where_it_is(chief):
    area = topic("area")
    chapter = topic("chapter", area)
    with pytest.raises(PublishingError, match="Chapter"):
        area.trash(None, "test")
    assert "Topics stand below" in chief.get(f"/admin/policy/topic/{area.pk}/trash/").content.decode()
    chapter.trash(None, "test")
    area.trash(None, "test")
    assert not area.editions.live().exists()


def test_what_breaks_names_addresses_links_pages_below_and_sums():
    from tests.factories.figures import figure, mention

    area = topic("area")
    topic("chapter", area)
    told, other = article("told", live_from=None), article("other", live_from=None)
    publish(told, ["en"], "Told", "told", live_from="2022-01-01 09:00", body="<p>Belgium gives €9 million.</p>")
    link = '<p>See <a href="/en/news/told/">that</a> and €3 million.</p>'
    publish(other, ["en"], "Other", "other", live_from="2022-01-01 09:00", body=link)
    mention(figure(9_000_000), told.editions.get(), "€9 million")
    mention(figure(3_000_000), other.editions.get(), "€3 million")
    said = " ".join(impact_of(told, ["en"]))
    assert "/en/news/told/" in said
    assert "“Other”" in said
    assert "9,000,000" in said
    assert "3,000,000" not in said
    assert "Chapter" in " ".join(impact_of(area, ["en"]))
    assert "Chapter" not in " ".join(impact_of(area, ["fr"]))


def test_thrown_away_in_the_admin_and_back(chief):
    item = article("a-1")
    path = f"/admin/news/article/{item.pk}/"
    assert "/en/news/a-1/" in chief.get(f"{path}trash/").content.decode()
    chief.post(f"{path}trash/", {"reason": "Twice the same", "notice-en": "Gone."})
    chief.get("/admin/")  # reads the message
    assert "Title a-1" not in chief.get("/admin/news/article/").content.decode()
    assert "Title a-1" in chief.get("/admin/news/article/trash/").content.decode()
    assert "in the trash" in chief.get(f"{path}change/").content.decode().lower()
    chief.post(f"{path}restore/")
    assert "Title a-1" in chief.get("/admin/news/article/").content.decode()
