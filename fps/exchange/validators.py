"""How a line is checked: a check takes what stood in the JSON and returns what the models want, or raises Fault."""

from collections.abc import Callable
from typing import Any

Check = Callable[[Any], Any]
_KINDS = {dict: "an object", list: "a list", str: "text", bool: "true or false", int: "a number", float: "a number"}


class InvalidValue(Exception):
    """What is wrong with a line: pairs of the place inside it (`editions.en.title`) and a plain sentence."""

    def __init__(self, message: str = "", faults: list[tuple[str, str]] | None = None):
        self.faults = [("", message)] if faults is None else faults
        super().__init__(self.messages)

    @property
    def messages(self) -> list[str]:
        return [f"{place}: {message}" if place else message for place, message in self.faults]

    def under(self, name: str) -> "InvalidValue":
        return InvalidValue(faults=[(_joined(name, place), message) for place, message in self.faults])


def _joined(name: str, place: str) -> str:
    return name + ("." if place and not place.startswith("[") else "") + place


def expect(value, kind: type):
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        kind_found = "null" if value is None else _KINDS.get(type(value), "something else")
        raise InvalidValue(f"must be {_KINDS[kind]}, not {kind_found}")
    return value


def optional(check: Check, empty: Any = None) -> Check:
    return lambda value: empty if value is None else check(value)


def within(name: str, check: Check, value):
    try:
        return check(value)
    except InvalidValue as fault:
        raise fault.under(name) from None


def each(check: Check, once: bool = False) -> Check:
    def check_all(value):
        items = [within(f"[{place}]", check, item) for place, item in enumerate(expect(value, list))]
        if once and len(set(items)) < len(items):
            raise InvalidValue("names something twice")
        return items

    return check_all


def fields(shape: dict[str, Check], required: tuple[str, ...] = ()) -> Check:
    """An object of these fields; says everything that is wrong with it at once."""

    def check(value):
        expect(value, dict)
        faults = [(name, "is missing") for name in required if name not in value]
        checked = {}
        for name, item in value.items():
            try:
                if name not in shape:
                    raise InvalidValue(f"is not a field here; known are {', '.join(shape)}")
                checked[name] = shape[name](item)
            except InvalidValue as fault:
                faults += fault.under(name[:60]).faults
        if faults:
            raise InvalidValue(faults=faults)
        return checked

    return check
