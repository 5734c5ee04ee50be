"""What happens to each request and answer before and after the views. No public page may come to touch a cookie."""

import ipaddress
from functools import lru_cache

from django.conf import settings
from django.http import FileResponse, Http404
from django.middleware.gzip import GZipMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.csp import csp_override

from publishing.web.alternates import accepted_languages
from publishing.web.memory_cache import pin_site_state

BACK_OFFICE = "/admin/"
MAX_QUERY_LENGTH = 4000
PUBLIC = "public, max-age=0, s-maxage=1, stale-while-revalidate=1, stale-if-error=600"
PERMISSIONS = "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()"


class TrustedProxyMiddleware:
    """Only the proxies of the settings may say that a request came by https, and for whom."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.trusted = [ipaddress.ip_network(each, strict=False) for each in settings.TRUSTED_PROXIES]
        self.is_trusted = lru_cache(1000)(self.is_trusted)

    def __call__(self, request):
        if not self.is_trusted(request.META.get("REMOTE_ADDR", "")):
            for name in ("HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST"):
                request.META.pop(name, None)
        return self.get_response(request)

    def is_trusted(self, address):
        try:
            return any(ipaddress.ip_address(address) in network for network in self.trusted)
        except ValueError:  # a Unix socket has no address: whoever can reach it is on this machine
            return address == ""


class HeadersMiddleware:
    """Headers that stand on every answer, files and errors included."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.method == "HEAD" and not response.streaming:
            response.headers.setdefault("Content-Length", str(len(response.content)))
            response.content = b""
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("X-Frame-Options", "DENY")
        if request.method in ("GET", "HEAD"):
            response.headers.setdefault("Cache-Control", _lasting(request, response))
        if settings.FPS_DEMO and not settings.ON_LOOPBACK:
            response.headers.setdefault("X-Robots-Tag", "noindex")
        return response


def _lasting(request, response) -> str:
    if response.status_code >= 500:
        return "no-store"
    return "private, no-cache" if settings.SESSION_COOKIE_NAME in request.COOKIES else PUBLIC


class BackOfficeMiddleware:
    """The back office is never stored, never indexed, and has a policy of its own with a nonce for its editor."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path_info.startswith(BACK_OFFICE):
            response.headers["Cache-Control"] = "no-store"
            response.headers["X-Robots-Tag"] = "noindex"
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
            if not getattr(response, "is_public_page", False):  # a preview brings the policy of the public page
                csp_override(settings.BACK_OFFICE_CSP)(lambda _request: response)(request)
        return response


class TextGZipMiddleware(GZipMiddleware):
    """Leaves files of the library alone: they are packed already, and would lose their Content-Length."""

    def process_response(self, request, response):
        return response if isinstance(response, FileResponse) else super().process_response(request, response)


class SiteStateMiddleware:
    """A page is made of one site state. Whoever changes the site asks for the token each time."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with pin_site_state():
            return self.get_response(request)


class AddressLanguageMiddleware:
    """The language is in the address. The back office and links to drafts follow the browser; nothing asks a cookie."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.known = dict(settings.LANGUAGES)

    def __call__(self, request):
        prefix = request.path_info.split("/", 2)[1] if "/" in request.path_info else ""
        by_browser = request.path_info.startswith((BACK_OFFICE, "/share/"))
        if prefix in self.known:
            language = prefix
        elif by_browser:
            language = accepted_language(request)
        else:
            language = settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        if by_browser:
            patch_vary_headers(response, ["Accept-Language"])
        return response


def accepted_language(request) -> str:
    """The best of our languages for `Accept-Language`; the default where nothing matches. No cookie is asked."""
    return next(iter(accepted_languages(request)), settings.LANGUAGE_CODE)


class BoundedInputMiddleware:
    """Addresses that no page can have: a plain 404 before anything reads them."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if "\x00" in request.path_info or len(request.path_info) > 1000:
            raise Http404
        if len(request.META.get("QUERY_STRING", "")) > MAX_QUERY_LENGTH:
            raise Http404
        return None
