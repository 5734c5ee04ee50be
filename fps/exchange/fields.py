"""The values in a line. Each field takes the one form that docs/open-data.md gives it and says in plain words what it
got instead; those of REST framework are kinder: they read "yes" as true, and 1 as text."""

import re
from copy import copy
from datetime import UTC, date, datetime, time
from decimal import Decimal

from babel.numbers import list_currencies
from django.conf import settings
from django.utils import timezone
from django_countries import countries
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from publishing.text.rich_text import RichTextRefused, clean_html, plain

LANGUAGES = [code for code, _name in settings.LANGUAGES]
JSON_TYPES = {dict: "an object", list: "a list", str: "text", bool: "true or false", int: "a number", float: "a number"}
_NO_CHARACTER = re.compile("[\0\ud800-\udfff]")


def expect(value, kind: type) -> None:
    if not isinstance(value, (int, float) if kind is float else kind) or (
        kind in (int, float) and isinstance(value, bool)
    ):
        found = "null" if value is None else JSON_TYPES.get(type(value), "something else")
        raise ValidationError(f"must be {JSON_TYPES[kind]}, not {found}")
    if isinstance(value, str) and _NO_CHARACTER.search(value):
        raise ValidationError("holds a character that no text can hold (NUL, or half of a pair)")


def limit(model, name: str) -> int | None:
    """How many characters fit; None where there is no limit."""
    return model._meta.get_field(name).max_length


class Strict:
    """What every field and every line has: one type of JSON; perhaps `null`, which stands for the value given here; and
    `of`, where an export finds the value if it is no attribute of that name."""

    json_type: type = str
    default_error_messages = {"required": "is missing"}

    def __init__(self, *args, required=False, null=serializers.empty, of=None, **options):
        self.null, self.of = null, of
        super().__init__(*args, required=required, allow_null=null is not serializers.empty, **options)

    def validate_empty_values(self, data):
        if data is None and self.allow_null:
            return True, copy(self.null)
        if data is not serializers.empty:
            expect(data, self.json_type)
        return super().validate_empty_values(data)

    def get_attribute(self, instance):
        value = self.of(instance) if self.of else getattr(instance, self.field_name)
        return None if self.allow_null and not value else value


# -- texts -----------------------------------------------------------------------------------------------------------
class Text(Strict, serializers.Field):
    default_error_messages = {
        "blank": "must not be empty",
        "long": "has {number} characters; at most {most} fit",
        "invalid": "“{value}” is not {what}",
    }
    pattern, what = "", ""

    def __init__(self, max_length: int | None = None, *, blank=True, **options):
        self.max_length, self.blank = max_length, blank
        super().__init__(**options)

    def to_internal_value(self, value):
        if self.max_length and len(value) > self.max_length:
            self.fail("long", number=len(value), most=self.max_length)
        if not self.blank and not value.strip():
            self.fail("blank")
        if self.pattern and not re.fullmatch(self.pattern, value):
            self.refuse(value)
        return value

    def refuse(self, value):
        self.fail("invalid", value=value, what=self.what)

    def to_representation(self, value):
        return value


class LineOfText(Text):
    def to_internal_value(self, value):
        return super().to_internal_value(plain(value))


class RichText(Text):
    def to_internal_value(self, value):
        try:
            return clean_html(value)
        except RichTextRefused as refusal:
            raise ValidationError(" ".join(refusal.messages)) from None


class Key(Text):
    pattern, what = r"[-a-zA-Z0-9_]+", "a key (letters a to z, figures, - and _)"

    def __init__(self, max_length=200, **options):
        super().__init__(max_length, **options)


class Slug(Key):
    pattern = r"[-a-zA-Z0-9_]*"


class Reference(Key):
    """The key of a thing that a line of this type makes."""

    def __init__(self, kind: str):
        self.kind = kind
        super().__init__(null=None)

    def to_representation(self, instance):
        return instance.key


class Hexadecimal(Text):
    pattern, what = r"[0-9a-f]{32}", "32 hexadecimal digits"


class Path(Text):
    """A path of the site without its language; slashes at its ends are dropped."""

    what = "a path like news/a-title, without the language and without ? or #"

    def to_internal_value(self, value):
        path = value.strip("/")
        if len(path) > 700 or re.search(r"[\s?#\\\x00-\x1f\x7f]", path) or {"", ".", ".."} & set(path.split("/")):
            self.refuse(value)
        return path


