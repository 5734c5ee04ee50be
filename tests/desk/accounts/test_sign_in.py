"""Signing in: what slows a guesser, what a second step opens, and in whose language it is said."""

import re
import time
from datetime import timedelta
from html import unescape

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone, translation
from django.utils.translation import gettext
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from desk.accounts import otp
from desk.accounts.sessions import Session
from desk.models import AuditEntry
from desk.permissions.models import Role

pytestmark = pytest.mark.django_db
LOGIN, CODE, DESK, FACTOR = "/admin/login/", "/admin/login/code/", "/admin/", "/admin/second-factor/"
PASSWORD = "a quiet harbour"


@pytest.fixture
def anna(django_user_model):
    """An editor with a password."""
    person = django_user_model.objects.create_user("anna", "anna@example.org", PASSWORD, is_staff=True)
    Role.objects.create(user=person, name=Role.Name.EDITOR)
    return person


def attempt(client, password, name="anna", **extra):
    return client.post(LOGIN, {"username": name, "password": password, "next": DESK}, **extra)


def is_in(client) -> bool:
    return client.get(DESK).status_code == 200


def code_of(person, steps: int = 0) -> str:
    """What the app shows now; with `steps`, that of a later half-minute."""
    app = TOTPDevice.objects.get(user=person)
    totp = TOTP(app.bin_key, drift=steps)
    totp.time = time.time()
    return f"{totp.token():06d}"


def forget_waiting():
    for model in (TOTPDevice, StaticDevice):
        model.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)


@pytest.fixture
def enrolled(anna):
    """The same with a second step; the code of this half-minute is still unused."""
    otp.pending_device(anna)
    TOTPDevice.objects.update(confirmed=True)
    anna.codes = otp.renew_recovery_codes(anna)
    return anna


# -- guessing passwords -----------------------------------------------------------------------------------------------
def guess(client, times, **extra):
    return [attempt(client, f"guess {n}", **extra).status_code for n in range(times)]


def test_the_fifth_wrong_password_locks_and_then_the_right_one_is_refused(client, anna):
    assert guess(client, 5) == [200, 200, 200, 200, 429]
    locked = attempt(client, PASSWORD)
    assert locked.status_code == 429
    assert locked.headers["Retry-After"] == "900"
    assert locked.headers["Cache-Control"] == "no-store"
    assert "For 15 minutes nobody can sign in with it from here" in locked.content.decode()
    assert not is_in(client)


def test_nobody_is_locked_out_from_another_address_or_under_another_name(client, anna, django_user_model):
    django_user_model.objects.create_user("ben", password=PASSWORD, is_staff=True)
    guess(client, 6, REMOTE_ADDR="203.0.113.7")
    assert attempt(Client(), PASSWORD, name="ben", REMOTE_ADDR="203.0.113.7").status_code == 302
    assert attempt(client, PASSWORD, REMOTE_ADDR="198.51.100.1").status_code == 302
    assert is_in(client)


@pytest.mark.at_any_hour
def test_the_lock_ends_by_itself_although_the_guessing_goes_on(client, anna):
    from axes.models import AccessAttempt

    guess(client, 9)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=15, seconds=1))
    assert attempt(client, PASSWORD).status_code == 302


def test_a_right_password_forgives_the_wrong_ones_before(client, anna):
    for _round in range(3):
        assert guess(client, 4) == [200] * 4
        assert attempt(client, PASSWORD).status_code == 302
        client.post("/admin/logout/")


def test_a_name_that_nobody_has_is_locked_like_any_other(client):
    assert guess(client, 5, name="nobody") == [200, 200, 200, 200, 429]


def test_behind_the_proxy_each_reader_counts_alone(client, anna):
    """nginx stands at 127.0.0.1 and says for whom it asks."""
    assert guess(client, 5, HTTP_X_FORWARDED_FOR="203.0.113.7")[-1] == 429
    assert attempt(client, PASSWORD, HTTP_X_FORWARDED_FOR="203.0.113.8").status_code == 302


def test_what_stands_before_the_real_address_is_not_believed(client, anna):
    """A guesser who writes a header of their own: the proxy adds the true address behind it."""
    codes = [
        attempt(client, "guess", HTTP_X_FORWARDED_FOR=f"198.51.100.{n}, 203.0.113.7").status_code for n in range(5)
    ]
    assert codes[-1] == 429


