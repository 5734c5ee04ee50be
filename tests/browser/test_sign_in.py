"""Setting up a second step and signing in with it, by keyboard alone; the console stays silent."""

import re
import time
from base64 import b32decode

import pytest
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice
from playwright.sync_api import expect

from desk.accounts import otp
from tests.browser.keyboard import reach

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "a quiet harbour"


@pytest.fixture
def desk(page):
    said = []
    page.add_init_script(
        "document.addEventListener('securitypolicyviolation', e => console.error('policy', e.violatedDirective))"
    )
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    assert said == []


def type_into(page, selector, words):
    reach(page, selector)
    page.keyboard.type(words)


def press(page, selector):
    reach(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def sign_in(page):
    page.goto("/admin/login/")
    type_into(page, "#id_username", "anna")
    type_into(page, "#id_password", PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def shown_code(secret: str, after: int = -1) -> str:
    """What an app shows that was given this key, but not that of step `after` or before: it has been used."""
    totp = TOTP(b32decode(secret.replace(" ", "").upper()))
    totp.time = max(time.time(), (after + 1) * 30)
    return f"{totp.token():06d}"


def test_a_person_sets_up_the_second_step_and_signs_in_with_it(desk, django_user_model):
    anna = django_user_model.objects.create_superuser("anna", "anna@example.org", PASSWORD)
    sign_in(desk)
    press(desk, "#user-tools a[href$='/sessions/']")
    press(desk, ".views a[href$='/second-factor/']")
    desk.wait_for_function("document.querySelector('.pairing img').naturalWidth > 100")
    secret = desk.locator("code.secret").inner_text()
    type_into(desk, "#id_code", shown_code(secret))
    press(desk, ".next-step")
    codes = desk.locator(".recovery-codes code").all_inner_texts()
    assert len(codes) == otp.RECOVERY_CODES

    press(desk, "#logout-form button")
    sign_in(desk)
    expect(desk.locator("#id_code")).to_be_focused()
    TOTPDevice.objects.update(drift=0)  # as if nothing had been typed at the turn of a half-minute
    desk.keyboard.type(shown_code(secret, after=TOTPDevice.objects.get().last_t))
    with desk.expect_navigation():
        desk.keyboard.press("Enter")
    expect(desk).to_have_url(re.compile("/admin/$"))

    press(desk, "#logout-form button")
    sign_in(desk)
    desk.keyboard.type(codes[0])
    with desk.expect_navigation():
        desk.keyboard.press("Enter")
    expect(desk).to_have_url(re.compile("/admin/$"))
    assert otp.codes_left(anna) == otp.RECOVERY_CODES - 1
