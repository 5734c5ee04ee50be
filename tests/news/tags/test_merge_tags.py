"""Two tags become one: names, addresses, filters and feeds of the old one lead to the other."""

import json

import pytest
from django.core.exceptions import ValidationError

from desk.models import AuditEntry
from fps.exchange.tags import TagSerializer
from news.models import Tag, TaggedArticle, TagKey
from news.tags.fields import tag_by_spelling, tag_names
from news.tags.merging import merge
from tests.factories.content import article, topic
from tests.factories.exchange import load

pytestmark = pytest.mark.django_db
FOUR = ("en", "nl", "fr", "de")
PAGES = {"en": "/en/subjects/", "nl": "/nl/onderwerpen/", "fr": "/fr/sujets/", "de": "/de/themen/"}


@pytest.fixture
def two():
    old = Tag.make({"en": "Demining", "nl": "Ontmijning", "fr": "Déminage", "de": "Minenräumung"}, aliases=["UXO"])
    kept = Tag.make({"en": "Mine action", "nl": "Mijnactie"}, aliases=["Landmines"])
    only, both = article("only", FOUR, title="Fields cleared"), article("both", FOUR, title="Both words")
    only.set_countries(["TD"])
    only.tags.set([old])
    both.tags.set([old, kept])
    return old, kept


def page(tag):
    return f"/admin/news/tag/{tag.pk}/merge/"


def test_old_names_find_the_new_tag_while_typing_and_in_search(two, client):
    old, kept = two
    merge(old, kept)
    for name in ("Demining", "ontmijning", "deminage", "UXO", "Landmines", "Mine action"):
        assert tag_by_spelling(name) == kept.pk, name
    assert [(pk, sorted(also)) for pk, _label, also in tag_names()] == [
        (kept.pk, ["Demining", "Déminage", "Landmines", "Mijnactie", "Minenräumung", "Ontmijning", "UXO"])
    ]
    found = client.get("/en/search/?q=UXO").content.decode()
    assert "Fields cleared" in found
    assert client.get("/en/search/?q=demining").content.decode().count("Fields cleared")


def test_a_language_without_a_label_gets_that_of_the_old_tag(two):
    old, kept = two
    merge(old, kept)
    kept.refresh_from_db()
    assert kept.labels == {"en": "Mine action", "nl": "Mijnactie", "fr": "Déminage", "de": "Minenräumung"}


def test_old_tag_pages_lead_on_in_every_language_in_one_hop(two, client):
    old, kept = two
    for start in PAGES.values():
        assert client.get(f"{start}demining/").status_code == 200
    merge(old, kept)
    for start in PAGES.values():
        response = client.get(f"{start}demining/?page=1")
        assert (response.status_code, response.url) == (301, f"{start}mine-action/?page=1")
        assert client.get(response.url).status_code == 200
    for end in ("", "thread.ics"):
        response = client.get(f"/en/subjects/demining/td/{end}")
        assert (response.status_code, response.url) == (301, f"/en/subjects/mine-action/td/{end}")
        assert client.get(response.url).status_code == 200


def test_feeds_lists_and_filters_follow(two, client):
    old, kept = two
    merge(old, kept)
    feed = client.get("/en/news/feed.json?tag=demining")
    assert sorted(item["title"] for item in json.loads(feed.content)["items"]) == ["Both words", "Fields cleared"]
    assert json.loads(feed.content) == json.loads(client.get("/en/news/feed.json?tag=mine-action").content)
    assert "Fields cleared" in client.get("/en/news/feed.atom?tag=demining").content.decode()
    listed = client.get("/en/news/?tag=demining").content.decode()
    assert "Fields cleared" in listed
    assert "noindex" not in listed
    assert client.get("/en/funding/?tag=demining").context["noindex"] is False


def test_articles_keep_one_tag_and_the_audit_trail_says_which(two):
    old, kept = two
    merge(old, kept)
    assert sorted(TaggedArticle.objects.values_list("content_object__key", "tag__slug")) == [
        ("both", "mine-action"), ("only", "mine-action")]  # fmt: skip
    entry = AuditEntry.objects.get(verb="merge")
    assert entry.before["tag"] == "demining"
    assert entry.after["articles"] == ["both", "only"]


