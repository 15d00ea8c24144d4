"""Reading the pages about one treatment that stand below the general page of a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

from navigation.page_data import LinkData
from page_cache.tags import PageFetch
from seo.fetching import public_pages

if TYPE_CHECKING:
    from locations.models.pages import CityPage


def treatment_page_links(
    page: CityPage, request: HttpRequest, fetch: PageFetch
) -> tuple[LinkData, ...]:
    """Return links to the live pages below ``page``, each named after what it is about."""
    fetch.collection("areas")
    children = type(page).objects.child_of(page).filter(blueprint__treatment__isnull=False)
    pages = public_pages(children, fetch).select_related("blueprint__treatment")
    links = [_link(child, request, fetch) for child in pages.defer_streamfields()]
    return tuple(sorted(links, key=lambda link: link.label))


def _link(page: CityPage, request: HttpRequest, fetch: PageFetch) -> LinkData:
    fetch.record(page)
    blueprint = fetch.record(page.blueprint)
    if blueprint is not None:
        fetch.record(blueprint.treatment)
    subject = blueprint.subject if blueprint else ""
    return LinkData(label=subject or page.title, url=page.get_url(request) or "")
