"""Finished answers in memory, the one not asked for longest going first."""

import gzip
import threading
import time
from collections import OrderedDict

from django.http import HttpResponse

OVERHEAD = 2000  # bytes of a copy besides its body: headers, keys, objects
WORTH_PACKING = 200  # bytes, as in GZipMiddleware
NOT_OF_A_304 = {"content-type", "content-length", "content-encoding"}
HTML = "text/html; charset=utf-8"


class Finished(HttpResponse):
    """An answer whose headers were checked when they were first sent: name in small letters → (name, value)."""

    def __init__(self, status: int, headers: dict[str, tuple[str, str]], body: bytes):
        super().__init__(body, status=status, content_type=HTML)
        self.headers._store = headers

    def items(self):
        return self.headers._store.values()


class Copy:
    """What the site answered, and the same packed, once somebody asks for it packed."""

    def __init__(self, response, lasts: float | None = None):
        self.status, self.body, self.etag = response.status_code, response.content, response.headers.get("ETag")
        self.headers = response.headers._store | _length(self.body)
        self.unchanged = _of_304(response)
        self.ends = time.monotonic() + lasts if lasts else None
        self.size = len(self.body) * 5 // 4 + OVERHEAD
        self._packed = None

    @property
    def packed(self) -> tuple[dict, bytes]:
        if self._packed is None:
            body = gzip.compress(self.body, 6, mtime=0)
            self._packed = (self.headers | _length(body) | {"content-encoding": ("Content-Encoding", "gzip")}, body)
        return self._packed

    def answer(self, packed: bool, more: dict) -> HttpResponse:
        """With headers of this moment."""
        headers, body = self.packed if packed and len(self.body) > WORTH_PACKING else (self.headers, self.body)
        return Finished(self.status, headers | more, body)


def unchanged(response) -> HttpResponse:
    """304 in place of an answer that the browser has already."""
    return Finished(304, _of_304(response), b"")


def _of_304(response) -> dict:
    return {name: pair for name, pair in response.headers._store.items() if name not in NOT_OF_A_304}


def _length(body: bytes) -> dict:
    return {"content-length": ("Content-Length", str(len(body)))}


class Shelf:
    """Copies of together at most so many bytes."""

    def __init__(self, room: int):
        self.room, self.used, self.copies = room, 0, OrderedDict()

    def get(self, key) -> Copy | None:
        copy = self.copies.get(key)
        if copy is None:
            return None
        if copy.ends and copy.ends < time.monotonic():
            self.used -= self.copies.pop(key).size
            return None
        self.copies.move_to_end(key)
        return copy

    def put(self, key, copy: Copy) -> None:
        if old := self.copies.pop(key, None):
            self.used -= old.size
        self.copies[key], self.used = copy, self.used + copy.size
        while self.used > self.room:
            self.used -= self.copies.popitem(last=False)[1].size


class Copies:
    """All copies are of one state of the site; with another state they are gone.

    Pages that somebody linked to stand apart from what anybody can ask for without end (questions, addresses where
    nothing is), so that a flood of these pushes only its like out.
    """

    def __init__(self, room: int):
        self.room, self.token, self.lock = room, None, threading.Lock()
        self.shelves = self._empty()

    def _empty(self) -> dict[bool, Shelf]:
        return {True: Shelf(self.room * 3 // 4), False: Shelf(self.room // 4)}

    def get(self, token: str, key: tuple) -> Copy | None:
        with self.lock:
            if token != self.token:
                self.token, self.shelves = token, self._empty()
            return self.shelves[True].get(key) or self.shelves[False].get(key)

    def put(self, token: str, key: tuple, copy: Copy) -> None:
        *_address, query = key
        with self.lock:
            if token == self.token:  # what was made of an earlier state came too late
                self.shelves[copy.status == 200 and not query].put(key, copy)
