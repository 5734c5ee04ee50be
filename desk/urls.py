"""What stands in front of the admin: signing in, and one's own account."""

from django.contrib import admin
from django.urls import include, path

from .accounts import login_views, otp_views, password_views, session_views

urlpatterns = [
    path("login/", login_views.SignIn.as_view(), name="login"),
    path("login/code/", login_views.SecondFactorCode.as_view(), name="second_factor_code"),
    path("second-factor/", admin.site.admin_view(otp_views.second_factor_page), name="second_factor"),
    path("sessions/", admin.site.admin_view(session_views.own_sessions), name="sessions"),
    path("password_reset/", password_views.PasswordReset.as_view(), name="admin_password_reset"),
    path("password_reset/done/", password_views.PasswordResetDone.as_view(), name="password_reset_done"),
    path("reset/<uidb64>/<token>/", password_views.PasswordResetConfirm.as_view(), name="password_reset_confirm"),
    path("reset/done/", password_views.PasswordResetComplete.as_view(), name="password_reset_complete"),
    path("", include("desk.admin_urls")),
]
