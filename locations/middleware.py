"""Turns a refusal of the publishing gate into something that an editor can read.

The editor's own publish button is answered before anything is published. Whatever else makes a
page live inside Wagtail, approving a workflow say, is stopped by the gate's exception and arrives
here; its transaction has been rolled back.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from locations.services.gate import GateRefusedError


class GateRefusalMiddleware:
    """Answers :class:`GateRefusedError` with its message, on the page's edit screen."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the answer to a refusal, ``None`` for any other exception."""
        if not isinstance(exception, GateRefusedError):
            return None
        if "text/html" not in request.headers.get("Accept", "text/html"):
            return JsonResponse({"detail": str(exception)}, status=409)
        messages.error(request, str(exception))
        page = exception.page
        if page.pk and page.permissions_for_user(request.user).can_edit():
            return redirect("wagtailadmin_pages:edit", page.pk)
        return redirect(_way_back(request))


def _way_back(request: HttpRequest) -> str:
    """Return the path on this site that the person came from, the editor's start without one."""
    origin = urlsplit(request.headers.get("Referer", ""))
    is_ours = origin.netloc == request.get_host() and origin.path != request.path
    return origin.path if is_ours else reverse("wagtailadmin_home")
