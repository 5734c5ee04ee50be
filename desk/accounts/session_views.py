"""Where one is signed in, and the way to end it."""

from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from publishing import extension_points

from . import sessions
from .user_agents import browser_of


def session_rows(user, key=None) -> list[dict]:
    return [
        {"session": each, "browser": browser_of(each.agent), "this": each.session_key == key}
        for each in sessions.sessions_of(user)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def own_sessions(request):
    """Each browser with when it was last used; one of them or all the others can be ended."""
    key = request.session.session_key
    if request.method == "POST":
        handle = request.POST.get("session", "")
        if handle or request.POST.get("others"):
            end_recorded(request, request.user, handle=handle)
        return HttpResponseRedirect(reverse("sessions"))
    context = {"title": gettext("Where you are signed in"), "here": "sessions", "rows": session_rows(request.user, key)}
    return render(request, "desk/sessions.html", {**admin.site.each_context(request), **context})


def end_recorded(request, person, handle="") -> None:
    """End the session with this handle, or all; never the one in which this is asked."""
    with transaction.atomic():
        count = sessions.end(person, handle=handle, keep=request.session.session_key)
        if count:
            extension_points.record(request.user, "end_sessions", person, after=str(count))
    add_ended_message(request, count)


def add_ended_message(request, count: int) -> None:
    messages.success(
        request, ngettext("%(number)s session ended.", "%(number)s sessions ended.", count) % {"number": count}
    )
