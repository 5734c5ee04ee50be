"""Sessions and people: who is in, who ends it, and who may change whom."""

import re
import time
from datetime import timedelta
from importlib import import_module

import pytest
from django.conf import settings as django_settings
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from desk.accounts import otp
from desk.accounts.sessions import Session, handle_of
from desk.accounts.user_agents import browser_of
from desk.models import AuditEntry
from desk.permissions.models import Role

pytestmark = pytest.mark.django_db
DESK, SESSIONS, PEOPLE, RESET = "/admin/", "/admin/sessions/", "/admin/auth/user/", "/admin/password_reset/"
PASSWORD, NEW_PASSWORD = "a quiet harbour", "another quiet harbour"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture(autouse=True)
def _no_mail_before():
    cache.clear()


def member(users, name, role=None, **facts):
    person = users.objects.create_user(name, f"{name}@example.org", PASSWORD, is_staff=True, **facts)
    if role:
        Role.objects.create(user=person, name=role)
    return person


@pytest.fixture
def anna(django_user_model):
    return member(django_user_model, "anna", Role.Name.EDITOR)


@pytest.fixture
def boss(django_user_model):
    return member(django_user_model, "boss", Role.Name.ADMINISTRATOR)


def sign_in(person, **extra) -> Client:
    client = Client(headers={"user-agent": FIREFOX}, **extra)
    answer = client.post("/admin/login/", {"username": person.username, "password": PASSWORD, "next": DESK})
    assert answer.url == DESK
    return client


def is_in(client) -> bool:
    return client.get(DESK).status_code == 200


def key_of(client) -> str:
    return client.cookies["sessionid"].value


# -- where one is signed in -------------------------------------------------------------------------------------------
def test_a_session_knows_its_person_its_browser_and_a_part_of_its_address(anna):
    client = sign_in(anna, REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.77")
    session = Session.objects.get(user=anna)
    assert (session.agent, session.address) == (FIREFOX, "203.0.113.0")
    page = client.get(SESSIONS).content.decode()
    assert "Firefox, Linux" in page
    assert "this one" in page
    assert key_of(client) not in page


def test_one_session_is_ended_and_the_others_go_on(anna):
    here, there, third = sign_in(anna), sign_in(anna), sign_in(anna)
    here.post(SESSIONS, {"session": handle_of(key_of(there))})
    assert [is_in(each) for each in (here, there, third)] == [True, False, True]


def test_all_others_are_ended_at_once(anna):
    here, there, third = sign_in(anna), sign_in(anna), sign_in(anna)
    here.post(SESSIONS, {"others": "1"})
    assert [is_in(each) for each in (here, there, third)] == [True, False, False]


def test_nobody_ends_the_session_of_somebody_else(anna, boss):
    here, theirs = sign_in(anna), sign_in(boss)
    here.post(SESSIONS, {"session": handle_of(key_of(theirs))})
    assert is_in(theirs)


def test_a_disabled_person_is_out_at_once_wherever_it_was_done(anna):
    client = sign_in(anna)
    anna.is_active = False
    anna.save()
    assert not Session.objects.filter(user=anna).exists()
    assert not is_in(client)


def test_a_disabled_person_is_refused_even_with_a_session_that_was_left(anna, django_user_model):
    client = sign_in(anna)
    django_user_model.objects.filter(pk=anna.pk).update(is_active=False)
    assert Session.objects.filter(user=anna).exists()
    assert not is_in(client)


def test_a_changed_password_ends_the_other_sessions(anna):
    here, there = sign_in(anna), sign_in(anna)
    data = {"old_password": PASSWORD, "new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD}
    assert here.post("/admin/password_change/", data).status_code == 302
    assert is_in(here)
    assert not is_in(there)
    assert Session.objects.filter(user=anna).count() == 1


@pytest.mark.at_any_hour
def test_a_session_lives_by_clicks_but_not_for_ever(anna):
    client = sign_in(anna)
    quiet = timezone.now() - timedelta(minutes=6)
    Session.objects.update(last_seen=quiet, expire_date=quiet + timedelta(hours=12))
    client.get(DESK)
    session = Session.objects.get()
    assert session.last_seen > quiet
    assert timedelta(hours=11, minutes=59) < session.expire_date - timezone.now() <= timedelta(hours=12)
    Session.objects.update(started=timezone.now() - timedelta(days=6, hours=23), last_seen=quiet)
    client.get(DESK)
    assert Session.objects.get().expire_date - timezone.now() <= timedelta(hours=1)


@pytest.mark.at_any_hour
def test_reading_the_public_site_and_the_next_click_write_nothing(anna, django_assert_num_queries):
    client = sign_in(anna)
    Session.objects.update(last_seen=timezone.now() - timedelta(minutes=6))
    before = Session.objects.values().get()
    client.get("/en/")
    assert Session.objects.values().get() == before
    client.get(SESSIONS)
    noted = Session.objects.values().get()
    client.get(SESSIONS)
    assert Session.objects.values().get() == noted


@pytest.mark.at_any_hour
def test_an_idle_session_is_refused_and_cleared_away(anna):
    client = sign_in(anna)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert not is_in(client)
    call_command("clearsessions")
    assert not Session.objects.filter(user=anna).exists()


def test_a_store_without_a_request_keeps_what_is_known(anna):
    client = sign_in(anna, REMOTE_ADDR="203.0.113.7")
    store = import_module(django_settings.SESSION_ENGINE).SessionStore(key_of(client))
    store["something"] = "else"
    store.save()
    assert Session.objects.values_list("user", "agent", "address").get() == (anna.pk, FIREFOX, "203.0.113.0")


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1", "Safari, iPhone"),
        ("curl/8.5", "curl/8.5"),
    ],
)
def test_browsers_by_name(agent, words):
    assert browser_of(agent) == words


