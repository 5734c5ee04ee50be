"""The gate: who may do what to which text, at which place, in which language."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from desk.audit import models as audit
from desk.models import AuditEntry
from desk.permissions.access_limit_views import set_limit
from images.models import Image
from news.models import FundingFigure, Tag
from publishing import extension_points
from publishing.core.errors import PublishingError
from tests.factories.content import article, topic, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(django_user_model):
    def make(*roles, name=None):
        made = django_user_model.objects.create_user(name or f"p-{django_user_model.objects.count()}", is_staff=True)
        for role in roles:
            made.roles.create(**({"name": role} if isinstance(role, str) else role))
        return made

    return make


ARTICLE_VERBS = {
    "translator": {"view", "preview", "compare", "remark", "new_draft", "change", "submit", "discard"},
    "author": {"view", "remark", "new_draft", "change", "submit", "discard", "add", "write_facts", "share"},
    "editor": {"view", "change", "add", "approve", "withdraw", "cancel", "change_facts", "publish_alone", "trash"},
    "administrator": {"view", "change", "approve", "trash", "restore"},
}
NEVER = {
    "translator": {"add", "write_facts", "change_facts", "approve", "share", "trash", "delete"},
    "author": {"approve", "change_facts", "withdraw", "trash", "publish_own", "delete"},
    "editor": {"publish_own", "delete", "manage_people"},
    "administrator": {"delete", "publish_own"},
}


@pytest.mark.parametrize("role", ARTICLE_VERBS)
def test_each_role_may_its_verbs_and_no_others(person, role):
    somebody, item = person(role), article()
    assert {verb for verb in ARTICLE_VERBS[role] if not extension_points.can(somebody, verb, item)} == set()
    assert {verb for verb in NEVER[role] if extension_points.can(somebody, verb, item)} == set()


def test_nobody_without_a_role_and_nobody_who_left(person):
    item = article()
    assert not extension_points.can(person(), "view", item)
    left = person("administrator")
    left.is_active = False
    assert not extension_points.can(left, "view", item)


@pytest.mark.parametrize(
    ("model", "verb", "least"),
    [(Image, "add", "translator"), (FundingFigure, "add", "author"), (Tag, "change", "editor"),
     (AuditEntry, "view", "administrator"), (Tag, "delete", "administrator")],
)  # fmt: skip
def test_what_is_no_text_has_a_least_role(person, model, verb, least):
    ranks = ["translator", "author", "editor", "administrator"]
    allowed = [role for role in ranks if extension_points.can(person(role), verb, model)]
    assert allowed == ranks[ranks.index(least) :]


def test_nobody_writes_in_the_audit_trail(person):
    assert not extension_points.can(person("administrator"), "change", AuditEntry)


def test_rights_hold_from_a_topic_downwards(person):
    area, other = topic("area"), topic("other")
    chapter = topic("chapter", topic("topic", area))
    editor = person({"name": "editor", "topic": area})
    assert extension_points.can(editor, "approve", chapter)
    assert extension_points.can(editor, "approve", article(topics=[chapter, other]))
    assert not extension_points.can(editor, "approve", other)
    assert not extension_points.can(editor, "approve", article(topics=[other, chapter]))  # the main topic decides
    assert extension_points.can(editor, "view", other)


def test_a_translator_writes_in_their_languages_only(person):
    translator, item = person({"name": "translator", "languages": ["nl"]}), article()
    item.new_draft("nl", by=translator)
    with pytest.raises(PermissionDenied):
        item.new_draft("fr", by=translator)


def test_an_article_is_not_moved_out_of_reach(client, person):
    here, there = topic("here"), topic("there")
    item = article(topics=[here], live_from=None)
    client.force_login(person({"name": "editor", "topic": here}))
    data = {"version": item.facts_version, "topics": ["There"], "kind": "news", "date": "2022-01-01"}
    answer = client.post(f"/admin/news/article/{item.pk}/change/", data, follow=True).content.decode()
    assert "your rights do not reach" in answer
    assert [place.topic for place in item.topic_places.all()] == [here]
    assert there.article_places.count() == 0


# -- four eyes ---------------------------------------------------------------------------------------------------------
def draft_by(person, **facts):
    item = article(live_from=None, **facts)
    item.new_draft("en", by=person, words={"title": "Mine", "slug": f"mine-{item.pk}"})
    return item


def test_who_alone_wrote_a_text_gives_a_reason_for_publishing_it(person):
    editor = person("editor")
    item = draft_by(editor)
    with pytest.raises(PublishingError, match="Somebody else has to publish"):
        item.approve(["en"], by=editor)
    item.approve(["en"], by=editor, override="Nobody else is here")
    entry = AuditEntry.objects.get(verb="publish_alone")
    assert (entry.user, entry.reason) == (editor, "Nobody else is here")


def test_a_second_person_publishes_without_a_reason(person):
    item = draft_by(person("author"))
    item.approve(["en"], by=person("editor"))
    assert item.editions.live("en").exists()
    assert not AuditEntry.objects.filter(verb="publish_alone").exists()


def test_a_second_hand_in_the_text_is_a_second_person(person):
    editor = person("editor")
    item = draft_by(person("author"))
    item.editions.working().update(updated_by=editor)
    item.approve(["en"], by=editor)
    assert item.editions.live("en").exists()


def test_a_setting_lets_editors_publish_what_they_wrote(person, settings):
    settings.FOUR_EYES = False
    editor, author = person("editor"), person("author")
    draft_by(editor).approve(["en"], by=editor)
    with pytest.raises(PermissionDenied):
        draft_by(author).approve(["en"], by=author)


def correction_by(person, item, body):
    draft = item.new_draft("en", by=person)
    draft.body = body
    draft.save()
    return draft


LIVE = "<p>Belgium gives help to the people who live there now, and says so.</p>"


@pytest.fixture
def told():
    item = article(live_from=None)
    write(item, "en", "Help", body=LIVE)
    item.approve(["en"])
    return item


def test_an_editor_mends_a_typo_alone_and_it_stands_on_the_desk(person, told):
    editor = person("editor")
    correction_by(editor, told, LIVE.replace("gives", "lends"))
    told.approve(["en"], by=editor, small_fixes=["en"])
    assert "lends" in told.editions.live("en").get().body
    entry = AuditEntry.objects.get(verb="publish_alone")
    assert (entry.user, entry.after) == (editor, "en")
    assert "small fix" in entry.reason


@pytest.mark.parametrize(
    "body",
    [LIVE.replace("help to the people who", "nothing for any person that"), LIVE.replace("gives", "gives 5"),
     LIVE.replace("Belgium", '<a href="https://example.org/">Belgium</a>'), LIVE + "<p>More.</p>"],
    ids=["four words", "a number", "a link", "a paragraph"],
)  # fmt: skip
def test_what_is_more_than_a_typo_needs_a_second_person(person, told, body):
    editor = person("editor")
    correction_by(editor, told, body)
    with pytest.raises(PublishingError, match="Somebody else has to publish"):
        told.approve(["en"], by=editor, small_fixes=["en"])


def test_a_text_is_not_rewritten_three_words_at_a_time(person, told):
    editor = person("editor")
    correction_by(editor, told, LIVE.replace("gives help", "lends aid"))
    told.approve(["en"], by=editor, small_fixes=["en"])
    correction_by(editor, told, LIVE.replace("gives help", "lends aid").replace("says so", "told everybody"))
    with pytest.raises(PublishingError, match="Somebody else has to publish"):
        told.approve(["en"], by=editor, small_fixes=["en"])


def test_a_change_that_readers_are_told_of_is_no_typo_and_a_new_text_neither(person, told):
    editor = person("editor")
    correction_by(editor, told, LIVE.replace("gives", "lends"))
    with pytest.raises(PublishingError, match="Somebody else has to publish"):
        told.approve(["en"], by=editor, notes={"en": "Changed"})
    with pytest.raises(PublishingError, match="Somebody else has to publish"):
        draft_by(editor).approve(["en"], by=editor, small_fixes=["en"])


# -- limited drafts ----------------------------------------------------------------------------------------------------
def test_a_limited_subject_does_not_exist_for_others(client, person):
    inside, outside = person("editor"), person("administrator")
    item = article(live_from=None)
    write(item, "en", "Secret talks")
    set_limit(item, [inside], by=inside)
    assert extension_points.can(inside, "change", item)
    assert not extension_points.can(outside, "view", item)
    client.force_login(outside)
    assert "Secret talks" not in client.get("/admin/news/article/").content.decode()
    assert client.get(f"/admin/news/article/{item.pk}/change/").status_code == 404
    assert client.get(f"/admin/desk/accesslimit/of/news.article/{item.pk}/").status_code == 404
    assert "Secret talks" not in client.get("/admin/desk/auditentry/").content.decode()
    choose = "/admin/autocomplete/?app_label=news&model_name=figuremention&field_name=edition&term=secret"
    assert client.get(choose).json()["results"] == []
    client.force_login(inside)
    assert "Secret talks" in client.get("/admin/news/article/").content.decode()


def test_nobody_shuts_themselves_out(client, person):
    editor, other = person("editor"), person("editor")
    item = article(live_from=None)
    client.force_login(editor)
    path = f"/admin/desk/accesslimit/of/news.article/{item.pk}/"
    assert "shut yourself out" in client.post(path, {"people": [other.pk]}).content.decode()
    client.post(path, {"people": [other.pk, editor.pk]})
    assert not extension_points.can(person("editor"), "view", item)
    client.post(path, {})
    assert extension_points.can(person("editor"), "view", item)


def test_a_sum_that_only_a_limited_draft_tells_of_is_met_by_nobody_else(client, person):
    from news.figures.search import similar_figures
    from tests.factories.figures import figure, mention

    inside, outside = person("editor"), person("administrator")
    item = article(live_from=None)
    draft = write(item, "en", "Secret", body="<p>Belgium gives €9 million.</p>")
    sum_told = figure(9_000_000)
    mention(sum_told, draft, "€9 million")
    set_limit(item, [inside], by=inside)
    near = (9_000_000, None, "EUR")
    assert (similar_figures("", near, inside), similar_figures("", near, outside)) == ([sum_told], [])
    client.force_login(outside)
    assert client.get(f"/admin/news/fundingfigure/{sum_told.pk}/change/").status_code == 302
    client.force_login(inside)
    assert client.get(f"/admin/news/fundingfigure/{sum_told.pk}/change/").status_code == 200


# -- the audit trail ---------------------------------------------------------------------------------------------------
def test_every_verb_leaves_a_row_with_who_and_why(person):
    editor, item = person("editor"), article()
    item.withdraw(["en"], by=editor, reason="Wrong country", notice="Gone")
    entry = AuditEntry.objects.filter(verb="withdraw").get()
    assert (entry.user, entry.subject, entry.reason, entry.before) == (editor, item, "Wrong country", "en")


def test_an_act_that_fails_leaves_no_row(person):
    item = article()
    before = AuditEntry.objects.count()
    with pytest.raises(PublishingError):
        item.approve(["de"], by=person("administrator"))
    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_database_itself_keeps_the_trail(act):
    article()
    audit.install_triggers(connection)
    rows = AuditEntry.objects.all()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(reason="") if act == "update" else rows.delete()
    audit.drop_triggers(connection)
    assert AuditEntry.objects.exists()
