"""Editions in a line: a language leads to one text or to several, oldest first."""

from publishing.models import State

from .field_validators import choice, flag, key, language, line_of_text, moment, rich_text, text
from .validators import Check, InvalidValue, each, expect, fields, optional, within

WORKING = (State.DRAFT, State.REVIEW)


def room(model, name: str) -> int | None:
    """How many characters fit; None where there is no limit."""
    return model._meta.get_field(name).max_length


def slug(value) -> str:
    return value if value == "" else key(200)(value)


# -- editions --------------------------------------------------------------------------------------------------------
def edition_of(model) -> Check:
    words = {
        "title": line_of_text(room(model, "title")),
        "slug": slug,
        "teaser": line_of_text(room(model, "teaser")),
        "body": rich_text,
    }
    shape = {
        **{name: words.get(name, text(room(model, name))) for name in model.WORDS},
        "state": choice(State.values, "a state of a text"),
        "live_from": optional(moment),
        "live_until": optional(moment),
        "note": text(),
        "notice": text(),
        "small_fix": flag,
    }

    def check(value):
        edition = dict.fromkeys(model.WORDS, "") | fields(shape)(value)
        start, end = edition.setdefault("live_from", None), edition.get("live_until")
        state = edition.setdefault("state", State.APPROVED if start else State.DRAFT)
        if state == State.APPROVED and not start:
            raise InvalidValue("an approved text needs a live_from")
        if state in (*WORKING, State.DISCARDED) and (start or end):
            raise InvalidValue("only what is or was approved has a live_from and a live_until")
        if start and end and end < start:
            raise InvalidValue("live_until lies before live_from")
        return edition

    return check


def editions(model) -> Check:
    one = edition_of(model)

    def check(value):
        by_language = {}
        for code, given in expect(value, dict).items():
            within(code, language, code)
            many = isinstance(given, list)
            by_language[code] = within(code, each(one) if many else lambda item: [one(item)], given)
            starts = [item["live_from"] for item in by_language[code] if item["state"] == State.APPROVED]
            if len(set(starts)) < len(starts):
                raise InvalidValue("two approved texts start at the same moment").under(code)
            if sum(item["state"] in WORKING for item in by_language[code]) > 1:
                raise InvalidValue("a language has one draft at most").under(code)
        return by_language

    return check