def test_a_stranger_who_claims_to_be_a_proxy_counts_as_themselves(client, anna):
    codes = [
        attempt(client, "guess", REMOTE_ADDR="203.0.113.7", HTTP_X_FORWARDED_FOR=f"198.51.100.{n}").status_code
        for n in range(5)
    ]
    assert codes[-1] == 429


def test_the_many_addresses_of_one_ipv6_line_count_as_one(client, anna):
    codes = [attempt(client, "guess", REMOTE_ADDR=f"2001:db8:1:2::{n}").status_code for n in range(1, 6)]
    assert codes[-1] == 429
    assert attempt(client, PASSWORD, REMOTE_ADDR="2001:db8:1:3::1").status_code == 302


@pytest.mark.parametrize("language", ["nl", "fr", "de", "en"])
def test_the_lock_is_told_in_the_language_of_the_browser(client, anna, language):
    guess(client, 5)
    page = attempt(client, PASSWORD, HTTP_ACCEPT_LANGUAGE=language)
    assert page.headers["Content-Language"] == language
    with translation.override(language):
        words = gettext("Wait, then try again. If you have forgotten your password, have a link sent to you.")
    assert f'<html lang="{language}"' in page.content.decode()
    assert words in unescape(page.content.decode())


def test_no_password_and_no_code_is_kept_with_the_counters(client, enrolled):
    from axes.models import AccessAttempt

    attempt(client, "my other secret")
    attempt(client, PASSWORD)
    client.post(CODE, {"code": "123456"})
    kept = " ".join(AccessAttempt.objects.values_list("post_data", flat=True))
    assert "secret" not in kept
    assert "123456" not in kept


# -- the second step --------------------------------------------------------------------------------------------------
def test_the_password_alone_does_not_open_the_desk(client, enrolled):
    assert attempt(client, PASSWORD).url == f"{CODE}?next=%2Fadmin%2F"
    assert not is_in(client)
    assert not Session.objects.filter(user=enrolled).exists()


def test_password_and_code_open_it_and_lead_where_one_wanted_to_go(client, enrolled):
    first = client.post(LOGIN, {"username": "anna", "password": PASSWORD, "next": "/admin/sessions/"})
    before = client.session.session_key
    second = client.post(first.url, {"code": code_of(enrolled), "next": "/admin/sessions/"})
    assert second.url == "/admin/sessions/"
    assert client.session.session_key != before
    assert is_in(client)


def test_a_code_serves_once(client, enrolled):
    code = code_of(enrolled)
    attempt(client, PASSWORD)
    client.post(CODE, {"code": code})
    thief = Client()
    attempt(thief, PASSWORD)
    assert "not right, or it has been used" in thief.post(CODE, {"code": code}).content.decode()
    assert not is_in(thief)


def test_a_recovery_code_serves_once_however_it_is_typed(client, enrolled):
    attempt(client, PASSWORD)
    assert client.post(CODE, {"code": enrolled.codes[3].upper().replace("-", " ")}).status_code == 302
    assert is_in(client)
    assert otp.codes_left(enrolled) == 9
    other = Client()
    attempt(other, PASSWORD)
    assert other.post(CODE, {"code": enrolled.codes[3]}).status_code == 200
    assert not is_in(other)
    forget_waiting()
    assert other.post(CODE, {"code": enrolled.codes[4]}).status_code == 302


def test_recovery_codes_are_not_stored_as_they_are_typed(enrolled):
    stored = set(StaticToken.objects.values_list("token", flat=True))
    assert len(stored) == 10
    assert not stored & {otp.normalize_code(code) for code in enrolled.codes}


def test_guessing_codes_is_slowed_and_the_right_one_must_wait_too(client, enrolled):
    attempt(client, PASSWORD)
    client.post(CODE, {"code": "000000"})
    page = client.post(CODE, {"code": code_of(enrolled)})
    assert "Try again in 1 second." in page.content.decode()
    assert not is_in(client)
    forget_waiting()
    assert client.post(CODE, {"code": code_of(enrolled)}).status_code == 302


def test_guessing_codes_locks_like_guessing_passwords(client, enrolled):
    attempt(client, PASSWORD)
    answers = []
    for _guess in range(5):
        forget_waiting()
        answers.append(client.post(CODE, {"code": "000000"}).status_code)
    assert answers == [200, 200, 200, 200, 429]
    forget_waiting()
    assert client.post(CODE, {"code": code_of(enrolled)}).status_code == 429
    assert attempt(client, PASSWORD).status_code == 429


def test_between_password_and_code_a_change_of_the_password_sends_back(client, enrolled):
    attempt(client, PASSWORD)
    enrolled.set_password("another quiet harbour")
    enrolled.save()
    assert client.post(CODE, {"code": code_of(enrolled)}).url == LOGIN


