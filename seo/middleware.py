"""Keeps search engines away from a site that is not launched."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from wagtail.models import Site

from clinic.models import LaunchSettings


class LaunchMiddleware:
    """Adds ``X-Robots-Tag: noindex`` before the launch, and always in the editor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response with the header where it is due."""
        response = self.get_response(request)
        if request.path.startswith(_never_indexed()) or not is_launched(request):
            response["X-Robots-Tag"] = "noindex"
        return response


def is_launched(request: HttpRequest) -> bool:
    """Tell whether the request's site is for search engines; an address without a site is not."""
    if Site.find_for_request(request) is None:
        return False
    return bool(LaunchSettings.for_request(request).counts_as_launched)


def _never_indexed() -> tuple[str, ...]:
    """The editor, and the addresses for machines, which answer without a database."""
    return tuple(reverse(name) for name in ("wagtailadmin_home", "healthz", "readyz"))
