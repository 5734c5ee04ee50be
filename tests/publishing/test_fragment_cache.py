"""Parts of pages that a process keeps: the pages made with them say what pages made anew say, also after any change."""

import re
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.test import Client, RequestFactory

from fps.models import Banner
from images.models import Image
from news.models import Article, FigureMention, Tag
from news.pages import article_views
from policy import views as topic_views
from policy.models import Contact, Topic
from publishing import extension_points
from publishing.web.previews import as_visitor
from tests.factories.content import article, tag, topic, write
from tests.factories.figures import figure, tell
from tests.factories.pictures import drawing, image, saved, upload

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def site(keeping):
    """A site on which everything that is kept shows something; its pages, by path."""
    contact = Contact.objects.create(key="desk", unit={"en": "Peace desk"}, email="peace@example.org")
    picture = image(alt={"en": "A bridge"}, caption={"en": "The bridge"}, credit="Ann", licence="CC0-1.0", key="bridge")
    area = topic("peace", languages=("en", "nl"), position=1, contact=contact, image=picture)
    topic("trade", position=2)
    below = topic("mines", area, position=1)
    topic("talks", area, position=2)
    topic("about", hidden=True)
    topic("privacy", Topic.objects.get(key="about"))
    label = tag("clearing", en="Clearing")
    for number in range(1, 4):
        made = article(f"a{number}", title=f"Item {number}", topics=[below], image=picture, date=date(2021, 5, number))
        made.set_countries(["ML"])
        made.tags.add(label)
    tell(figure("4000000", key="f-4"))
    return read(Client())


PATHS = (
    *("/en/", "/en/policy/peace/", "/en/policy/peace/mines/", "/en/about/privacy/", "/en/news/?area=mines"),
    *("/en/news/a1/", "/en/subjects/clearing/", "/nl/"),
)


def read(client) -> dict[str, str]:
    return {path: client.get(path).content.decode() for path in PATHS}


def made_anew(monkeypatch) -> dict[str, str]:
    with monkeypatch.context() as patch:
        patch.setattr(extension_points.state_token, "function", None)
        return read(Client())


# -- what changes what is kept --------------------------------------------------------------------------------
def rename_topic():
    below = Topic.objects.get(key="mines")
    write(below, "en", "Landmines", "mines")
    below.approve(["en"])


def rename_fixed_page():
    page = Topic.objects.get(key="privacy")
    write(page, "en", "Your data", "privacy")
    page.approve(["en"])


def rename_tag():
    Tag.objects.get().set_names({"en": "Clearance"})


def correct_article():
    subject = Article.objects.get(key="a1")
    write(subject, "en", "Item corrected", "a1", teaser="Another teaser")
    subject.approve(["en"], notes={"en": "The sum was wrong."})


def start_banner():
    banner = Banner.objects.create(key="crisis")
    write(banner, "en", "Stay at home")
    banner.approve(["en"])


def describe_picture():
    picture = Image.objects.get(key="bridge")
    picture.alt = {"en": "A long bridge"}
    picture.save()


def replace_picture():
    picture = Image.objects.get(key="bridge")
    picture.file = upload(saved(drawing(1440, 900), "PNG"))
    picture.save()


CHANGES = {
    "topic renamed": rename_topic,
    "fixed page renamed": rename_fixed_page,
    "tag renamed": rename_tag,
    "article corrected": correct_article,
    "banner started": start_banner,
    "picture described": describe_picture,
    "picture replaced": replace_picture,
    "sum no longer confirmed": lambda: FigureMention.objects.update(confirmed_at=None),
    "topics in another order": lambda: Topic.objects.filter(key="talks").update(position=0),
    "colour of an area": lambda: Topic.objects.filter(key="peace").update(accent="plum"),
    "topic moved": lambda: Topic.objects.get(key="mines").move(Topic.objects.get(key="trade")),
    "contact": lambda: Contact.objects.update(unit={"en": "Desk of mines"}),
    "date": lambda: Article.objects.filter(key="a1").update(date=date(1999, 12, 31)),
    "kind": lambda: Article.objects.filter(key="a1").update(kind="interview"),
    "article withdrawn": lambda: Article.objects.get(key="a2").withdraw(["en"], notice="Gone"),
    "tag taken off": lambda: Article.objects.get(key="a1").tags.clear(),
    "country": lambda: Article.objects.get(key="a1").set_countries(["HT"]),
    "topic of an article": lambda: Article.objects.get(key="a1").set_topics([Topic.objects.get(key="trade")]),
    "article added": lambda: article("a4", title="Item 4", topics=[Topic.objects.get(key="mines")]),
}


def test_every_page_shows_a_change_at_once(site, monkeypatch):
    """One after the other on one site: to build it takes longer than all of them."""
    before = site
    for name, change in CHANGES.items():
        change()
        now = read(Client())
        assert now != before, name
        assert now == made_anew(monkeypatch), name
        before = now


def test_pages_made_of_what_is_kept_are_those_that_are_made_anew(site, monkeypatch):
    assert read(Client()) == site == made_anew(monkeypatch)
    assert not re.search("csrf|nonce", "".join(site.values()))


def test_a_page_that_a_change_overtakes_leaves_nothing_behind(monkeypatch):
    marks, make = ["before"], article_views.article_page
    monkeypatch.setattr(extension_points.state_token, "function", lambda: marks[-1])
    article("a1")

    def overtaken(*facts, **more):
        page = make(*facts, **more)
        Article.objects.update(date=date(1999, 12, 31))
        marks.append("after")
        return page

    with monkeypatch.context() as patch:
        patch.setattr(article_views, "article_page", overtaken)
        assert "1 January 2022" in Client().get("/en/news/a1/").content.decode()
    assert "1 January 2022" not in Client().get("/en/news/a1/").content.decode()


def test_a_page_waits_in_memory_without_its_body(keeping):
    article("a1")
    topic("peace")
    for path in ("/en/news/a1/", "/en/policy/peace/"):
        assert Client().get(path).content == Client().get(path).content
    page = next(each for each in article_views._cache.entries.values() if each.edition.slug == "a1")
    edition = next(iter(topic_views._cache.entries.values()))
    assert page.body == ""
    assert [each.get_deferred_fields() for each in (page.edition, edition)] == [{"body"}, {"body"}]


# -- for whom nothing is kept ---------------------------------------------------------------------------------
def shown(request, word, value=0) -> str:
    source = "{% load publishing %}{% cachefragment value %}{{ word }}{% endcachefragment %}"
    shown.template = getattr(shown, "template", None) or engines["django"].from_string(source)
    return shown.template.render({"word": word, "value": value}, request)


def test_a_part_is_kept_for_readers_only(keeping, settings):
    visitor, editor = RequestFactory().get("/en/"), RequestFactory().get("/en/")
    for request in (visitor, editor):
        request.user = AnonymousUser()
    editor.COOKIES[settings.SESSION_COOKIE_NAME] = "a session"
    preview = as_visitor(editor, "en")
    assert [shown(editor, "draft"), shown(preview, "draft"), shown(visitor, "live")] == ["draft", "draft", "live"]
    assert [shown(editor, "draft"), shown(preview, "draft"), shown(visitor, "other")] == ["draft", "draft", "live"]
    assert shown(visitor, "other", 1) == "other"