def test_a_chain_of_merges_is_one_hop(two, client):
    old, kept = two
    last = Tag.make({"en": "Disarmament"})
    merge(old, kept)
    merge(Tag.objects.get(slug="mine-action"), last)
    for key in ("demining", "mine-action"):
        assert client.get(f"/en/subjects/{key}/").url == "/en/subjects/disarmament/"


def test_a_new_tag_never_takes_the_key_of_a_merged_one(two):
    old, kept = two
    merge(old, kept)
    kept.refresh_from_db()
    kept.set_names({"en": "Mine action"})  # somebody takes the other spellings away
    assert Tag.make({"en": "Demining"}).slug == "demining-2"


def test_a_tag_is_never_merged_with_itself_or_with_nothing(two):
    old, kept = two
    with pytest.raises(ValidationError, match="with itself"):
        merge(old, old)
    gone = Tag.objects.get(pk=old.pk)
    merge(old, kept)
    with pytest.raises(ValidationError, match="not there any more"):
        merge(gone, kept)
    assert Tag.objects.count() == 1


def test_the_page_tells_what_changes_and_does_it_once(two, admin_client):
    old, kept = two
    told = admin_client.get(page(old), {"into": "landmines"}).content.decode()
    assert "2 articles bear “Mine action” instead" in told
    assert "one of them bears both" in told
    assert "2 of them are public." in told
    assert "/fr/sujets/mine-action/" in told
    assert Tag.objects.count() == 2
    response = admin_client.post(page(old), {"into": kept.pk}, follow=True)
    assert "is a part of “Mine action” now" in response.content.decode()
    assert admin_client.post(page(old), {"into": kept.pk}).status_code == 404
    assert AuditEntry.objects.filter(verb="merge").count() == 1


@pytest.mark.parametrize("text", ["", "nothing of that name", "demining", "\x00", "9" * 40])
def test_what_is_no_other_tag_is_told(two, admin_client, text):
    old, _kept = two
    for ask in (admin_client.get, admin_client.post):
        response = ask(page(old), {"into": text})
        assert response.status_code == 200
        assert "errorlist" in response.content.decode()
    assert Tag.objects.count() == 2


def test_merged_keys_leave_the_site_and_come_back(two, tmp_path, client):
    old, kept = two
    merge(old, kept)
    line = {"type": "tag"} | TagSerializer().to_representation(Tag.objects.get())
    assert line["former_keys"] == ["demining"]
    TaggedArticle.objects.all().delete()
    Tag.objects.all().delete()
    load(tmp_path, line)
    assert TagKey.objects.get().tag.slug == "mine-action"
    assert load(tmp_path, line) == "0 new, 0 changed, 1 unchanged, 0 failed."


def test_tags_without_a_label_stand_on_the_desk_with_a_way_to_the_gap(two, admin_client):
    _old, kept = two
    start = admin_client.get("/admin/").content.decode()
    assert f'href="/admin/news/tag/{kept.pk}/change/#id_labels_2"' in start
    assert "No label in: Français, Deutsch" in start
    assert 'id="id_labels_2"' in admin_client.get(f"/admin/news/tag/{kept.pk}/change/").content.decode()
    for query, expected in (("missing=any", ["Mine action"]), ("missing=nl", []), ("missing=de", ["Mine action"])):
        rows = admin_client.get(f"/admin/news/tag/?{query}").context["page"].rows
        assert [tag.name for tag in rows] == expected


def test_many_articles_get_and_lose_a_tag_by_any_of_its_names(two, admin_client):
    old, kept = two
    merge(old, kept)
    plain = article("plain", topics=[topic("area")])
    data = {"act": "add_tag", "tag": "Déminage", "chosen": [plain.pk]}
    admin_client.post("/admin/news/article/", data)
    assert [tag.slug for tag in plain.tags.all()] == ["mine-action"]
    admin_client.post("/admin/news/article/", data | {"act": "remove_tag", "tag": "uxo"})
    assert list(plain.tags.all()) == []
