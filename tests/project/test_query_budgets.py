"""How often each page asks the database, the same on a small and on a larger site: literal numbers.

The site stands as it did at the visit before (see `publishing/web/memory_cache.py`), and no finished page is kept.
Whether it still does is one more question, asked at most twice a second by a process and not counted here.
"""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench import corpus
from publishing import extension_points
from tests.factories.content import article, topic, write
from tests.factories.figures import figure, mention
from tests.factories.pictures import image

PUBLIC = {
    "/en/": 0,
    "/en/policy/area-1/": 1,
    "/en/policy/area-1/topic-1-3/": 1,
    "/en/news/bench-9/": 1,
    "/en/news/": 0,
    "/en/news/?page=2": 0,
    "/en/news/?area=area-1&tag=tag-7-en": 0,
    "/en/news/feed.atom": 3,
    "/en/search/?q=security": 3,
}
UNASKED = {"/en/news/?page=3": 2}  # nobody has asked for it since the site changed
WITHOUT_BODIES = ("/en/policy/area-1/", "/en/news/", "/en/news/feed.atom")
DESK = {
    "/admin/news/article/": 7,
    "/admin/news/article/?state=draft": 7,
    "/admin/news/article/?year=2015": 7,
    "/admin/news/article/?q=treaty": 8,
}


def asked(client, path) -> list[str]:
    """The statements of a second visit."""
    assert client.get(path).status_code == 200, path
    return first_asked(client, path)


def first_asked(client, path) -> list[str]:
    with CaptureQueriesContext(connection) as statements:
        client.get(path)
    return [each["sql"] for each in statements]


@pytest.mark.django_db(transaction=True)
def test_pages_ask_as_often_on_a_larger_site(client, monkeypatch):
    corpus.furniture()
    editor = get_user_model().objects.create_user("editor", is_staff=True)
    editor.roles.create(name="editor")
    for articles in (200, 400):
        corpus.fill(articles - 199, articles + 1)
        monkeypatch.setattr(extension_points.state_token, "function", lambda site=articles: f"a site of {site}")
        statements = {path: asked(client, path) for path in PUBLIC}
        assert {path: len(first_asked(client, path)) for path in UNASKED} == UNASKED
        assert {path: len(each) for path, each in statements.items()} == PUBLIC
        for path in WITHOUT_BODIES:
            assert not [sql for sql in statements[path] if '"news_articleedition"."body"' in sql]
        client.force_login(editor)
        assert {path: len(asked(client, path)) for path in DESK} == DESK
        client.logout()


@pytest.mark.parametrize(
    ("body", "confirmed", "expected"),
    [("<p>Calm.</p>", "", 18), ("<p>€5 million.</p>", "", 20), ("<p>€9 million, €5 million.</p>", "€9 million", 20)],
)
@pytest.mark.django_db
def test_the_form_of_an_article(client, body, confirmed, expected):
    """Four live texts, a draft, topics, tags, a country and a picture; a sum to confirm asks what it could be."""
    area = topic("area")
    shown = article("one", ("en", "nl", "fr", "de"), topics=[area, topic("sub", area)])
    shown.image = image()
    shown.save()
    shown.tags.add("treaty")
    shown.set_countries(["ML"])
    draft = write(shown, "en", "Newer", body=body)
    if confirmed:
        mention(figure(9_000_000), draft, confirmed, start=0)
    editor = get_user_model().objects.create_user("editor", is_staff=True)
    editor.roles.create(name="editor")
    client.force_login(editor)
    assert len(asked(client, f"/admin/news/article/{shown.pk}/change/")) == expected
