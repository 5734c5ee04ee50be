"""How somebody comes in, for administrators: sessions, second factor, a link to choose a password, a lock lifted."""

from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from publishing import extension_points

from . import otp, password_views
from .session_views import end_recorded, session_rows


def user_access_view(people, request, pk):
    person = people.get_object(request, str(pk))
    if person is None:
        raise Http404
    if not people.has_change_permission(request, person):
        raise PermissionDenied
    if request.method == "POST":
        run_action(request, person)
        return HttpResponseRedirect(request.path)
    context = {
        **people.admin_site.each_context(request),
        "title": gettext("How %(name)s signs in") % {"name": person},
        "opts": people.opts,
        "person": person,
        "rows": session_rows(person, request.session.session_key),
        "has_app": otp.totp_device(person) is not None,
        "may_take_away": person != request.user,
        "locked": is_locked(person),
    }
    return render(request, "desk/way_in.html", context)


def run_action(request, person):
    name = person.get_username()
    match request.POST:
        case {"session": handle} if handle:
            end_recorded(request, person, handle)
        case {"act": "end"}:
            end_recorded(request, person)
        case {"act": "take_away"} if person != request.user:  # one's own asks for the password, elsewhere
            otp.disable(person, request.user)
            messages.success(request, gettext("The second step is taken away. All sessions have ended."))
        case {"act": "unlock"}:
            AxesProxyHandler.reset_attempts(username=name)
            extension_points.record(request.user, "unlock", person)
            messages.success(request, gettext("%(name)s may try again.") % {"name": name})
        case {"act": "invite"} if person.email and person.is_active:
            password_views.invite(person)
            extension_points.record(request.user, "send_password_link", person)
            sentence = gettext("A mail with a link to choose a password goes to %(address)s.") % {
                "address": person.email
            }
            messages.success(request, sentence)


def is_locked(person) -> bool:
    """Too many failures with this name from any one address, not longer ago than the lock lasts."""
    return AccessAttempt.objects.filter(
        username=person.get_username(), failures_since_start__gte=settings.AXES_FAILURE_LIMIT
    ).exists()
