"""Reading what stands around every page: the site, its clinic, its menus."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Site

from clinic.fetching import clinic_data, main_clinic
from clinic.models import Clinic, LaunchSettings
from navigation.fetching import fetch_navigation
from page_cache.tags import PageFetch
from seo.page_data import MetaData, PageData, SiteData


def fetch_site(
    request: HttpRequest,
    fetch: PageFetch,
    *,
    locale: Locale,
    current_path: str,
    clinic: Clinic | None = None,
) -> SiteData:
    """Return the site around a page that speaks of ``clinic``, or of the main clinic."""
    site = Site.find_for_request(request)
    fetch.record(site)
    fetch.collection("clinics")
    launch = fetch.record(LaunchSettings.for_request(request))
    clinic = clinic or main_clinic()
    root_url = site.root_url
    return SiteData(
        name=site.site_name or (clinic.name if clinic else ""),
        root_url=root_url,
        home_url=f"{root_url}/",
        search_url=reverse("search"),
        navigation=fetch_navigation(request, fetch, locale=locale, current_path=current_path),
        clinic=clinic_data(clinic, fetch=fetch, root_url=root_url, today=clinic_today(clinic))
        if clinic
        else None,
        clinic_count=Clinic.objects.filter(live=True).count(),
        launched=launch.counts_as_launched,
    )


def clinic_today(clinic: Clinic | None) -> date:
    """Return the date in the clinic's own time zone, or in the site's before there is a clinic."""
    if clinic is None:
        return timezone.localdate()
    return timezone.localdate(timezone=ZoneInfo(clinic.time_zone))


def plain_page_data(request: HttpRequest, heading: str) -> PageData:
    """Return the data of a page that is no Wagtail page, an error for example."""
    return PageData(**plain_frame(request, PageFetch.for_request(request), heading=heading))


def plain_frame(request: HttpRequest, fetch: PageFetch, *, heading: str) -> dict[str, Any]:
    """Return the shared fields of a page that is no Wagtail page; it asks not to be indexed."""
    locale = Locale.get_active()
    site = fetch_site(request, fetch, locale=locale, current_path=request.path)
    return {
        "page_id": None,
        "heading": heading,
        "site": site,
        "today": clinic_today(None),
        "meta": MetaData(
            title=f"{heading} — {site.name}",
            description="",
            canonical_url="",
            site_name=site.name,
            language=locale.language_code,
            robots="noindex",
        ),
    }
