"""Any edition, stored or not, as its readers would see it: the same template, the same function as for a live one.

The app that owns a kind of text says how its page is made (`extension_points.preview_makers`). What is rendered here is
never stored, never cached and never indexed.
"""

import copy

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import resolve
from django.utils import timezone, translation
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override

from ..extension_points import preview_makers
from ..text.slugs import slug_of


def as_if_live(edition):
    """A copy of it that can be shown: as if it went live now, with something where words are missing."""
    shown = copy.copy(edition)
    shown.live_from = shown.last_notable_change = edition.live_from or timezone.now()
    shown.title = edition.title or _("(untitled)")
    shown.slug = edition.slug or slug_of(shown.title, 120) or "-"
    return shown


def as_visitor(request, language: str):
    """The request of somebody who is not signed in and asks for a page in this language."""
    visitor_request = copy.copy(request)
    visitor_request.method, visitor_request.LANGUAGE_CODE, visitor_request.user = "GET", language, AnonymousUser()
    visitor_request.GET, visitor_request.POST = QueryDict(), QueryDict()
    visitor_request.COOKIES, visitor_request.is_preview = {}, True
    return visitor_request


def edition_page(request, edition, framed=False, status=200, **more) -> HttpResponse:
    """The public page of this edition, with `more` for what stands around it."""
    language = edition.language
    with translation.override(language):
        visitor_request = as_visitor(request, language)
        page = preview_makers.of(edition)(visitor_request, as_if_live(edition))
        visitor_request.path = visitor_request.path_info = page.path
        visitor_request.resolver_match = resolve(page.path)
        response = render(visitor_request, page.template, {**page.context, "noindex": True, **more}, status=status)
    response.headers["Content-Language"] = language
    return mark_private(response, framed)


def mark_private(response: HttpResponse, framed=False) -> HttpResponse:
    """Headers of what is not public; `framed`: pages of this site may show it in a frame."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Referrer-Policy"] = "no-referrer"
    if framed:
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
        response.is_public_page = True
        csp_override({**settings.SECURE_CSP, "frame-ancestors": [CSP.SELF]})(lambda _request: response)(None)
    return response
