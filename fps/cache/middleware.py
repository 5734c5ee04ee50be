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

from publishing.web import memory_cache

from ..middleware import TextGZipMiddleware
from .site_state import SiteState
from .stored_responses import Copies, Copy, Finished, unchanged

KEPT = {200, 301, 302, 404, 410}
LARGEST = 512_000  # bytes of a page; exports and the site maps of a large site are made anew
LONGEST_QUESTION = 2000  # bytes of a query string
MOST_HOSTS = 20
NOT_FOUND_LASTS = 60  # seconds: an old address may be promised from a moment on that no text knows of


class PageCacheMiddleware:
    """GET and HEAD of public pages. Whoever brings a session is passed on, and so is all that is not such a page."""

    def __init__(self, get_response):
        if not settings.PAGE_CACHE_BYTES:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.site_state, self.copies = SiteState(), Copies(settings.PAGE_CACHE_BYTES)
        memory_cache.state_token = self.site_state.token  # what a page was made of must not be older than its copy says
        self.pack = TextGZipMiddleware(get_response).process_response
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
        if copy := self.copies.get(token, key):
            return from_copy(request, copy)
        return self.make(request, token, key)

    def is_for_everybody(self, request) -> bool:
        asked = request.META
        return (
            request.method in ("GET", "HEAD")
            and request.path_info.partition("/")[2].partition("/")[0] in self.parts
            and self.cookie not in asked.get("HTTP_COOKIE", "")
            and "HTTP_AUTHORIZATION" not in asked
            and len(asked.get("QUERY_STRING", "")) <= LONGEST_QUESTION
            and (request.is_secure() or not self.insists_on_https)
            and (asked.get("HTTP_HOST") in self.hosts or self.is_ours(request))
        )

    def is_ours(self, request) -> bool:
        """Was it asked by a name of this site? If not, the site itself says so, with all its headers."""
        try:
            request.get_host()
        except DisallowedHost:
            return False
        if len(self.hosts) < MOST_HOSTS:
            self.hosts.add(request.META.get("HTTP_HOST"))
        return True

    def make(self, request, token, key):
        """Ask the site. It answers unpacked, so that one copy serves everybody."""
        accepted = request.META.pop("HTTP_ACCEPT_ENCODING", "")
        response = self.get_response(request)
        request.META["HTTP_ACCEPT_ENCODING"] = accepted
        if not is_for_all(response):
            return self.pack(request, response)
        if response.status_code == 200:
            response.headers["ETag"] = f'W/"{sha256(f"{token} {key!r}".encode()).hexdigest()[:24]}"'
        if request.method == "HEAD" or response.streaming or len(response.content) > LARGEST:
            known = is_known(request, response.headers.get("ETag"))
            response.headers["X-Accel-Expires"] = this_second()
            return unchanged(response) if known else self.pack(request, response)
        copy = Copy(response, NOT_FOUND_LASTS if response.status_code == 404 else None)
        self.copies.put(token, key, copy)
        return from_copy(request, copy)


def is_for_all(response) -> bool:
    """Made for everybody alike: says so itself, sets no cookie, and depends on nothing but its address."""
    headers = response.headers
    return (
        response.status_code in KEPT
        and "public" in headers.get("Cache-Control", "")
        and not response.cookies
        and headers.get("Vary", "Accept-Encoding").lower() == "accept-encoding"
        and "'nonce-" not in headers.get("Content-Security-Policy", "")
    )


def from_copy(request, copy: Copy) -> HttpResponse:
    now = {"x-accel-expires": ("X-Accel-Expires", this_second())}
    if is_known(request, copy.etag):
        return Finished(304, copy.unchanged | now, b"")
    packed = bool(re_accepts_gzip.search(request.META.get("HTTP_ACCEPT_ENCODING", "")))
    response = copy.answer(packed, now)
    if request.method == "HEAD":
        response.content = b""
    return response


def is_known(request, etag: str | None) -> bool:
    """Does `If-None-Match` name it? Compared weakly, as for GET."""
    said = request.META.get("HTTP_IF_NONE_MATCH", "")
    if not (said and etag):
        return False
    return said in (etag, "*") or any(each.removeprefix("W/") == etag[2:] for each in parse_etags(said[:1000]))


def this_second() -> str:
    """nginx counts whole seconds, and would take one second for up to two: this ends with the second that runs."""
    return f"@{int(time.time())}"
