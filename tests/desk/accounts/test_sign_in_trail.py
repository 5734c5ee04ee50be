"""Who came, tried in vain and left, and what became of passwords and sessions, stands in the trail."""

import re
import time

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from desk.accounts import sign_in_trail
from desk.models import AuditEntry

pytestmark = pytest.mark.django_db
PASSWORD, NEW_PASSWORD = "a quiet harbour", "another quiet harbour"
LOGIN, RESET = "/admin/login/", "/admin/password_reset/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture(autouse=True)
def _forgetful_cache():
    cache.clear()


@pytest.fixture
def anna(django_user_model):
    made = django_user_model.objects.create_user("anna", "anna@example.org", PASSWORD, is_staff=True)
    made.roles.create(name="editor")
    return made


def attempt(client, password=PASSWORD, name="anna", address="203.0.113.7"):
    return client.post(LOGIN, {"username": name, "password": password}, REMOTE_ADDR=address, HTTP_USER_AGENT=FIREFOX)


def rows():
    return [(entry.verb, entry.user, entry.subject) for entry in AuditEntry.objects.order_by("pk")]


def test_signing_in_and_out_is_recorded_with_network_and_browser(client, anna):
    attempt(client)
    client.post("/admin/logout/")
    assert rows() == [("sign_in", anna, anna), ("sign_out", anna, anna)]
    entry = AuditEntry.objects.get(verb="sign_in")
    assert entry.after == {"network": "203.0.113.0", "browser": "Firefox, Linux"}


def test_a_failed_sign_in_is_recorded_with_the_name_and_without_the_password(client, anna):
    attempt(client, "a wrong guess")
    assert rows() == [("sign_in_failed", None, anna)]
    assert AuditEntry.objects.get().label == "anna"
    assert "wrong guess" not in str(AuditEntry.objects.values().get())


def test_what_somebody_typed_for_a_name_that_nobody_has_is_not_held(client):
    attempt(client, "guess", name="my secret password")
    entry = AuditEntry.objects.get(verb="sign_in_failed")
    assert (entry.subject, entry.label) == (None, "")
    assert entry.after == {"name": "my…", "network": "203.0.113.0", "browser": "Firefox, Linux"}


def test_a_flood_of_failures_does_not_fill_the_trail(client, anna, monkeypatch):
    monkeypatch.setattr(sign_in_trail, "MAX_ROWS_AN_INTERVAL", 4)
    for number in range(4):
        attempt(client, f"guess {number}")
        attempt(client, "guess", name=f"stranger {number}")
    assert AuditEntry.objects.filter(verb="sign_in_failed").count() == 2  # anna's, and that of names nobody has
    for number in range(10):
        attempt(client, "guess", address=f"198.51.{number}.1")
    assert AuditEntry.objects.filter(verb="sign_in_failed").count() == 4


def test_a_changed_password_is_recorded(client, anna):
    client.force_login(anna)
    data = {"old_password": PASSWORD, "new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD}
    assert client.post("/admin/password_change/", data | {"old_password": "no"}).status_code == 200
    assert not AuditEntry.objects.filter(verb="change_password").exists()
    assert client.post("/admin/password_change/", data).status_code == 302
    entry = AuditEntry.objects.get(verb="change_password")
    assert (entry.user, entry.subject) == (anna, anna)
    assert NEW_PASSWORD not in str(list(AuditEntry.objects.values()))


def test_a_password_reset_is_recorded_when_it_is_asked_for_and_when_it_is_done(client, anna):
    client.post(RESET, {"email": anna.email})
    client.post(RESET, {"email": anna.email})
    client.post(RESET, {"email": "nobody@example.org"})
    asked = list(AuditEntry.objects.filter(verb="ask_password_reset").order_by("pk"))
    assert [(entry.user, entry.subject) for entry in asked] == [(None, anna), (None, None)]
    for _wait in range(200):  # the mail goes out beside the request
        if mail.outbox:
            break
        time.sleep(0.02)
    link = re.search(r"(/admin/reset/\S+)", mail.outbox[0].body).group(1)
    form = client.get(link, follow=True).request["PATH_INFO"]
    client.post(form, {"new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD})
    entry = AuditEntry.objects.get(verb="reset_password")
    assert (entry.user, entry.subject) == (anna, anna)


def test_ones_own_sessions_are_ended_in_the_trail_and_nothing_is_written_where_none_ended(client, anna):
    other = Client()
    for each in (client, other):
        each.force_login(anna)
    client.post("/admin/sessions/", {"others": "1"})
    client.post("/admin/sessions/", {"others": "1"})
    entry = AuditEntry.objects.get(verb="end_sessions")
    assert (entry.user, entry.subject, entry.after) == (anna, anna, "1")
