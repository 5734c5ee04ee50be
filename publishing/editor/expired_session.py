"""A form that arrives without a session, or with an old token, is not lost: a page keeps what was typed until the
person has signed in again. Only forms that our own pages sent: what another site posts here is shown to nobody."""

import re
from functools import wraps
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure as djangos_csrf_failure

from .edition_forms import LABELS, EditionForm

TEXT = re.compile(r"text-(\w\w)-(title|teaser|body|image_alt|image_caption|link)")
FORM = re.compile(r"/(?:add|[^/]+/change)/$")


def keep_when_expired(site, view):
    """As an admin view; but a POST of somebody who is signed out is answered with the page that keeps it."""

    admin_view = site.admin_view(view)

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if request.method == "POST" and not site.has_permission(request):
            return expired_session_page(request, signed_in=False)
        return admin_view(request, *args, **kwargs)

    return wrapped


def csrf_failure(request, reason=""):
    """The token changes at each sign-in, so a form that was open before sends an old one."""
    if not (request.path.startswith(reverse("admin:index")) and is_same_origin(request)):
        return djangos_csrf_failure(request, reason=reason)
    if request.path.endswith("/autosave/"):
        return JsonResponse({"state": "token"}, status=403)
    if not FORM.search(request.path):
        return djangos_csrf_failure(request, reason=reason)
    return expired_session_page(request, signed_in=admin.site.has_permission(request))


def is_same_origin(request) -> bool:
    """By the header that no page can set; browsers send it with every POST."""
    origin = request.headers.get("Origin", "")
    return urlsplit(origin).netloc == request.get_host() and origin.startswith(f"{request.scheme}:")


def expired_session_page(request, signed_in):
    names = dict(settings.LANGUAGES)
    labels = {name: field.label for name, field in EditionForm.base_fields.items()} | LABELS
    texts, rest = [], []
    for name, values in request.POST.lists():
        for value in values:
            place = TEXT.fullmatch(name)
            if place and place[1] in names and value.strip():
                texts.append(
                    {
                        "name": name,
                        "value": value,
                        "language": place[1],
                        "label": f"{names[place[1]]}: {labels[place[2]]}",
                    }
                )
            elif name != "csrfmiddlewaretoken":
                rest.append((name, value))
    context = {
        **admin.site.each_context(request),
        "title": _("Your text is still here") if signed_in else _("You were signed out"),
        "texts": texts,
        "rest": rest,
        "signed_in": signed_in,
        "had_file": any(request.FILES.values()),
        "sign_in": f"{reverse('admin:login')}?{REDIRECT_FIELD_NAME}={reverse('admin:index')}",
    }
    return render(request, "admin/publishing/expired_session.html", context, status=403)
