"""A cache in memory for what many pages show and few acts change (the menu, tags, counts), one in each process.

It is cached while the site is in one state: `state_token` answers with a token that changes with everything readers
see, and at each start or end of anything live. Nothing is cached without one, nor inside a transaction, which may see
what nobody else does.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from django.db import connection

from ..extension_points import state_token

Key, Thing = TypeVar("Key", bound=Hashable), TypeVar("Thing")
_pinned: ContextVar[list[str] | None] = ContextVar("the state token of the page that is being made", default=None)


@contextmanager
def pin_site_state():
    """All that is read from the cache in here is of the site state that its first question found: nothing cached for
    the state after it can be made of something from before."""
    reset = _pinned.set([])
    try:
        yield
    finally:
        _pinned.reset(reset)


def _current_token() -> str:
    pinned = _pinned.get()
    if pinned is None:
        return state_token()
    if not pinned:
        pinned.append(state_token())
    return pinned[0]


class StateCache:
    """LRU cache: the `max_entries` values that were asked for last, all of one state of the site."""

    def __init__(self, max_entries: int):
        self.max_entries, self.token, self.entries, self.lock = max_entries, None, OrderedDict(), threading.Lock()

    def get_or_set(self, key: Key, make: Callable[[], Thing]) -> Thing:
        """The thing of that key; made where it is not known. Whoever gets it must not change it."""
        return self.get_many([key], lambda _missing: {key: make()})[key]

    def get_many(self, keys: list[Key], make: Callable[[list[Key]], dict[Key, Thing]]) -> dict[Key, Thing]:
        """The things of those keys; `make` is asked for all that are not known together, and may leave some out."""
        if not state_token.is_filled or connection.in_atomic_block:
            return make(keys)
        token, cached = _current_token(), {}
        with self.lock:
            if token != self.token:
                self.token, self.entries = token, OrderedDict()
            for key in keys:
                if key in self.entries:
                    self.entries.move_to_end(key)
                    cached[key] = self.entries[key]
        if missing := [key for key in keys if key not in cached]:
            self._put(token, values := make(missing))
            cached |= values
        return cached

    def _put(self, token: str, values: dict) -> None:
        with self.lock:
            if token != self.token:  # what was made of an earlier state came too late
                return
            self.entries |= values
            while len(self.entries) > self.max_entries:
                self.entries.popitem(last=False)
