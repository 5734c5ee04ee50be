"""What a type of line is: its fields, declared once, are what an import reads and puts in and what an export writes."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from operator import attrgetter
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.core.exceptions import ValidationError as ModelError
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.settings import api_settings

from .fields import Key, Reference, Strict, limit

OF_THE_WHOLE = (NON_FIELD_ERRORS, api_settings.NON_FIELD_ERRORS_KEY)


class Fields(Strict, serializers.Serializer):
    """An object of these fields and no others; says everything that is wrong with it at once."""

    json_type = dict
    unless_empty: tuple[str, ...] = ()  # fields that an export leaves out when nothing is in them

    def to_internal_value(self, data):
        known = ", ".join(self.fields)
        faults = {name[:60]: [f"is not a field here; known are {known}"] for name in data if name not in self.fields}
        try:
            checked = super().to_internal_value(data)
        except ValidationError as error:
            faults |= error.detail
        if faults:
            raise ValidationError(faults)
        return checked

    def to_representation(self, instance):
        line = super().to_representation(instance)
        return {name: value for name, value in line.items() if value or name not in self.unless_empty}


class LineSerializer(Fields):
    model: type
    key_field = "key"
    by_hand: tuple[str, ...] = ()  # fields that `put` brings in; all others are fields of the model

    def get_fields(self):
        name = self.key_field
        return {"id": Key(limit(self.model, name), required=True, of=attrgetter(name))} | super().get_fields()

    def rows(self) -> Iterable:
        """What an export writes. Sorted here: databases disagree on the order of letters."""
        return sorted(self.model.objects.all(), key=attrgetter(self.key_field))

    def put(self, data: dict[str, Any], line, site) -> tuple[Any, str]:
        """Brings the thing to what the line says; returns it, and what came of it."""
        instance, new = self.stored_or_new(data)
        if not update_fields(instance, self.facts(data, site)) and not new:
            return instance, outcome()
        instance.clean_fields()
        instance.save()
        return instance, outcome(new, True)

    def stored_or_new(self, data) -> tuple[Any, bool]:
        key = {self.key_field: data["id"]}
        instance = self.model._default_manager.filter(**key).first()
        return instance or self.model(**key), instance is None

    def facts(self, data, site) -> dict[str, Any]:
        """The fields of the model that the line gives; a key becomes that of the database."""
        facts = {}
        for name, value in data.items():
            field = self.fields.get(name)
            if isinstance(field, Reference) and name not in self.by_hand:
                with under(name):
                    facts[f"{name}_id"] = site.get(field.kind, value)
            elif name not in ("type", "id", *self.by_hand):
                facts[name] = value
        return facts


def update_fields(instance, wanted: dict[str, Any]) -> dict[str, Any]:
    """Sets the fields that differ; returns what they were."""
    before = {name: getattr(instance, name) for name, value in wanted.items() if getattr(instance, name) != value}
    for name in before:
        setattr(instance, name, wanted[name])
    return before


def outcome(new=False, changed=False) -> str:
    return "new" if new else "changed" if changed else "unchanged"


# -- what is wrong ---------------------------------------------------------------------------------------------------
@contextmanager
def under(*places: str | int):
    """What is wrong in here is so at this place of the line: `under("mentions", 1)`."""
    try:
        yield
    except (ValidationError, ModelError) as error:
        detail = serializers.as_serializer_error(error)
        for place in reversed(places):
            detail = {place: detail}
        raise ValidationError(detail) from None


def messages(error: ValidationError | ModelError) -> list[str]:
    """Plain sentences, each behind its place: `editions.en.title: is missing`."""
    return list(_sentences(serializers.as_serializer_error(error), ""))


def _sentences(detail, place: str) -> Iterator[str]:
    if isinstance(detail, list):
        yield from (f"{place}: {message}" if place else str(message) for message in detail)
    else:
        for name, inner in detail.items():
            step = "" if name in OF_THE_WHOLE else f"[{name}]" if isinstance(name, int) else f".{name}"
            yield from _sentences(inner, (place + step).removeprefix("."))
