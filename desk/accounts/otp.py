"""The second factor: codes of an app on one's phone (TOTP), and ten recovery codes for the day it is lost."""

import secrets
from base64 import b32encode
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.translation import ngettext
from django_otp import verify_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from publishing import extension_points

from . import sessions

RECOVERY_CODES = 10
ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"  # 32 signs without l, o, 0 and 1: written by hand, read by hand
CODE_DIGITS = 6


class Throttled(Exception):
    """After a wrong code; the next one is looked at from the moment `until`."""

    def __init__(self, until: datetime):
        super().__init__(until)
        self.until = until

    def seconds(self) -> int:
        return max(1, round((self.until - timezone.now()).total_seconds()))

    def __str__(self):
        seconds = self.seconds()
        return ngettext(
            "Too many wrong codes. Try again in %(seconds)s second.",
            "Too many wrong codes. Try again in %(seconds)s seconds.",
            seconds,
        ) % {"seconds": seconds}


def totp_device(user) -> TOTPDevice | None:
    """The app whose codes this person has confirmed."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).first() if user.pk else None


def recovery_device(user) -> StaticDevice | None:
    return StaticDevice.objects.filter(user=user, confirmed=True).first()


def codes_left(user) -> int:
    return StaticToken.objects.filter(device__user=user).count()


def pending_device(user) -> TOTPDevice:
    """The app that is being set up; the same secret until it is confirmed, so that a second look spoils nothing."""
    waiting = TOTPDevice.objects.filter(user=user, confirmed=False).first()
    return waiting or TOTPDevice.objects.create(user=user, name="app", confirmed=False)


def secret_of(app: TOTPDevice) -> str:
    """As it is typed into an app, in groups of four."""
    text = b32encode(app.bin_key).decode().rstrip("=").lower()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def normalize_code(code: str) -> str:
    """Without the blanks and dashes that people type."""
    return "".join(sign for sign in code.lower() if sign.isalnum())


def confirm(user, code: str, keep: str | None) -> list[str]:
    """Turns the second factor on if the code is that of the app: the recovery codes, else an empty list.

    Other sessions end: they were opened with the password alone.
    """
    with transaction.atomic():
        app = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=False).first()
        if not app or totp_device(user):
            return []
        require_not_throttled(app)
        if not app.verify_token(normalize_code(code)):
            return []
        app.confirmed = True
        app.save(update_fields=["confirmed"])
        codes = renew_recovery_codes(user)
        sessions.end(user, keep=keep)
        extension_points.record(user, "set_second_factor", user)
    return codes


def renew_recovery_codes(user) -> list[str]:
    """Ten codes in place of all earlier ones. They are told once: what is kept is a digest of 60 random bits."""
    codes = ["".join(secrets.choice(ALPHABET) for _ in range(12)) for _ in range(RECOVERY_CODES)]
    with transaction.atomic():
        StaticDevice.objects.filter(user=user).delete()
        device = StaticDevice.objects.create(user=user, name="recovery", confirmed=True)
        StaticToken.objects.bulk_create(StaticToken(device=device, token=_digest(code)) for code in codes)
    return [f"{code[:4]}-{code[4:8]}-{code[8:]}" for code in codes]


def verify(user, code: str):
    """The device that knows this code, or None. A code serves once; each failure doubles the wait for the next.

    The two devices wait apart: who guesses at the one does not keep its owner from the other.
    """
    code = normalize_code(code)
    if len(code) == CODE_DIGITS and code.isdecimal():
        device, token = totp_device(user), code
    else:
        device, token = recovery_device(user), _digest(code)
    if not device:
        return None
    require_not_throttled(device)
    return verify_token(user, device.persistent_id, token)


def require_not_throttled(device) -> None:
    _allowed, why = device.verify_is_allowed()
    if why and (until := why.get("locked_until")):
        raise Throttled(until)


def disable(user, by, reason: str = "", keep: str | None = None) -> bool:
    """Leaves the password alone as the way in, and ends the sessions; was there anything to take?"""
    with transaction.atomic():
        had = totp_device(user) is not None
        TOTPDevice.objects.filter(user=user).delete()
        StaticDevice.objects.filter(user=user).delete()
        sessions.end(user, keep=keep)
        if had:
            extension_points.record(by, "take_second_factor", user, reason=reason)
    return had


def _digest(code: str) -> str:
    return sha256(code.encode()).hexdigest()[: StaticToken._meta.get_field("token").max_length]
