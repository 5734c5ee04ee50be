"""Every page of the back office × every role × GET and POST; a page without a row in admin_routes.py fails."""

from http.cookies import SimpleCookie

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.test import Client

import desk.urls
from desk.models import AuditEntry
from fps.models import Banner
from images.models import Document, Image
from news.models import Organisation, Tag
from policy.models import Contact
from tests.admin_routes import ROLES, ROUTES
from tests.make import article, topic, write
from tests.money import figure

pytestmark = pytest.mark.django_db
UNNAMED = ("<path:object_id>/", "(?P<url>.*)$")  # Django's own way from an object to its form, and its 404
PEOPLE = ROLES[: ROLES.index("nobody")]


def routes(patterns, prefix="/admin/"):
    for pattern in patterns:
        here = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern.url_patterns, here)
        elif pattern.name or not here.endswith(UNNAMED):
            yield pattern.name, here


ALL = dict(routes([*desk.urls.urlpatterns, *admin.site.get_urls()]))


def test_every_page_has_a_row_and_every_row_a_page():
    assert set(ALL) - set(ROUTES) == set(), "say in tests/admin_routes.py who may open these"
    assert set(ROUTES) - set(ALL) == set()


@pytest.fixture
def paths(django_user_model):
    """A path for every route, with something that exists behind it."""
    item = article("live", topics=[topic("area")])
    write(item, "nl", "Ontwerp")
    banner = Banner.objects.create(key="banner")
    write(banner, "en", "Banner")
    made = {
        "article": item,
        "topic": topic("lonely"),
        "banner": banner,
        "articleedition": item.editions.first(),
        "fundingfigure": figure(9_000_000, provider="belgium"),
        "organisation": Organisation.objects.first(),
        "tag": Tag.objects.create(name="Peace", slug="peace", labels={"en": "Peace"}),
        "contact": Contact.objects.create(key="press"),
        "image": Image.objects.create(),
        "document": Document.objects.create(),
        "user": django_user_model.objects.create_user("colleague"),
        "auditentry": AuditEntry.objects.first(),
    }
    return {name: path_of(name, pattern, made) for name, pattern in ALL.items()}


def path_of(name, pattern, made):
    path = pattern.replace("^(?P<app_label>", "<app_label>(").split("<app_label>")[0]
    if name == "app_list":
        return f"{path}news/"
    if name == "autocomplete":
        return f"{path}?app_label=news&model_name=fundingfigure&field_name=provider&term="
    model = next((part for part in path.split("/") if part in made), "user")
    thing = made[model]
    for piece, value in {
        "<path:object_id>": thing.pk,
        "<id>": thing.pk,
        "<str:label>/<int:pk>": f"news.article/{made['article'].pk}",
        "<uidb64>/<token>": "nobody/nothing",
        "<str:language>": "en",
        "<str:kind>.<str:form>": "tags.csv",
        "<int:pk>": thing.editions.first().pk if hasattr(thing, "editions") else thing.pk,
        "<language>": "en",
        "<path:content_type_id>": ContentType.objects.get_for_model(made["contact"]).pk,
    }.items():
        path = path.replace(piece, str(value))
    assert "<" not in path, f"{name}: {path} needs a value in this test"
    return path


def is_refused(name, response) -> bool:
    to = response.get("Location", "")
    sent_away = "/admin/login/" in to or (name == "logout" and to == "/admin/")
    return response.status_code in (403, 404, 405) or sent_away


@pytest.mark.parametrize("person", PEOPLE)
def test_who_may_open_and_post_to_each_page(person, paths, django_user_model, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    client = Client()
    if person != "anybody":
        user = django_user_model.objects.create_user(person, is_staff=True, is_superuser=person == "superuser")
        if person not in ("staff", "superuser"):
            user.roles.create(name=person)
        client.force_login(user)
    cookies, faults = client.cookies.output(header="", sep=";"), []
    for name, path in paths.items():
        for method, least in zip(("get", "post"), ROUTES[name], strict=True):
            client.cookies = SimpleCookie(cookies)
            with transaction.atomic():
                response = getattr(client, method)(path)
                transaction.set_rollback(True)
            expected = ROLES.index(person) >= ROLES.index(least)
            if response.status_code >= 500 or is_refused(name, response) == expected:
                faults.append(f"{method.upper()} {path} ({name}): {response.status_code}, expected {least}")
    assert not faults, "\n".join(faults)
