"""Headers for search engines and for browsers' memory of redirects."""

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


class RevocableRedirectMiddleware:
    """Has browsers ask again before they follow a redirect that they know.

    They keep a permanent redirect for good. When a page that had moved comes back to its old
    address, the new one redirects to it, and whoever has kept the first redirect would be sent in
    circles. Search engines take it for permanent all the same. It stands right outside Wagtail's
    middleware for redirects.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response, a redirect with the header."""
        response = self.get_response(request)
        if response.status_code in (301, 302) and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-cache"
        return response


def is_launched(request: HttpRequest) -> bool:
    """Tell whether the request's site is for search engines; an address without a site is not."""
    if Site.find_for_request(request) is None:
        return False
    return bool(LaunchSettings.for_request(request).counts_as_launched)


def _never_indexed() -> tuple[str, ...]:
    """The editor, and the addresses for machines, which answer without a database."""
    return tuple(reverse(name) for name in ("wagtailadmin_home", "healthz", "readyz"))
