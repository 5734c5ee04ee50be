"""Where a second factor is required, who has none yet is led to it and sees nothing else of the back office."""

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpResponseRedirect
from django.urls import reverse
from django_otp import DEVICE_ID_SESSION_KEY

from .otp import totp_device

EXEMPT_URL_NAMES = {"second_factor", "second_factor_code", "login", "logout", "admin_password_reset",
             "password_reset_done", "password_reset_confirm", "password_reset_complete"}  # fmt: skip


class SecondFactorMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not settings.SECOND_FACTOR_REQUIRED or not request.path_info.startswith("/admin/"):
            return None
        if not request.user.is_authenticated or request.session.get(DEVICE_ID_SESSION_KEY):
            return None
        if totp_device(request.user):  # it stands there, and this session has not shown it
            logout(request)
            return HttpResponseRedirect(reverse("admin:login"))
        if request.resolver_match.url_name in EXEMPT_URL_NAMES:
            return None
        return HttpResponseRedirect(reverse("second_factor"))
