"""Reading what stands around every page: the site, its clinic, its menus."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import Locale, Page, Site
from wagtail.query import PageQuerySet

from clinic.fetching import clinic_contacts, clinic_data, clinic_today, main_clinic
from clinic.models import Clinic, LaunchSettings
from navigation.fetching import fetch_navigation
from page_cache.tags import PageFetch
from seo.page_data import MetaData, PageData, SiteData
from seo.share_images import home_image


def fetch_site(
    request: HttpRequest,
    fetch: PageFetch,
    *,
    locale: Locale,
    current_path: str,
    clinic: Clinic | None,
) -> SiteData:
    """Return the site around a page that speaks of ``clinic``."""
    site = Site.find_for_request(request)
    fetch.record(site)
    launch = fetch.record(LaunchSettings.for_request(request))
    root_url = site.root_url
    today = clinic_today(fetch, clinic)
    contacts = clinic_contacts(fetch)
    return SiteData(
        name=site.site_name or (contacts[0].name if contacts else ""),
        root_url=root_url,
        home_url=f"{root_url}{reverse('wagtail_serve', args=[''])}",
        search_url=reverse("search"),
        counts_url=reverse("count") if settings.COUNT_VISITS else "",
        navigation=fetch_navigation(request, fetch, locale=locale, current_path=current_path),
        clinic=clinic_data(clinic, fetch=fetch, root_url=root_url, today=today) if clinic else None,
        clinics=contacts,
        launched=launch.counts_as_launched,
    )


def public_pages(pages: PageQuerySet, fetch: PageFetch) -> PageQuerySet:
    """Return those of ``pages`` that a visitor may read and that are not copies of another page.

    Which pages are private is asked once for a page.
    """
    fetch.collection("private-pages")
    private = fetch.once("private pages", Page.objects.get_queryset().private_q)
    return pages.live().filter(alias_of=None).exclude(private)


def url_of_first(
    model: type[Page], request: HttpRequest, fetch: PageFetch, *, locale: Locale
) -> str:
    """Return the path of the first public page of a type, ``""`` without one."""
    fetch.collection(f"pages-{model._meta.model_name}")
    page = public_pages(model.objects.filter(locale=locale), fetch).order_by("path").first()
    if page is None:
        return ""
    fetch.record(page)
    return page.get_url(request) or ""


def plain_page_data(request: HttpRequest, heading: str) -> PageData:
    """Return the data of a page that is no Wagtail page, an error for example."""
    return PageData(**plain_frame(request, PageFetch.for_request(request), heading=heading))


def plain_frame(request: HttpRequest, fetch: PageFetch, *, heading: str) -> dict[str, Any]:
    """Return the shared fields of a page that is no Wagtail page; it asks not to be indexed."""
    locale = Locale.get_active()
    clinic = main_clinic(fetch)
    site = fetch_site(request, fetch, locale=locale, current_path=request.path, clinic=clinic)
    return {
        "page_id": None,
        "heading": heading,
        "site": site,
        "today": clinic_today(fetch, clinic),
        "meta": home_image(
            MetaData(
                title=f"{heading} — {site.name}",
                description="",
                canonical_url="",
                site_name=site.name,
                language=locale.language_code,
                robots="noindex",
            ),
            Site.find_for_request(request),
            site,
        ),
    }