# -- a forgotten password ---------------------------------------------------------------------------------------------
def mail_to(count=1):
    """The mail goes out beside the request."""
    for _wait in range(100):
        if len(mail.outbox) >= count:
            return mail.outbox[-1]
        time.sleep(0.02)
    raise AssertionError("no mail")


def test_a_link_by_mail_works_once_and_ends_the_sessions(anna):
    there, client = sign_in(anna), Client()
    assert client.post(RESET, {"email": "Anna@example.org"}).url == f"{RESET}done/"
    message = mail_to()
    assert message.to == ["anna@example.org"]
    link = re.search(r"http://127\.0\.0\.1:\d+(/admin/reset/\S+)", message.body).group(1)
    form = client.get(link, follow=True).request["PATH_INFO"]
    assert "set-password" in form
    assert "form" in client.get(form).context
    assert client.post(form, {"new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD}).status_code == 302
    assert not is_in(there)
    assert not is_in(client)
    anna.refresh_from_db()
    assert anna.check_password(NEW_PASSWORD)
    assert Client().get(link, follow=True).context["validlink"] is False


def test_an_unknown_address_gets_the_same_answer_and_no_mail(anna, client):
    known, unknown = client.post(RESET, {"email": anna.email}), client.post(RESET, {"email": "who@example.org"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    mail_to()
    assert len(mail.outbox) == 1


def test_a_person_is_not_buried_in_mail(anna, client):
    for _ask in range(5):
        client.post(RESET, {"email": anna.email})
    mail_to()
    time.sleep(0.2)
    assert len(mail.outbox) == 1


def test_the_link_leads_to_the_site_of_the_settings_whatever_the_request_says(anna, client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    client.post(RESET, {"email": anna.email}, HTTP_HOST="evil.example")
    assert "evil.example" not in mail_to().body


def test_a_new_password_does_not_skip_the_second_step_and_lifts_the_lock(anna, client):
    otp.pending_device(anna)
    anna.totpdevice_set.update(confirmed=True)
    for _guess in range(5):
        client.post("/admin/login/", {"username": "anna", "password": "guess"})
    client.post(RESET, {"email": anna.email})
    link = re.search(r"(/admin/reset/\S+)", mail_to().body).group(1)
    form = client.get(link, follow=True).request["PATH_INFO"]
    client.post(form, {"new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD})
    answer = client.post("/admin/login/", {"username": "anna", "password": NEW_PASSWORD, "next": DESK})
    assert answer.url.startswith("/admin/login/code/")
    assert not is_in(client)


# -- people -----------------------------------------------------------------------------------------------------------
def posted(person=None, roles=(), **facts):
    """The form as a browser sends it; `roles` are (primary key or "", name, languages)."""
    data = {"username": "anna", "first_name": "", "last_name": "", "email": "anna@example.org", "is_active": "on"}
    data |= {"roles-TOTAL_FORMS": len(roles), "roles-INITIAL_FORMS": sum(bool(each[0]) for each in roles)}
    for number, (pk, name, languages) in enumerate(roles):
        data |= {f"roles-{number}-id": pk, f"roles-{number}-user": person.pk if person else "",
                 f"roles-{number}-name": name, f"roles-{number}-languages": languages}  # fmt: skip
    return {key: value for key, value in {**data, **facts}.items() if value is not None}


def change(person):
    return f"{PEOPLE}{person.pk}/change/"


def test_a_new_person_gets_roles_and_a_link_and_nobody_knows_a_password(boss, django_user_model):
    client = sign_in(boss)
    new = posted(roles=[("", "translator", ["nl", "de"])], username="clara", email="clara@example.org")
    assert client.post(f"{PEOPLE}add/", new).status_code == 302
    clara = django_user_model.objects.get(username="clara")
    assert (clara.is_staff, clara.is_superuser) == (True, False)
    assert clara.roles.get().languages == ["nl", "de"]
    assert "/admin/reset/" in mail_to().body
    entry = AuditEntry.objects.get(verb="add_person")
    assert (entry.user, entry.subject, entry.after["roles"][0]["role"]) == (boss, clara, "translator")


def test_without_a_role_nobody_comes_into_the_back_office(boss, anna):
    client, hers, role = sign_in(boss), sign_in(anna), anna.roles.get()
    client.post(change(anna), posted(anna, [(role.pk, "editor", [])], **{"roles-0-DELETE": "on"}))
    anna.refresh_from_db()
    assert not anna.is_staff
    assert not is_in(hers)


def test_switching_somebody_off_ends_their_sessions_and_is_written_down(boss, anna):
    client, hers, role = sign_in(boss), sign_in(anna), anna.roles.get()
    client.post(change(anna), posted(anna, [(role.pk, "editor", [])], is_active=None))
    assert not Session.objects.filter(user=anna).exists()
    assert not is_in(hers)
    entry = AuditEntry.objects.get(verb="change_person")
    assert (entry.before, entry.after) == ({"is_active": True}, {"is_active": False})


def test_administrators_do_not_lock_themselves_out(boss):
    client, role = sign_in(boss), boss.roles.get()
    data = posted(boss, [(role.pk, "author", [])], username="boss", email="boss@example.org", is_active=None)
    client.post(change(boss), {**data, "roles-0-DELETE": "on"})
    boss.refresh_from_db()
    assert boss.is_active
    assert boss.roles.get().name == "administrator"


def test_only_superusers_change_superusers_and_no_form_makes_one(boss, anna, django_user_model):
    chief = django_user_model.objects.create_superuser("chief", "chief@example.org", PASSWORD)
    client = sign_in(boss)
    assert client.post(change(chief), posted(chief, is_active=None)).status_code == 403
    assert client.post(f"{PEOPLE}{chief.pk}/way-in/", {"act": "end"}).status_code == 403
    role = anna.roles.get()
    client.post(change(anna), posted(anna, [(role.pk, "editor", [])], is_superuser="on", is_staff="on"))
    anna.refresh_from_db()
    assert not anna.is_superuser
    assert sign_in(chief).get(change(boss)).status_code == 200


def test_others_do_not_see_the_people_and_nobody_deletes_one(boss, anna):
    client = sign_in(anna)
    for path in (PEOPLE, f"{PEOPLE}add/", change(boss), f"{PEOPLE}{boss.pk}/way-in/"):
        assert client.get(path).status_code == 403
    chief = sign_in(boss)
    assert chief.post(f"{PEOPLE}{anna.pk}/delete/", {"post": "yes"}).status_code == 403
    passwords = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD, "set_usable_password": "true"}
    chief.post(f"{PEOPLE}{anna.pk}/password/", passwords, follow=True)
    anna.refresh_from_db()
    assert anna.check_password(PASSWORD)  # Django's page that sets the password of somebody else is gone
    assert chief.get("/admin/otp_totp/totpdevice/").status_code == 404
    assert chief.get("/admin/auth/group/").status_code == 404


def test_the_same_role_twice_is_refused_in_words(boss, anna):
    client, role = sign_in(boss), anna.roles.get()
    page = client.post(change(anna), posted(anna, [(role.pk, "editor", []), ("", "editor", [])]))
    assert "The same role stands here twice" in page.content.decode()


def test_an_administrator_ends_sessions_and_takes_the_second_step_away(boss, anna):
    client, hers = sign_in(boss), sign_in(anna)
    way_in = f"{PEOPLE}{anna.pk}/way-in/"
    assert "Firefox, Linux" in client.get(way_in).content.decode()
    client.post(way_in, {"act": "end"})
    assert not is_in(hers)
    otp.pending_device(anna)
    anna.totpdevice_set.update(confirmed=True)
    client.post(way_in, {"act": "take_away"})
    assert otp.totp_device(anna) is None
    entries = AuditEntry.objects.exclude(verb="sign_in").order_by("pk")
    assert list(entries.values_list("verb", "user")) == [
        ("end_sessions", boss.pk),
        ("take_second_factor", boss.pk),
    ]


def test_an_administrator_lets_a_locked_person_try_again(boss, anna):
    stranger = Client(REMOTE_ADDR="203.0.113.7")
    for _guess in range(5):
        stranger.post("/admin/login/", {"username": "anna", "password": "guess"})
    client, way_in = sign_in(boss), f"{PEOPLE}{anna.pk}/way-in/"
    assert "Let them try again" in client.get(way_in).content.decode()
    client.post(way_in, {"act": "unlock"})
    assert stranger.post("/admin/login/", {"username": "anna", "password": PASSWORD, "next": DESK}).url == DESK


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_people_costs_the_same_for_one_and_for_three(
    boss, django_user_model, count, django_assert_num_queries
):
    for number in range(count):
        member(django_user_model, f"p{number}", Role.Name.AUTHOR)
    client = sign_in(boss)
    client.get(PEOPLE)
    with django_assert_num_queries(6):
        client.get(PEOPLE)
