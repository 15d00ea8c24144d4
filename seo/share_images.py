"""The picture that stands beside a shared link: which one a page names, and where it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import Page, Site

from seo.languages import pages_of
from seo.page_data import MetaData, PageData, SiteData
from seo.rules.share_card import HEIGHT, WIDTH, ShareCardData, ShareMapData
from seo.site_requests import visitor_request

if TYPE_CHECKING:
    from seo.models import BasePage

CURRENT = "current"
"""Stands in an address for whatever the page's picture is called now."""


def share_card(data: PageData, shape: ShareMapData | None) -> ShareCardData:
    """Return what the picture of a page shows, from what the page itself shows; no query."""
    clinic = data.site.clinic
    return ShareCardData(
        title=data.heading,
        clinic_name=clinic.name if clinic else data.site.name,
        clinic_place=f"{clinic.address.locality}, {clinic.address.region}" if clinic else "",
        map=shape,
    )


def drawn_image(meta: MetaData, card: ShareCardData, page_id: int, root_url: str) -> MetaData:
    """Return ``meta`` with the drawn picture of a page; its name tells what it shows."""
    alt = ", ".join(filter(None, (card.title, card.clinic_name)))
    return _with_image(meta, _address(root_url, page_id, card.digest), alt)


def home_image(meta: MetaData, site: Site, site_data: SiteData) -> MetaData:
    """Return ``meta`` with the picture of the home page, for a screen that is no page.

    What the home page shows is not read for it; the address leads to the picture as it is.
    """
    name = site_data.clinic.name if site_data.clinic else site_data.name
    return _with_image(meta, _address(site_data.root_url, site.root_page_id, CURRENT), name)


def _address(root_url: str, page_id: int, name: str) -> str:
    return f"{root_url}{reverse('share_image', args=[page_id, name])}"


def _with_image(meta: MetaData, url: str, alt: str) -> MetaData:
    return replace(meta, image_url=url, image_width=WIDTH, image_height=HEIGHT, image_alt=alt)


def public_page(request: HttpRequest, page_id: int) -> BasePage | None:
    """Return the page of the visited site that everybody may read, ``None`` when there is none."""
    from seo.models import BasePage

    site = Site.find_for_request(request)
    if site is None:
        return None
    pages = pages_of(site).live().public()
    page: Page | None = pages.filter(pk=page_id).specific().first()
    return page if isinstance(page, BasePage) else None


def image_for_visitors(page: BasePage, site: Site) -> tuple[MetaData, ShareCardData]:
    """Return the head of ``page`` as visitors get it now, and what a drawn picture would show."""
    request = visitor_request(site, page.url or "/")
    data = page.page_data(request)
    return data.meta, page.share_card(data)


def is_drawn(meta: MetaData, card: ShareCardData, page_id: int) -> bool:
    """Whether the page names the drawn picture, and not one that an editor chose."""
    return meta.image_url.endswith(reverse("share_image", args=[page_id, card.digest]))
