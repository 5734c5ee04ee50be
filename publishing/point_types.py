"""The shapes of an extension point: a function that one app gives, a list to which several add, and both by model.

What may be put into one, and that it is put there while the apps start, is said here once for all points.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured


def _refuse_when_started() -> None:
    if apps.ready:
        raise ImproperlyConfigured("An extension point is filled by an AppConfig.ready(), never later.")


class Function[**P, R]:
    """A point with one answer: that of the app that fills it, else of `default`."""

    def __init__(self, default: Callable[P, R] | None = None):
        self.default, self.function = default, None

    @property
    def is_filled(self) -> bool:
        return self.function is not None

    def fill(self, function: Callable[P, R]) -> None:
        _refuse_when_started()
        if self.function not in (None, function):
            raise ImproperlyConfigured(f"Two apps fill one extension point: {self.function} and {function}.")
        self.function = function

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        return (self.function or self.default)(*args, **kwargs)


class Listing[T]:
    """A point to which several apps add, each in the order in which they start."""

    def __init__(self) -> None:
        self.items: list[T] = []

    @property
    def is_filled(self) -> bool:
        return bool(self.items)

    def add(self, *items: T) -> None:
        _refuse_when_started()
        self.items += [item for item in items if item not in self.items]

    def __iter__(self) -> Iterator[T]:
        return iter(self.items)


class ForModel[T]:
    """A point with one answer for each kind of thing."""

    def __init__(self) -> None:
        self.items: dict[type, T] = {}

    @property
    def is_filled(self) -> bool:
        return bool(self.items)

    def fill(self, model: type, item: T) -> None:
        _refuse_when_started()
        if self.items.setdefault(model, item) != item:
            raise ImproperlyConfigured(f"Two apps fill one extension point for {model}.")

    def of(self, thing: Any) -> T:
        return self.items[type(thing)]


class ListingByModel[T]:
    """A point to which several apps add for one kind of thing; asked with a thing of that kind."""

    def __init__(self) -> None:
        self.items: dict[type, list[T]] = {}

    @property
    def is_filled(self) -> bool:
        return bool(self.items)

    def add(self, model: type, item: T) -> None:
        _refuse_when_started()
        if item not in (items := self.items.setdefault(model, [])):
            items.append(item)

    def of(self, thing: Any) -> list[T]:
        return self.items.get(type(thing), [])
