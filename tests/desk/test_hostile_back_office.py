"""Garbage at every page of the back office: an answer in words or a refusal, never a fault of the server."""

import html
import json
import random
import re

import pytest
from django.db import transaction
from django.test import Client

from tests.desk.admin_routes import ALL

pytestmark = pytest.mark.django_db
SEED = 20260201
ROUNDS = 1
NUMBERS = ["-1", "9" * 19, "9" * 5000, "٣", "1e9999", "NaN"]
TEXTS = ["", "\x00", "a\x00b", "x" * 20_000, "<p>" * 300, "\r\nLocation: //evil.example", "\u202e\ufeff", "../..", "[]"]
TIMES = ["2026-02-31T25:61", "0001-01-01T00:00", "9999-12-31T23:59+14:00", "2026-13-01", "2026-03-29T02:30"]
HOSTILE = NUMBERS + TEXTS + TIMES
ACTS = [
    *("save", "facts", "publish", "submit:en", "correct:en", "discard:en", "start:en:fr", "keep", "undo", "forget"),
    *("correct:xx", "correct:", "submit:\x00", "still:en:" + "9" * 5000, "still:en:99999999999999999999", "still:xx:1"),
    "take_back:en",
    *("start:\r\nx", "discard:xx", "money:confirm:x", "money:same:", "money:\x00", ":::", "\x00"),
]
NAMES = [
    *("_act", "act", "edition", "old", "new", "start", "seen", "languages", "language", "with", "show", "q", "term"),
    *("page", "sort", "chosen", "batch", "view", "name", "resolve", "reopen", "text", "place", "next", "revoke"),
    *("session", "others", "kind", "when", "at", "until", "reason", "note-en", "notice-en", "_page", "_once", "_user"),
    *("_language", "article", "people", "field_name", "_popup", "_to_field", "id", "ids", "image", "state", "facts"),
]
FIELD = re.compile(r'<(?:input|textarea|select|button)\b[^>]*?\bname="([^"]+)"(?:[^>]*?\bvalue="([^"]*)")?')


def fields_of(response) -> dict:
    """What a form of this page would send."""
    page = "" if response.streaming else response.content.decode(errors="replace")
    return {html.unescape(name): html.unescape(value) for name, value in FIELD.findall(page)}


def garbage(fields: dict, dice) -> dict:
    """Some of these fields, as they were or with what no form would send, once or as a list."""
    sent = {name: value for name, value in fields.items() if dice.random() < 0.9}
    for name in dice.sample([*fields, *NAMES], dice.randint(1, 12)):
        value = dice.choice(ACTS if name in ("_act", "act") else HOSTILE)
        sent[name] = [value, dice.choice(HOSTILE)] if dice.random() < 0.2 else value
    return sent


@pytest.fixture
def ask(admin_client, settings):
    """Ask as the superuser, leave no trace, and keep what the server could not answer."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    faults = []
    client = Client(raise_request_exception=False)  # one for all: each new one builds all middleware anew
    key = admin_client.cookies["sessionid" if "sessionid" in admin_client.cookies else settings.SESSION_COOKIE_NAME]

    def asked(name, method, path, *args, **kwargs):
        client.cookies.clear()
        client.cookies[settings.SESSION_COOKIE_NAME] = key.value
        with transaction.atomic():
            response = getattr(client, method)(path, *args, **kwargs)
            if response.status_code >= 500:
                reason = response.exc_info[1] if getattr(response, "exc_info", None) else ""
                faults.append(f"{method} {path[:80]} ({name}): {reason!r:.200} {str(args)[:600]}")
            transaction.set_rollback(True)
        return response

    yield asked
    assert not faults, f"{len(faults)} faults\n" + "\n".join(faults[:40])


def test_garbage_in_forms_and_queries(ask, paths):
    dice = random.Random(SEED)
    for name, path in paths.items():
        fields = fields_of(ask(name, "get", path))
        for _round in range(ROUNDS):
            ask(name, "post", path, garbage(fields, dice))
            ask(name, "get", path, garbage({}, dice))
        act = dice.choice(ACTS)
        ask(name, "post", f"{path}{'&' if '?' in path else '?'}start=2026-02-31T25:61", fields | {"_act": act})


def test_bodies_that_are_no_form(ask, paths):
    deep = "[" * 20_000
    typed = {"title": "\ud800", "teaser": ["x"], "body": {"a": 1}}
    act = {"name": "confirm", "card": "\ud800", "fields": {"money-1-stage": "\ud800"}}
    bodies = [b"\xff\xfe\x00", deep.encode(), b"null", b'{"texts": [1]}', b"NaN", b'{"act": {"fields": 1}}']
    bodies += [json.dumps({"texts": {"en": typed, "fr": {"body": "\ud800 5 million euros"}}, "act": act}).encode()]
    dice = random.Random(SEED)
    for name, path in paths.items():
        # Where JSON is read, all of them; elsewhere one shows that it is not read.
        for body in bodies if name.endswith(("_money", "_money_new", "_autosave")) else [dice.choice(bodies)]:
            ask(name, "post", path, body, content_type="application/json")
        ask(
            name,
            "post",
            path,
            b"a=%ff%00&a=%ed%a0%80&_act=%ff&=&&%00=1",
            content_type="application/x-www-form-urlencoded",
        )
        ask(name, "post", path, b"--x\r\nno part", content_type="multipart/form-data; boundary=x")
        ask(name, "post", path, b"--x", content_type="multipart/form-data")


def test_addresses_of_nothing(ask):
    values = ("0", "9" * 30, "%00", "%ff", "%C2%B2")
    for path, name in {
        re.sub(r"<[^>]+>|\(.*", v, pattern): name for name, pattern in ALL.items() for v in values
    }.items():
        ask(name, "get", path)
