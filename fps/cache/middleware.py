"""Finished pages, kept in the memory of each process and answered before sessions, languages and sign-in are asked.

A copy holds as long as nothing that readers see has changed, and until the next start or end of anything live. What
has changed stands in the database (`version_triggers`), so that every process knows; `site_state` asks it.
"""

import time
from hashlib import sha256

from django.conf import settings
from django.core.exceptions import DisallowedHost, MiddlewareNotUsed
from django.db import Error as DatabaseFault
from django.http import HttpResponse
from django.middleware.gzip import re_accepts_gzip
from django.utils.http import parse_etags

from ..middleware import TextGZipMiddleware
from .site_state import process_state
from .stored_responses import RawResponse, ResponseStore, StoredResponse, not_modified

CACHEABLE_STATUSES = {200, 301, 302, 404, 410}
MAX_PAGE_BYTES = 512_000  # bytes of a page; exports and the site maps of a large site are made anew
MAX_QUERY_BYTES = 2000  # bytes of a query string
MAX_HOSTS = 20
NOT_FOUND_MAX_AGE = 60  # seconds: an old address may be promised from a moment on that no text knows of


class PageCacheMiddleware:
    """GET and HEAD of public pages. Whoever brings a session is passed on, and so is all that is not such a page."""

    def __init__(self, get_response):
        if not settings.PAGE_CACHE_BYTES:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.site_state, self.store = process_state(), ResponseStore(settings.PAGE_CACHE_BYTES)
        self.gzip = TextGZipMiddleware(get_response).process_response
        self.parts = {*dict(settings.LANGUAGES), "api", "sitemap.xml"}
        self.cookie, self.insists_on_https = settings.SESSION_COOKIE_NAME, settings.SECURE_SSL_REDIRECT
        self.hosts = set()  # those that were found to be ours

    def __call__(self, request):
        if not self.is_for_everybody(request):
            return self.get_response(request)
        try:
            token = self.site_state.token()
        except DatabaseFault:
            return self.get_response(request)
        key = (request.is_secure(), request.path_info, request.META.get("QUERY_STRING", ""))
        if stored := self.store.get(token, key):
            return from_stored(request, stored)
        return self.fetch(request, token, key)

    def is_for_everybody(self, request) -> bool:
        meta = request.META
        return (
            request.method in ("GET", "HEAD")
            and request.path_info.partition("/")[2].partition("/")[0] in self.parts
            and self.cookie not in meta.get("HTTP_COOKIE", "")
            and "HTTP_AUTHORIZATION" not in meta
            and len(meta.get("QUERY_STRING", "")) <= MAX_QUERY_BYTES
            and (request.is_secure() or not self.insists_on_https)
            and (meta.get("HTTP_HOST") in self.hosts or self.is_our_host(request))
        )

    def is_our_host(self, request) -> bool:
        """Was it asked by a name of this site? If not, the site itself says so, with all its headers."""
        try:
            request.get_host()
        except DisallowedHost:
            return False
        if len(self.hosts) < MAX_HOSTS:
            self.hosts.add(request.META.get("HTTP_HOST"))
        return True

    def fetch(self, request, token, key):
        """Ask the site. It answers unpacked, so that one copy serves everybody."""
        accepted = request.META.pop("HTTP_ACCEPT_ENCODING", "")
        response = self.get_response(request)
        request.META["HTTP_ACCEPT_ENCODING"] = accepted
        if not is_cacheable(response):
            return self.gzip(request, response)
        if response.status_code == 200:
            response.headers["ETag"] = f'W/"{sha256(f"{token} {key!r}".encode()).hexdigest()[:24]}"'
        if request.method == "HEAD" or response.streaming or len(response.content) > MAX_PAGE_BYTES:
            matches = etag_matches(request, response.headers.get("ETag"))
            response.headers["X-Accel-Expires"] = this_second()
            return not_modified(response) if matches else self.gzip(request, response)
        stored = StoredResponse(response, NOT_FOUND_MAX_AGE if response.status_code == 404 else None)
        self.store.put(token, key, stored)
        return from_stored(request, stored)


def is_cacheable(response) -> bool:
    """Made for everybody alike: says so itself, sets no cookie, and depends on nothing but its address."""
    headers = response.headers
    return (
        response.status_code in CACHEABLE_STATUSES
        and "public" in headers.get("Cache-Control", "")
        and not response.cookies
        and headers.get("Vary", "Accept-Encoding").lower() == "accept-encoding"
        and "'nonce-" not in headers.get("Content-Security-Policy", "")
    )


def from_stored(request, stored: StoredResponse) -> HttpResponse:
    now = {"x-accel-expires": ("X-Accel-Expires", this_second())}
    if etag_matches(request, stored.etag):
        return RawResponse(304, stored.not_modified_headers | now, b"")
    gzipped = bool(re_accepts_gzip.search(request.META.get("HTTP_ACCEPT_ENCODING", "")))
    response = stored.to_response(gzipped, now)
    if request.method == "HEAD":
        response.content = b""
    return response


def etag_matches(request, etag: str | None) -> bool:
    """Does `If-None-Match` name it? Compared weakly, as for GET."""
    if_none_match = request.META.get("HTTP_IF_NONE_MATCH", "")
    if not (if_none_match and etag):
        return False
    return if_none_match in (etag, "*") or any(
        tag.removeprefix("W/") == etag[2:] for tag in parse_etags(if_none_match[:1000])
    )


def this_second() -> str:
    """nginx counts whole seconds, and would take one second for up to two: this ends with the second that runs."""
    return f"@{int(time.time())}"
