"""Where a treatment has a page of its own: told by the package that has such pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import HttpRequest
from wagtail.models import Locale

from page_cache.tags import PageFetch

TreatmentUrls = Callable[[HttpRequest, PageFetch, Locale], Mapping[int, str]]

_finders: list[TreatmentUrls] = []


def treatment_urls(finder: TreatmentUrls) -> TreatmentUrls:
    """Register the function that returns the absolute address of each treatment's live page."""
    _finders.append(finder)
    return finder


def treatment_url(treatment_id: int, request: HttpRequest, fetch: PageFetch, locale: Locale) -> str:
    """Return the absolute address of the treatment's page in ``locale``, ``""`` without one."""
    for finder in _finders:
        url = finder(request, fetch, locale).get(treatment_id)
        if url:
            return url
    return ""
