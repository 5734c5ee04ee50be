"""Signing in: the password, then a code if the person has a second factor. Nobody is signed in between the two."""

import time

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_cool_off
from django import forms
from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import get_user_model, load_backend, login, user_login_failed
from django.contrib.auth.views import LoginView, RedirectURLMixin
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView
from django_otp import login as note_device

from . import otp
from .sessions import PENDING_LOGIN

PENDING_LOGIN_SECONDS = 10 * 60  # seconds between password and code


class SignIn(LoginView):
    """The page of the admin itself; only what follows a right password is ours."""

    authentication_form = AdminAuthenticationForm
    template_name = "desk/sign_in.html"
    next_page = "admin:index"

    def get(self, request, *args, **kwargs):
        if admin.site.has_permission(request):
            return HttpResponseRedirect(self.get_success_url())
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **{
                **admin.site.each_context(self.request),
                "title": gettext("Log in"),
                "subtitle": None,
                "app_path": self.request.get_full_path(),
                "username": self.request.user.get_username(),
                "next": self.get_success_url(),
                **kwargs,
            }
        )

    def form_valid(self, form):
        user = form.get_user()
        if not otp.totp_device(user):
            return super().form_valid(form)
        self.request.session[PENDING_LOGIN] = {
            "user": user.pk,
            "backend": user.backend,
            "hash": user.get_session_auth_hash(),
            "at": time.time(),
        }
        return HttpResponseRedirect(f"{reverse('second_factor_code')}?{urlencode({'next': self.get_success_url()})}")


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("Six digits from the app on your phone, or one of your recovery codes."),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autofocus": True, "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


@method_decorator([sensitive_post_parameters("code"), never_cache], name="dispatch")
class SecondFactorCode(RedirectURLMixin, FormView):
    form_class, template_name, next_page = CodeForm, "desk/second_factor_code.html", "admin:index"

    def dispatch(self, request, *args, **kwargs):
        self.person, self.backend = pending_user(request)
        if self.person is None:
            return HttpResponseRedirect(reverse("admin:login"))
        self.credentials = {"username": self.person.get_username()}
        if not AxesProxyHandler.is_allowed(request, self.credentials):
            return locked_out(request)
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        try:
            device = otp.verify(self.person, form.cleaned_data["code"])
        except otp.Throttled as wait:
            form.add_error("code", str(wait))
            return self.form_invalid(form)
        if device is None:
            # Counted like a wrong password: who guesses codes is locked out as well.
            user_login_failed.send(__name__, credentials=self.credentials, request=self.request)
            form.add_error("code", gettext("That code is not right, or it has been used. Wait for the next one."))
            return self.form_invalid(form)
        del self.request.session[PENDING_LOGIN]
        login(self.request, self.person, backend=self.backend)
        note_device(self.request, device)
        return HttpResponseRedirect(self.get_success_url())

    def get_context_data(self, **kwargs):
        context = {
            **admin.site.each_context(self.request),
            "title": gettext("Second step"),
            "next": self.get_success_url(),
        }
        return super().get_context_data(**context, **kwargs)


def pending_user(request):
    """Who has given the right password in this browser a moment ago, and with which backend."""
    pending = request.session.get(PENDING_LOGIN) or {}
    if not pending or not 0 <= time.time() - pending["at"] < PENDING_LOGIN_SECONDS:
        return None, ""
    user = load_backend(pending["backend"]).get_user(pending["user"])
    fresh = isinstance(user, get_user_model()) and constant_time_compare(pending["hash"], user.get_session_auth_hash())
    return (user, pending["backend"]) if fresh and user.is_staff else (None, "")


def locked_out(request, original=None, credentials=None):
    """In place of the answer once a name has failed too often from one address."""
    minutes = round(get_cool_off(request).total_seconds() / 60)
    context = {**admin.site.each_context(request), "title": gettext("Too many attempts"), "minutes": minutes}
    response = render(request, "desk/locked_out.html", context, status=429)
    response.headers["Retry-After"] = str(minutes * 60)
    return response
