"""Addresses in place of Wagtail's own for signing in, and those of the second step."""

from __future__ import annotations

from django.urls import path

from sign_in.views.entrance import (
    CodeView,
    EnrollView,
    NewPasswordRequestView,
    NewPasswordView,
    SignInView,
)

app_name = "sign_in"

# The first, third and last answer at the addresses that Wagtail's names lead to.
urlpatterns = [
    path("login/", SignInView.as_view(), name="password"),
    path("login/code/", CodeView.as_view(), name="code"),
    path("login/second-factor/", EnrollView.as_view(), name="enroll"),
    path("password_reset/", NewPasswordRequestView.as_view(), name="new_password_request"),
    path(
        "password_reset/confirm/<uidb64>/<token>/",
        NewPasswordView.as_view(),
        name="new_password",
    ),
]
