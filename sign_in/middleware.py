"""Keeps sessions out of the editor that lack the second step."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.auth import reject_request

from sign_in.requirement import next_step

OPEN = ("login/", "logout/", "password_reset/", "sprite/", "jsi18n/")
"""What Wagtail shows to everybody, below the address of the editor."""


class SecondFactorMiddleware:
    """Signs out whoever is in the editor without the second step that their account needs.

    Nobody gets a session that way through the sign-in form. What is left are sessions from before
    the second factor was set up or required: they start again, and every address below the
    editor's is closed to them, whatever it answers with.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if _is_guarded(request.path_info) and _lacks_a_step(request):
            logout(request)
            messages.warning(
                request, _("Please sign in again: your account needs a second step now.")
            )
            response: HttpResponseBase = reject_request(request)
            return response
        return self.get_response(request)


def _is_guarded(path: str) -> bool:
    root = reverse("wagtailadmin_home")
    return path.startswith(root) and not path.removeprefix(root).startswith(OPEN)


def _lacks_a_step(request: HttpRequest) -> bool:
    user = request.user
    if not user.is_authenticated or user.is_verified():  # type: ignore[attr-defined]
        return False
    return next_step(user) is not None
