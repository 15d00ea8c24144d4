"""Requests as visitors make them, for reading the site's own pages without a visit."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from wagtail.models import Site


def visitor_request(site: Site, path: str = "/") -> HttpRequest:
    """Return a request for ``path`` from somebody who is not signed in."""
    request = HttpRequest()
    request.method = "GET"
    request.path = request.path_info = path
    request.META = {
        "REQUEST_METHOD": "GET",
        "SERVER_NAME": site.hostname,
        "SERVER_PORT": str(site.port),
        "wsgi.url_scheme": "https" if site.port == 443 else "http",
    }
    request.user = AnonymousUser()
    # What Wagtail remembers after it has looked the site up, so that no host has to be allowed.
    request._wagtail_site = site  # type: ignore[attr-defined]
    return request