def test_between_password_and_code_there_are_ten_minutes(client, enrolled, monkeypatch):
    attempt(client, PASSWORD)
    later = time.time() + 601
    monkeypatch.setattr("desk.accounts.login_views.time.time", lambda: later)
    assert client.get(CODE).url == LOGIN


def test_nobody_comes_to_the_code_without_the_password(client, enrolled):
    assert client.get(CODE).url == LOGIN
    assert client.post(CODE, {"code": code_of(enrolled)}).url == LOGIN


def test_the_way_back_never_leads_to_another_site(client, enrolled):
    attempt(client, PASSWORD)
    answer = client.post(f"{CODE}?next=https://evil.example/", {"code": code_of(enrolled), "next": "//evil.example"})
    assert answer.url == DESK


# -- setting it up ----------------------------------------------------------------------------------------------------
def test_enrolment_shows_the_codes_once_and_ends_other_sessions(client, anna):
    elsewhere = Client()
    attempt(elsewhere, PASSWORD)
    attempt(client, PASSWORD)
    page = client.get(FACTOR).content.decode()
    assert otp.secret_of(TOTPDevice.objects.get(user=anna)) in page
    assert 'src="data:image/svg+xml' in page
    assert "style=" not in page[page.index('id="content"') :]
    shown = re.findall(r"<code>([a-z2-9-]{14})</code>", client.post(FACTOR, {"code": code_of(anna)}).content.decode())
    assert len(shown) == 10
    assert not any(code in client.get(FACTOR).content.decode() for code in shown)
    assert is_in(client)
    assert not is_in(elsewhere)
    assert AuditEntry.objects.get(verb="set_second_factor").subject == anna


def test_a_wrong_code_turns_nothing_on_and_keeps_the_key(client, anna):
    client.force_login(anna)
    client.get(FACTOR)
    key = TOTPDevice.objects.get(user=anna).key
    assert "That code is not right" in client.post(FACTOR, {"code": "000000"}).content.decode()
    assert otp.totp_device(anna) is None
    client.get(FACTOR)
    assert TOTPDevice.objects.get(user=anna).key == key


def test_the_code_of_the_enrolment_does_not_sign_in_once_more(client, anna):
    client.force_login(anna)
    client.get(FACTOR)
    code = code_of(anna)
    client.post(FACTOR, {"code": code})
    thief = Client()
    attempt(thief, PASSWORD)
    assert thief.post(CODE, {"code": code}).status_code == 200


def test_renewing_and_taking_away_ask_for_the_password(client, enrolled):
    client.force_login(enrolled)
    for act in ("codes", "remove"):
        assert "not your password" in client.post(FACTOR, {"act": act, "password": "guess"}).content.decode()
    assert otp.totp_device(enrolled)
    page = client.post(FACTOR, {"act": "codes", "password": PASSWORD}).content.decode()
    assert enrolled.codes[0] not in page
    assert page.count("<li><code>") == 10
    assert client.post(FACTOR, {"act": "remove", "password": PASSWORD}).status_code == 302
    assert otp.totp_device(enrolled) is None
    assert StaticToken.objects.count() == 0


def test_where_it_is_required_nothing_else_is_seen_before(client, anna, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    attempt(client, PASSWORD)
    for path in (DESK, "/admin/news/article/", "/admin/sessions/", "/admin/password_change/", "/admin/jsi18n/"):
        assert client.get(path).url == FACTOR
    client.get(FACTOR)
    client.post(FACTOR, {"code": code_of(anna)})
    assert is_in(client)


def test_where_it_becomes_required_a_session_without_it_starts_again(client, enrolled, settings):
    client.force_login(enrolled)
    settings.SECOND_FACTOR_REQUIRED = True
    assert client.get(DESK).url == LOGIN
    attempt(client, PASSWORD)
    client.post(CODE, {"code": code_of(enrolled)})
    assert is_in(client)


def test_the_operator_takes_it_away_and_it_is_written_down(client, enrolled, capsys):
    attempt(client, PASSWORD)
    client.post(CODE, {"code": code_of(enrolled)})
    call_command("reset_second_factor", "anna")
    assert not is_in(client)
    assert attempt(client, PASSWORD).url == DESK
    entry = AuditEntry.objects.get(verb="take_second_factor")
    assert (entry.subject, entry.user) == (enrolled, None)
    with pytest.raises(CommandError):
        call_command("reset_second_factor", "nobody")
