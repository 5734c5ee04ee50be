"""What many pages show and few acts change (the menu, tags, numbers of items), kept in the memory of a process.

It is kept while the site stands as it did: `standing` answers with a mark that changes with everything readers see, and
at each start or end of anything live. Nothing is kept without one, nor inside a transaction, which may see what nobody
else does.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from django.db import connection

Key, Thing = TypeVar("Key", bound=Hashable), TypeVar("Thing")
standing: Callable[[], str] | None = None  # filled by the app that knows everything readers see
_of_page: ContextVar[list[str] | None] = ContextVar("the mark of the page that is being made", default=None)


@contextmanager
def one_state():
    """All that is kept in here is of the state that its first question found: nothing that is kept for the state after
    it can be made of something that was kept before."""
    token = _of_page.set([])
    try:
        yield
    finally:
        _of_page.reset(token)


def _mark() -> str:
    found = _of_page.get()
    if found is None:
        return standing()
    if not found:
        found.append(standing())
    return found[0]


class Kept:
    """The `most` things that were asked for last, all of one state of the site."""

    def __init__(self, most: int):
        self.most, self.mark, self.things, self.lock = most, None, OrderedDict(), threading.Lock()

    def get(self, key: Key, make: Callable[[], Thing]) -> Thing:
        """The thing of that key; made where it is not known. Whoever gets it must not change it."""
        return self.several([key], lambda _missing: {key: make()})[key]

    def several(self, keys: list[Key], make: Callable[[list[Key]], dict[Key, Thing]]) -> dict[Key, Thing]:
        """The things of those keys; `make` is asked for all that are not known together, and may leave some out."""
        if standing is None or connection.in_atomic_block:
            return make(keys)
        mark, known = _mark(), {}
        with self.lock:
            if mark != self.mark:
                self.mark, self.things = mark, OrderedDict()
            for key in keys:
                if key in self.things:
                    self.things.move_to_end(key)
                    known[key] = self.things[key]
        if missing := [key for key in keys if key not in known]:
            self._put(mark, made := make(missing))
            known |= made
        return known

    def _put(self, mark: str, made: dict) -> None:
        with self.lock:
            if mark != self.mark:  # what was made of an earlier state came too late
                return
            self.things |= made
            while len(self.things) > self.most:
                self.things.popitem(last=False)
