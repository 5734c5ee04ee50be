"""Passwords: changed by who knows the old one, or by a link in a mail, good for one use and one day.

The page for a forgotten one tells nobody who has an account.
"""

from threading import Thread

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.forms import AdminPasswordChangeForm
from django.contrib.auth import views
from django.contrib.auth.forms import PasswordResetForm
from django.core.cache import cache
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from publishing import extension_points

from .sign_in_trail import record_by_stranger

MAIL_INTERVAL = 60  # seconds: who is asked for a hundred times gets one mail a minute


class OwnPasswordForm(AdminPasswordChangeForm):
    """The admin's own form; what it does is recorded."""

    @transaction.atomic
    def save(self, commit=True):
        user = super().save(commit)
        extension_points.record(user, "change_password", user)
        return user


class ResetForm(PasswordResetForm):
    """Sends beside the request: how long a mail server takes would tell that there is an account."""

    def send_mail(self, *args, **kwargs):
        user, language = args[2]["user"], translation.get_language()
        if cache.add(f"password-mail-{user.pk}", True, MAIL_INTERVAL):
            Thread(target=self._send, args=(language, args, kwargs)).start()

    def _send(self, language, args, kwargs):
        with translation.override(language):
            super().send_mail(*args, **kwargs)


def invite(person) -> None:
    """The same link for somebody who has just been added, or who asks an administrator."""
    form = PasswordResetForm({"email": person.email})
    form.get_users = lambda _email: [person]
    if form.is_valid():
        form.save(
            domain_override=mail_context()["domain"],
            extra_email_context={**mail_context(), "invited": True},
            subject_template_name="registration/password_invitation_subject.txt",
        )


def mail_context() -> dict:
    """Links lead to the address of the settings, whatever the request said."""
    scheme, _separator, domain = settings.SITE_URL.partition("://")
    name = settings.ORGANISATION["short_name"].get(translation.get_language()) or domain
    return {"protocol": scheme, "domain": domain, "site_name": name}


class AdminSiteContextMixin:
    """Pages at the door know the name of the house as the admin's do."""

    def get_context_data(self, **kwargs):
        return {**admin.site.each_context(self.request), **super().get_context_data(**kwargs)}


class PasswordReset(AdminSiteContextMixin, views.PasswordResetView):
    form_class, template_name, title = ResetForm, "desk/password_reset.html", _("A new password")

    @property
    def extra_email_context(self):
        return mail_context()

    def form_valid(self, form):
        """The row is written for any address: how long the answer takes tells nobody whether there is an account."""
        for person in [*form.get_users(form.cleaned_data["email"])] or [None]:
            record_by_stranger("ask_password_reset", person, self.request, form.cleaned_data["email"])
        return super().form_valid(form)


class PasswordResetDone(AdminSiteContextMixin, views.PasswordResetDoneView):
    template_name, title = "desk/password_reset_done.html", _("Look into your mail")


class PasswordResetConfirm(AdminSiteContextMixin, views.PasswordResetConfirmView):
    template_name, title = "desk/password_reset_confirm.html", _("Choose a password")

    def form_valid(self, form):
        with transaction.atomic():
            response = super().form_valid(form)
            extension_points.record(self.user, "reset_password", self.user)
        # A session of this person has ended with all others, and one that is gone cannot be written: an answer of 400.
        self.request.session.flush()
        AxesProxyHandler.reset_attempts(username=self.user.get_username())  # the mail proved who it is
        return response


class PasswordResetComplete(AdminSiteContextMixin, views.PasswordResetCompleteView):
    template_name, title = "desk/password_reset_complete.html", _("Your password is changed")
