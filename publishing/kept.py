"""What many pages show and few acts change (the menu, tags, numbers of items), kept in the memory of a process.

It is kept while the site stands as it did: `standing` answers with a mark that changes with everything readers see, and
at each start or end of anything live. Nothing is kept without one, nor inside a transaction, which may see what nobody
else does.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar

from django.db import connection

Thing = TypeVar("Thing")
standing: Callable[[], str] | None = None  # filled by the app that knows everything readers see


class Kept:
    """The `most` things that were asked for last, all of one state of the site."""

    def __init__(self, most: int):
        self.most, self.mark, self.things, self.lock = most, None, OrderedDict(), threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Thing]) -> Thing:
        """The thing of that key; made where it is not known. Whoever gets it must not change it."""
        if standing is None or connection.in_atomic_block:
            return make()
        mark = standing()
        with self.lock:
            if mark != self.mark:
                self.mark, self.things = mark, OrderedDict()
            if key in self.things:
                self.things.move_to_end(key)
                return self.things[key]
        thing = make()
        with self.lock:
            if mark == self.mark:  # what was made of an earlier state came too late
                self.things[key] = thing
                if len(self.things) > self.most:
                    self.things.popitem(last=False)
        return thing
