"""Every page of the back office × every role × GET and POST; a page without a row in admin_routes.py fails."""

from http.cookies import SimpleCookie

import pytest
from django.db import transaction
from django.test import Client

from tests.desk.admin_routes import ROLES, ROUTES

from .admin_routes import ALL, PEOPLE

pytestmark = pytest.mark.django_db


def test_every_page_has_a_row_and_every_row_a_page():
    assert set(ALL) - set(ROUTES) == set(), "say in tests/desk/admin_routes.py who may open these"
    assert set(ROUTES) - set(ALL) == set()


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
