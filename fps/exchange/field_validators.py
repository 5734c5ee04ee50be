"""Checks of single values: texts, keys, moments, sums, codes."""

import re
from datetime import UTC, date, datetime, time
from decimal import Decimal

from babel.numbers import list_currencies
from django.conf import settings
from django_countries import countries

from publishing.text.rich_text import RichTextRefused, clean_html, plain

from .validators import Check, InvalidValue, expect, within

LANGUAGES = [code for code, _name in settings.LANGUAGES]
_SURROGATE = re.compile("[\ud800-\udfff]")


def text(longest: int | None = None, blank: bool = True) -> Check:
    def check(value):
        expect(value, str)
        if "\0" in value or _SURROGATE.search(value):
            raise InvalidValue("holds a character that no text can hold (NUL, or half of a pair)")
        if longest and len(value) > longest:
            raise InvalidValue(f"has {len(value)} characters; at most {longest} fit")
        if not blank and not value.strip():
            raise InvalidValue("must not be empty")
        return value

    return check


def line_of_text(longest: int | None) -> Check:
    return lambda value: text(longest)(plain(text()(value)))


def rich_text(value) -> str:
    try:
        return clean_html(text()(value))
    except RichTextRefused as refusal:
        raise InvalidValue(" ".join(refusal.messages)) from None


def matching(pattern: str, what: str, longest: int | None = None) -> Check:
    def check(value):
        if not re.fullmatch(pattern, text(longest)(value)):
            raise InvalidValue(f"“{value}” is not {what}")
        return value

    return check


def key(longest: int = 200) -> Check:
    return matching(r"[-a-zA-Z0-9_]+", "a key (letters a to z, figures, - and _)", longest)


def choice(values, what: str) -> Check:
    def check(value):
        if text()(value) not in values:
            raise InvalidValue(f"“{value}” is not {what}: {', '.join(values)}")
        return value

    return check


language = choice(LANGUAGES, "a language of this site")


def flag(value) -> bool:
    return expect(value, bool)


def integer(value) -> int:
    if not 0 <= expect(value, int) < 2**31:
        raise InvalidValue("must be 0 or more, and less than 2 147 483 648")
    return value


def share(value) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise InvalidValue("must be a number from 0 to 1")
    return float(value)


def day(value) -> date:
    try:
        return date.fromisoformat(matching(r"\d{4}-\d{2}-\d{2}", "a date like 2022-03-25")(value))
    except ValueError:
        raise InvalidValue(f"“{value}” is not a day of the calendar") from None


def moment(value) -> datetime:
    try:
        at = datetime.fromisoformat(text(40)(value)).astimezone(UTC) if "T" in text()(value) else None
    except (ValueError, OverflowError):
        at = None
    if at is None or not re.search(r"(Z|[+-]\d{2}:?\d{2}(:\d{2})?)$", value):
        raise InvalidValue(f"“{value}” is not a moment with its offset, like 2022-03-25T09:00:00+01:00")
    return at


def clock(value) -> time:
    try:
        return time.fromisoformat(matching(r"\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?", "a time like 11:00")(value))
    except ValueError:
        raise InvalidValue(f"“{value}” is not a time of the day") from None


def country(value) -> str:
    if text()(value) not in countries:
        raise InvalidValue(f"“{value}” is not a country code (ISO 3166, two capitals)")
    return value


def amount(value) -> Decimal:
    if not isinstance(value, str) or not re.fullmatch(r"\d{1,16}(\.\d{1,2})?", value, re.ASCII) or not Decimal(value):
        raise InvalidValue('must be a sum above zero written as text, like "457000" or "1480000.50"')
    return Decimal(value)


def currency(value) -> str:
    if text()(value) not in list_currencies():
        raise InvalidValue(f"“{value}” is not a currency code (ISO 4217, like EUR)")
    return value


def path(value) -> str:
    """A path of the site without its language; slashes at its ends are dropped."""
    bare = text(702)(value).strip("/")
    parts = bare.split("/")
    if len(bare) > 700 or re.search(r"[\s?#\\\x00-\x1f\x7f]", bare) or {"", ".", ".."} & set(parts):
        raise InvalidValue(f"“{value}” is not a path like news/a-title, without the language and without ? or #")
    return bare


def words(longest: int) -> Check:
    """`{"en": "…", "nl": "…"}`; languages without words are left out, as the form does."""

    def check(value):
        for code in expect(value, dict):
            language(code)
        return {code: checked for code, each in value.items() if (checked := within(code, line_of_text(longest), each))}

    return check
