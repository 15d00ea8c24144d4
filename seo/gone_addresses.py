"""Answers for an address whose page was taken down for good."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from wagtail.models import Site

from navigation.page_data import LinkData
from page_cache.tags import PageFetch
from seo.fetching import plain_frame
from seo.models import GoneAddress
from seo.page_data import GonePageData
from seo.starting_points import starting_points


class GoneMiddleware:
    """Turns "not found" into "gone" at an address that somebody took down for good.

    It stands inside the middleware for redirects. So a redirect that was made in passing, when a
    page without visitors changed its address, does not hide what an editor decided.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response, or the page that says what became of the one asked for."""
        response = self.get_response(request)
        if response.status_code != 404 or "\0" in request.path:
            return response
        site = Site.find_for_request(request)
        if site is None:
            return response
        gone = GoneAddress.objects.at(site, request.path).select_related("offered_page").first()
        return response if gone is None else page_gone(request, gone)


def page_gone(request: HttpRequest, gone: GoneAddress) -> HttpResponse:
    """Say that the page was taken down, with the search, the phone and where to go instead."""
    return render(request, "410.html", {"data": gone_page_data(request, gone)}, status=410)


def gone_page_data(request: HttpRequest, gone: GoneAddress) -> GonePageData:
    """Return what the page at a gone address shows; it asks not to be indexed."""
    fetch = PageFetch.for_request(request)
    fetch.record(gone)
    page = gone.offered_page
    offered = None
    if page is not None and fetch.shows(page):
        offered = LinkData(label=page.title, url=page.get_url(request) or "")
    frame = plain_frame(request, fetch, heading=_("This page is no longer here"))
    menu = frame["site"].navigation.main
    return GonePageData(
        **frame,
        page_title=gone.page_title,
        offered=offered,
        starting_points=starting_points(request, fetch, menu=(*menu, offered) if offered else menu),
    )
