"""Where a visitor may start again who came to an address without a page.

Packages above this one add the pages that most people look for.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from wagtail.models import Locale, Page

from navigation.page_data import LinkData
from page_cache.tags import PageFetch
from seo.fetching import public_pages

_page_types: list[type[Page]] = []


def offer_as_start(page_type: type[Page]) -> None:
    """Register a type of page of which visitors are offered the first one."""
    if page_type not in _page_types:
        _page_types.append(page_type)


def starting_points(
    request: HttpRequest, fetch: PageFetch, *, menu: Iterable[LinkData]
) -> tuple[LinkData, ...]:
    """Return links to the registered pages that are not in the ``menu`` anyway."""
    in_menu = {link.url for link in menu}
    found = (_first(page_type, request, fetch) for page_type in _page_types)
    return tuple(link for link in found if link is not None and link.url not in in_menu)


def _first(page_type: type[Page], request: HttpRequest, fetch: PageFetch) -> LinkData | None:
    fetch.collection(f"pages-{page_type._meta.model_name}")
    pages = public_pages(page_type.objects.filter(locale=Locale.get_active()), fetch)
    page = pages.order_by("path").first()
    if page is None:
        return None
    return LinkData(label=page.title, url=page.get_url(request) or "")
