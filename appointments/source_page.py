"""Which page a visitor came from: a page of this site, or none."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from django.http import Http404, HttpRequest
from wagtail.models import Site

from seo.languages import page_at

LONGEST_PATH = 255
DEEPEST = 6


def path_of_referrer(request: HttpRequest) -> str:
    """Return the path of the page that the browser names as the one before, if it is a page here.

    Nothing behind the path is looked at: a query can hold what somebody searched for.
    """
    try:
        parts = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return ""
    return path_of_page(request, unquote(parts.path)) if parts.netloc == request.get_host() else ""


def path_of_page(request: HttpRequest, path: str) -> str:
    """Return the path of the live page at ``path``, ``""`` if there is none on this site.

    Both are as people read them, "/migraña/", and not percent-encoded.
    """
    site = Site.find_for_request(request)
    if site is None or not path.startswith("/") or len(path) > LONGEST_PATH or "\0" in path:
        return ""
    parts = [part for part in path.split("/") if part]
    if len(parts) > DEEPEST:
        return ""
    try:
        page = page_at(site, request, path)
    except Http404:
        return ""
    # Of another site it would have a host.
    url = unquote(page.get_url(request) or "")
    return url if url.startswith("/") else ""
