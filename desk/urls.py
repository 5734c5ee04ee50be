"""What stands in front of the admin: signing in, and one's own account."""

from django.contrib import admin
from django.urls import include, path

from publishing.web.lazy_views import late

from . import passwords, session_pages, sign_in

urlpatterns = [
    path("login/", sign_in.SignIn.as_view(), name="login"),
    path("login/code/", sign_in.SecondFactorCode.as_view(), name="second_factor_code"),
    path(
        "second-factor/",
        admin.site.admin_view(late("desk.second_factor_pages", "second_factor_page")),
        name="second_factor",
    ),
    path("sessions/", admin.site.admin_view(session_pages.own_sessions), name="sessions"),
    path("password_reset/", passwords.PasswordReset.as_view(), name="admin_password_reset"),
    path("password_reset/done/", passwords.PasswordResetDone.as_view(), name="password_reset_done"),
    path("reset/<uidb64>/<token>/", passwords.PasswordResetConfirm.as_view(), name="password_reset_confirm"),
    path("reset/done/", passwords.PasswordResetComplete.as_view(), name="password_reset_complete"),
    path("", include("desk.office_urls")),
]
