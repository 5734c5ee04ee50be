"""From what a line says to the fields of a model, and what of it is news."""

from typing import Any

from .validators import InvalidValue


def update_fields(instance, wanted: dict[str, Any]) -> dict[str, Any]:
    """Sets the fields that differ; returns what they were."""
    before = {name: getattr(instance, name) for name, value in wanted.items() if getattr(instance, name) != value}
    for name in before:
        setattr(instance, name, wanted[name])
    return before


def facts_of(data: dict[str, Any], site, plain: tuple[str, ...], **references: str) -> dict[str, Any]:
    """The fields that the line gives; `contact="contact"` turns a key into `contact_id`."""
    facts = {name: data[name] for name in plain if name in data}
    for name, kind in references.items():
        if name in data:
            try:
                facts[f"{name}_id"] = site.get(kind, data[name])
            except InvalidValue as fault:
                raise fault.under(name) from None
    return facts
