"""The page where a person sets up, renews and takes away their own second factor."""

import segno
from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth import authenticate
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp import login as note_device

from publishing import extension_points

from . import otp
from .login_views import CodeForm


class PasswordForm(forms.Form):
    """Asked before something that a thief of the session would like to do."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, request, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_password(self):
        password, name = self.cleaned_data["password"], self.request.user.get_username()
        if authenticate(self.request, username=name, password=password) != self.request.user:  # counted if wrong
            raise forms.ValidationError(gettext("That is not your password."))
        return password


@sensitive_post_parameters("code", "password")
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor_page(request):
    if otp.totp_device(request.user):
        return _manage(request)
    return _enrol(request)


def _enrol(request):
    """With the picture for the app; the answer to the right code shows the recovery codes, this once."""
    form = _setup_form(CodeForm(request.POST if request.method == "POST" else None))
    if request.method == "POST" and form.is_valid():
        try:
            codes = otp.confirm(request.user, form.cleaned_data["code"], keep=request.session.session_key)
        except otp.Throttled as wait:
            form.add_error("code", str(wait))
        else:
            if codes:
                note_device(request, otp.totp_device(request.user))
                return _page(request, "second_factor_codes.html", gettext("Your recovery codes"), codes=codes)
            form.add_error("code", gettext("That code is not right. Type the one that the app shows now."))
    app = otp.pending_device(request.user)
    context = {
        "form": form,
        "picture": segno.make(app.config_url, error="m").svg_data_uri(scale=5, border=4, dark="#10202b", light="#fff"),
        "link": app.config_url,
        "secret": otp.secret_of(app),
        "required": settings.SECOND_FACTOR_REQUIRED,
    }
    return _page(request, "second_factor_begin.html", gettext("Set up a second step"), **context)


def _manage(request):
    """New recovery codes, or none of it any more: both ask for the password."""
    form = PasswordForm(request, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if request.POST.get("act") == "codes":
            codes = otp.renew_recovery_codes(request.user)
            extension_points.record(request.user, "renew_recovery_codes", request.user)
            return _page(request, "second_factor_codes.html", gettext("Your recovery codes"), codes=codes)
        otp.disable(request.user, request.user, keep=request.session.session_key)
        request.session.pop(DEVICE_ID_SESSION_KEY, None)
        messages.success(request, gettext("The second step is taken away. Other sessions have ended."))
        return HttpResponseRedirect(reverse("second_factor" if settings.SECOND_FACTOR_REQUIRED else "sessions"))
    left = otp.codes_left(request.user)
    context = {
        "form": form,
        "left": ngettext("%(number)s recovery code is left.", "%(number)s recovery codes are left.", left)
        % {"number": left},
        "few": left < 3,
        "required": settings.SECOND_FACTOR_REQUIRED,
    }
    return _page(request, "second_factor_standing.html", gettext("Second step"), **context)


def _setup_form(form):
    form.fields["code"].help_text = _("Six digits.")
    form.fields["code"].widget.attrs |= {"inputmode": "numeric", "autofocus": False}
    return form


def _page(request, template, title, **context):
    return render(
        request,
        f"desk/{template}",
        {**admin.site.each_context(request), "title": title, "here": "second_factor", **context},
    )
