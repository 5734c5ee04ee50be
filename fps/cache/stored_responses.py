"""Stored responses in memory: an LRU cache, the one not asked for longest going first."""

import gzip
import threading
import time
from collections import OrderedDict

from django.http import HttpResponse
from django.http.response import ResponseHeaders

ENTRY_OVERHEAD = 2000  # bytes of a copy besides its body: headers, keys, objects
MIN_GZIP_BYTES = 200  # bytes, as in GZipMiddleware
HEADERS_NOT_IN_304 = {"content-type", "content-length", "content-encoding"}
HTML_CONTENT_TYPE = "text/html; charset=utf-8"


class CheckedHeaders(ResponseHeaders):
    """Headers that were checked when they were first sent: name in small letters → (name, value)."""

    def __init__(self, headers: dict[str, tuple[str, str]]):
        super().__init__({})
        self._store = headers


class RawResponse(HttpResponse):
    """An answer whose headers are not checked again."""

    def __init__(self, status: int, headers: dict[str, tuple[str, str]], body: bytes):
        super().__init__(body, status=status, content_type=HTML_CONTENT_TYPE)
        self.checked, self.headers = headers, CheckedHeaders(headers)

    def items(self):
        return self.checked.values()


class StoredResponse:
    """What the site answered, and the same gzipped, once somebody asks for it so."""

    def __init__(self, response, max_age: float | None = None):
        self.status, self.body, self.etag = response.status_code, response.content, response.headers.get("ETag")
        self.headers = _by_small_name(response.headers) | _length(self.body)
        self.not_modified_headers = _headers_of_304(response)
        self.expires_at = time.monotonic() + max_age if max_age else None
        self.size = len(self.body) * 5 // 4 + ENTRY_OVERHEAD
        self._gzipped = None

    @property
    def gzipped(self) -> tuple[dict, bytes]:
        if self._gzipped is None:
            body = gzip.compress(self.body, 6, mtime=0)
            self._gzipped = (self.headers | _length(body) | {"content-encoding": ("Content-Encoding", "gzip")}, body)
        return self._gzipped

    def to_response(self, gzipped: bool, extra_headers: dict) -> HttpResponse:
        """With headers of this moment."""
        headers, body = self.gzipped if gzipped and len(self.body) > MIN_GZIP_BYTES else (self.headers, self.body)
        return RawResponse(self.status, headers | extra_headers, body)


def not_modified(response) -> HttpResponse:
    """304 in place of an answer that the browser has already."""
    return RawResponse(304, _headers_of_304(response), b"")


def _headers_of_304(response) -> dict:
    found = _by_small_name(response.headers)
    return {name: pair for name, pair in found.items() if name not in HEADERS_NOT_IN_304}


def _by_small_name(headers) -> dict[str, tuple[str, str]]:
    return {name.lower(): (name, value) for name, value in headers.items()}


def _length(body: bytes) -> dict:
    return {"content-length": ("Content-Length", str(len(body)))}


class LruBucket:
    """Stored responses of together at most so many bytes, the least recently used leaving first."""

    def __init__(self, max_bytes: int):
        self.max_bytes, self.used, self.responses = max_bytes, 0, OrderedDict()

    def get(self, key) -> StoredResponse | None:
        stored = self.responses.get(key)
        if stored is None:
            return None
        if stored.expires_at and stored.expires_at < time.monotonic():
            self.used -= self.responses.pop(key).size
            return None
        self.responses.move_to_end(key)
        return stored

    def put(self, key, stored: StoredResponse) -> None:
        if old := self.responses.pop(key, None):
            self.used -= old.size
        self.responses[key], self.used = stored, self.used + stored.size
        while self.used > self.max_bytes:
            self.used -= self.responses.popitem(last=False)[1].size


class ResponseStore:
    """Every stored response is of one site state; with another state they are gone.

    Pages that somebody linked to stand apart from what anybody can ask for without end (questions, addresses where
    nothing is), so that a flood of these pushes only its like out.
    """

    def __init__(self, max_bytes: int):
        self.max_bytes, self.token, self.lock = max_bytes, None, threading.Lock()
        self.buckets = self._empty_buckets()

    def _empty_buckets(self) -> dict[bool, LruBucket]:
        return {True: LruBucket(self.max_bytes * 3 // 4), False: LruBucket(self.max_bytes // 4)}

    def get(self, token: str, key: tuple) -> StoredResponse | None:
        with self.lock:
            if token != self.token:
                self.token, self.buckets = token, self._empty_buckets()
            return self.buckets[True].get(key) or self.buckets[False].get(key)

    def put(self, token: str, key: tuple, stored: StoredResponse) -> None:
        *_address, query = key
        with self.lock:
            if token == self.token:  # what was made of an earlier state came too late
                self.buckets[stored.status == 200 and not query].put(key, stored)
