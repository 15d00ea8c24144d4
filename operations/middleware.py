"""Response headers that depend on which part of the site answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from csp.constants import HEADER, NONCE, NONE, SELF, UNSAFE_INLINE
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from operations.admin_scripts import add_nonce, has_known_script

ADMIN_POLICY: dict[str, Any] = {
    "default-src": [NONE],
    "script-src": [SELF, NONCE],
    # Wagtail's editor and its charts set style attributes.
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "frame-src": [SELF],
    "manifest-src": [SELF],
    "object-src": [NONE],
    "base-uri": [NONE],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
}


class AdminContentPolicyMiddleware:
    """Gives the admin's HTML a policy of its own, and its known inline scripts a nonce.

    It stands directly inside django-csp's middleware, which writes the header. A preview is
    rendered by a request of its own for a public address, so it arrives here with the public
    policy already on it and keeps that.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if isinstance(response, HttpResponse) and _is_admin_html(request, response):
            # django-csp reads the policy from here, and puts the nonce on the request.
            response._csp_config = ADMIN_POLICY  # type: ignore[attr-defined]
            html = response.text
            if has_known_script(html):
                response.content = add_nonce(html, str(request.csp_nonce))  # type: ignore[attr-defined]
                # Django has measured the answer by now; browsers cut off what is beyond.
                if response.has_header("Content-Length"):
                    response["Content-Length"] = str(len(response.content))
        return response


def _is_admin_html(request: HttpRequest, response: HttpResponse) -> bool:
    return (
        request.path.startswith(reverse("wagtailadmin_home"))
        and HEADER not in response
        and response.get("Content-Type", "").startswith("text/html")
    )


class CrossOriginResourcePolicyMiddleware:
    """Tells browsers to hand this site's responses to no other site's pages.

    Public pictures are the exception: social networks and search engines show them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response
