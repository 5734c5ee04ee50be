"""The language in which a person works, if they chose one; before sign-in and without a choice the browser's."""

from django.conf import settings
from django.utils import translation
from django.utils.cache import patch_vary_headers

from .models import MailPreference

IN_SESSION = "desk_language"


class DeskLanguageMiddleware:
    """After the session and the user. The choice is put into the session at sign-in: no page pays a query for it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path_info.startswith("/admin/"):
            return self.get_response(request)
        language = self.chosen(request)
        if not language:
            return self.get_response(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers["Content-Language"] = language
        patch_vary_headers(response, ["Cookie"])
        return response

    def chosen(self, request) -> str:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return ""  # also the page of sign-in, for which nobody's session is begun
        return request.session.get(IN_SESSION, "")


def on_login(request, user, **_kwargs) -> None:
    """Answers Django's signal of a sign-in."""
    if language := MailPreference.objects.filter(user=user).values_list("language", flat=True).first():
        store_language(request, language)


def store_language(request, language: str) -> None:
    request.session[IN_SESSION] = language
