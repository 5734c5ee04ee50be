"""A topic gets another place: what changes is told before, every old address leads on in one hop."""

import re

import pytest

from desk.models import AuditEntry
from policy.models import Topic
from policy.move_plan import plan_move
from publishing import extension_points
from tests.factories.content import article, moment, publish, topic, write

pytestmark = pytest.mark.django_db
FOUR = ("en", "nl", "fr", "de")
TREE = "/admin/policy/topic/tree/"


def move_page(subject, query=""):
    return f"/admin/policy/topic/{subject.pk}/move/{query}"


def move(client, subject, parent, **more):
    """As somebody does it: choose, read, press."""
    below = parent.pk if parent else "top"
    page = client.get(move_page(subject, f"?below={below}")).content.decode()
    stamp = re.search(r'name="stamp" value="(\w+)"', page)[1]
    return client.post(move_page(subject), {"below": below, "stamp": stamp, **more}, follow=True)


def addresses(*topics):
    """Every public address of these topics today."""
    return [str(row) for each in topics for row in each.addresses.all()]


def keys(parent=None):
    return list(Topic.objects.filter(parent=parent).order_by("position", "pk").values_list("key", flat=True))


@pytest.fixture
def branch():
    """An area with a topic, twelve pages below it, and another area; in four languages."""
    area, other = topic("peace", languages=FOUR), topic("solidarity", languages=FOUR)
    moved = topic("sanctions", area, languages=FOUR)
    chapters = [topic(f"chapter-{number}", moved, languages=FOUR) for number in range(4)]
    pages = [topic(f"part-{n}-{m}", chapter, languages=FOUR) for n, chapter in enumerate(chapters) for m in range(2)]
    return area, other, [moved, *chapters, *pages]


def test_what_changes_is_told_before_anything_does(branch, admin_client):
    _area, other, moved = branch
    page = admin_client.get(move_page(moved[0], f"?below={other.pk}")).content.decode()
    assert "52 addresses change, all redirected." in page
    assert page.count("13 addresses") == 4
    assert "/nl/beleid/peace/sanctions/</del>" in page
    assert "/nl/beleid/solidarity/sanctions/</ins>" in page
    moved[0].refresh_from_db()
    assert moved[0].parent.key == "peace"


def test_thirteen_addresses_in_four_languages_lead_on_in_one_hop_and_back(branch, admin_client, client):
    area, other, moved = branch
    old = addresses(*moved)
    assert len(old) == 52
    move(admin_client, moved[0], other)
    for path in old:
        response = client.get(path)
        assert response.status_code == 301, path
        assert client.get(path.removesuffix("/")).headers["Location"] == response.url
        assert client.get(response.url).status_code == 200, path
    interim = {client.get(path).url for path in old}
    move(admin_client, moved[0], area)
    assert {client.get(path).status_code for path in old} == {200}
    for path in interim:
        response = client.get(path)
        assert (response.status_code, response.url in old) == (301, True), path


def test_a_language_in_which_the_new_place_is_not_online_is_named(admin_client):
    area, other = topic("peace", languages=FOUR), topic("solidarity", languages=("en", "nl"))
    moved = topic("sanctions", area, languages=FOUR)
    made = plan_move(moved, other)
    assert {code: len(found) for code, found in made.changes.items()} == {"en": 1, "nl": 1}
    assert made.lost == {"fr": ["Sanctions (fr)"], "de": ["Sanctions (de)"]}
    page = admin_client.get(move_page(moved, f"?below={other.pk}")).content.decode()
    assert "Readers can no longer reach:" in page


def test_an_address_that_another_holds_is_a_plain_sentence(admin_client):
    area, other = topic("peace"), topic("solidarity")
    moved = topic("sanctions", area)
    twin = Topic.objects.create(key="twin", parent=other)
    publish(twin, ("en",), "Twin", "sanctions", live_from="2017-01-01 00:00")
    page = admin_client.get(move_page(moved, f"?below={other.pk}")).content.decode()
    assert "belongs to “Twin”" in page
    assert "Move it" not in page
    admin_client.post(move_page(moved), {"below": other.pk})
    moved.refresh_from_db()
    assert moved.parent == area


def test_an_address_that_a_scheduled_text_will_have_is_refused_at_the_deed(admin_client):
    area, other = topic("peace"), topic("solidarity")
    moved = topic("sanctions", area)
    write(moved, "en", "Later", "later")
    moved.approve(["en"], None, moment("2999-01-01 00:00"))
    twin = Topic.objects.create(key="twin", parent=other)
    publish(twin, ("en",), "Twin", "later", live_from="2017-01-01 00:00")
    assert "belongs to “Twin”" in move(admin_client, moved, other).content.decode()
    moved.refresh_from_db()
    assert moved.parent == area


def test_a_topic_never_stands_below_itself_or_too_deep(branch, admin_client):
    _area, other, moved = branch
    page = admin_client.get(move_page(moved[0], f"?below={moved[1].pk}")).content.decode()
    assert "cannot stand below itself" in page
    deep = other
    for number in range(2):
        deep = topic(f"deep-{number}", deep)
    assert "five deep" in admin_client.get(move_page(moved[0], f"?below={deep.pk}")).content.decode()
    choices = admin_client.get(move_page(moved[0])).content.decode()
    assert f'name="below" value="{moved[1].pk}"' not in choices
    assert f'name="below" value="{other.pk}"' in choices