# -- choices and numbers ---------------------------------------------------------------------------------------------
class Choice(Strict, serializers.ChoiceField):
    def __init__(self, values, what: str, **options):
        message = f"“{{input}}” is not {what}" if "(" in what else f"“{{input}}” is not {what}: {', '.join(values)}"
        super().__init__(values, error_messages={"invalid_choice": message}, **options)


class Language(Choice):
    def __init__(self, **options):
        super().__init__(LANGUAGES, "a language of this site", **options)


class Country(Choice):
    def __init__(self, **options):
        super().__init__([*countries.countries], "a country code (ISO 3166, two capitals)", **options)


class Currency(Choice):
    def __init__(self, **options):
        super().__init__(sorted(list_currencies()), "a currency code (ISO 4217, like EUR)", **options)


class Flag(Strict, serializers.BooleanField):
    json_type = bool


class Whole(Strict, serializers.IntegerField):
    json_type = int
    default_error_messages = dict.fromkeys(("min_value", "max_value"), "must be 0 or more, and less than 2 147 483 648")

    def __init__(self, **options):
        super().__init__(min_value=0, max_value=2**31 - 1, **options)


class Share(Strict, serializers.FloatField):
    json_type = float
    default_error_messages = dict.fromkeys(("min_value", "max_value"), "must be a number from 0 to 1")

    def __init__(self, **options):
        super().__init__(min_value=0, max_value=1, **options)


class Amount(Strict, serializers.Field):
    json_type = object
    default_error_messages = dict.fromkeys(
        ("invalid", "null"), 'must be a sum above zero written as text, like "457000" or "1480000.50"'
    )

    def to_internal_value(self, value):
        if not isinstance(value, str) or not re.fullmatch(r"\d{1,16}(\.\d{1,2})?", value, re.ASCII):
            self.fail("invalid")
        return Decimal(value) or self.fail("invalid")

    def to_representation(self, amount):
        return f"{amount:.0f}" if amount == amount.to_integral_value() else f"{amount:.2f}"


# -- time ------------------------------------------------------------------------------------------------------------
class Day(Text):
    parse, pattern, what = date.fromisoformat, r"\d{4}-\d{2}-\d{2}", "a date like 2022-03-25"
    unreal = "a day of the calendar"

    def to_internal_value(self, value):
        try:
            return type(self).parse(super().to_internal_value(value))
        except ValueError:
            self.fail("invalid", value=value, what=self.unreal)

    def to_representation(self, value):
        return value.isoformat()


class Clock(Day):
    parse, pattern, what = time.fromisoformat, r"\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?", "a time like 11:00"
    unreal = "a time of the day"


class Moment(Text):
    """Written in the time of the site, with its offset; nothing is rounded."""

    what = "a moment with its offset, like 2022-03-25T09:00:00+01:00"

    def to_internal_value(self, value):
        if "T" not in value or not re.search(r"(Z|[+-]\d{2}:?\d{2}(:\d{2})?)$", value) or len(value) > 40:
            self.refuse(value)
        try:
            return datetime.fromisoformat(value).astimezone(UTC)
        except (ValueError, OverflowError):
            self.refuse(value)

    def to_representation(self, value):
        return timezone.localtime(value, timezone.get_default_timezone()).isoformat()


# -- several ---------------------------------------------------------------------------------------------------------
class Each(Strict, serializers.ListField):
    json_type = list

    def __init__(self, child, *, once=False, **options):
        self.once = once
        super().__init__(child=child, **options)

    def to_internal_value(self, data):
        items = super().to_internal_value(data)
        if self.once and len(set(items)) < len(items):
            raise ValidationError("names something twice")
        return items


class ByLanguage(Strict, serializers.DictField):
    json_type = dict

    def to_internal_value(self, data):
        for code in data:
            if code not in LANGUAGES:
                raise ValidationError({code: [f"“{code}” is not a language of this site: {', '.join(LANGUAGES)}"]})
        return super().to_internal_value(data)


class Words(ByLanguage):
    """`{"en": "…", "nl": "…"}`; languages without words are left out, as the form does."""

    def __init__(self, max_length: int = 5000, **options):  # the database has no limit, an import has
        super().__init__(child=LineOfText(max_length), **options)

    def to_internal_value(self, data):
        return {code: words for code, words in super().to_internal_value(data).items() if words}

    def to_representation(self, words):
        return {code: words[code] for code in LANGUAGES if code in words}