def test_nothing_moves_if_the_tree_changed_since_it_was_read(branch, admin_client):
    _area, other, moved = branch
    data = {"below": other.pk, "stamp": plan_move(moved[0], other).stamp}
    topic("fresh", moved[0], languages=FOUR)
    page = admin_client.post(move_page(moved[0]), data).content.decode()
    assert "has changed since you looked" in page
    moved[0].refresh_from_db()
    assert moved[0].parent.key == "peace"


def test_a_second_click_moves_nothing_twice(branch, admin_client):
    _area, other, moved = branch
    data = {"below": other.pk, "place": 0, "stamp": plan_move(moved[0], other).stamp}
    admin_client.post(move_page(moved[0]), data)
    page = admin_client.post(move_page(moved[0]), data, follow=True).content.decode()
    assert "stands there already" in page
    assert AuditEntry.objects.filter(verb="move").count() == 1


def test_up_and_down_change_the_order_and_no_address(admin_client):
    area = topic("peace")
    line = [topic(key, area) for key in ("one", "two", "three")]
    old = addresses(*line)
    admin_client.post(TREE, {"up": line[2].pk})
    assert keys(area) == ["one", "three", "two"]
    response = admin_client.post(TREE, {"down": line[0].pk}, follow=True)
    assert keys(area) == ["three", "one", "two"]
    assert "“One” stands after “Three” now." in response.content.decode()
    admin_client.post(TREE, {"up": line[2].pk})
    assert keys(area) == ["three", "one", "two"]
    assert addresses(*line) == old


def test_a_place_among_the_neighbours(admin_client):
    area, other = topic("peace"), topic("solidarity")
    for key in ("one", "two"):
        topic(key, other)
    moved = topic("sanctions", area)
    move(admin_client, moved, other, place=1)
    assert keys(other) == ["one", "sanctions", "two"]
    move(admin_client, moved, None)
    assert keys() == ["peace", "solidarity", "sanctions"]


@pytest.fixture
def editor_of_peace(branch, client, django_user_model):
    user = django_user_model.objects.create_user("local", is_staff=True)
    user.roles.create(name="editor", topic=branch[0])
    client.force_login(user)
    return user


def test_rights_end_where_the_place_is_somebody_elses(branch, editor_of_peace, client):
    area, other, moved = branch
    topic("own", area)
    assert client.get(move_page(moved[0], f"?below={other.pk}")).status_code == 403
    assert client.get(move_page(moved[0], "?below=top")).status_code == 403
    assert (
        client.post(move_page(moved[0]), {"below": other.pk, "stamp": plan_move(moved[0], other).stamp}).status_code
        == 403
    )
    choices = client.get(move_page(moved[0])).content.decode()
    assert f'value="{other.pk}"' not in choices
    assert 'value="top"' not in choices
    assert f'name="up" value="{area.pk}"' not in client.get(TREE).content.decode()
    assert client.post(TREE, {"down": area.pk}).status_code == 403
    move(client, moved[1], Topic.objects.get(key="own"))
    moved[1].refresh_from_db()
    assert moved[1].parent.key == "own"


def test_a_limited_topic_is_nowhere_in_the_tree(branch, editor_of_peace, client, django_user_model):
    from desk.permissions.access_limit_views import set_limit

    secret = Topic.objects.create(key="secret", parent=branch[0])
    write(secret, "en", "Secret plan")
    set_limit(secret, [django_user_model.objects.create_user("other")], by=None)
    assert "Secret plan" not in client.get(TREE).content.decode()
    assert "Secret plan" not in client.get(move_page(branch[2][0])).content.decode()
    assert client.get(move_page(secret)).status_code == 404


def test_garbage_is_answered(branch, admin_client):
    _area, _other, moved = branch
    for query in ("?below=x", "?below=999999", "?below=top&place=-1", "?below=top&place=" + "9" * 30, "?below=%00"):
        assert admin_client.get(move_page(moved[0], query)).status_code == 200, query
    for number in ("0", "x", "9" * 40):
        assert admin_client.get(f"/admin/policy/topic/{number}/move/").status_code == 404
    assert admin_client.post(TREE, {"up": "x"}).status_code == 302
    assert admin_client.post(TREE, {}).status_code == 302


def test_the_tree_costs_the_same_for_one_topic_and_for_many(admin_client, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    parent = topic("one")
    counts = []
    for number in range(3):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            admin_client.get(TREE)
        counts.append(len(queries))
        topic(f"more-{number}", parent)
    assert len(set(counts)) == 1


def test_articles_stay_with_their_topic(branch, admin_client, client):
    _area, other, moved = branch
    article("item", topics=[moved[0]])
    move(admin_client, moved[0], other)
    assert "Title item" in client.get("/en/policy/solidarity/sanctions/").content.decode()


def test_the_gate_asks_for_the_top(branch, editor_of_peace):
    assert extension_points.can(editor_of_peace, "move", branch[2][0])
    assert not extension_points.can(editor_of_peace, "move_to_top", Topic)
