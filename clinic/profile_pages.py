"""Where a person has a profile on the site: told by the package that has such pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import HttpRequest
from wagtail.models import Locale

from page_cache.tags import PageFetch

ProfileUrls = Callable[[HttpRequest, PageFetch, Locale], Mapping[int, str]]

_finders: list[ProfileUrls] = []


def profile_urls(finder: ProfileUrls) -> ProfileUrls:
    """Register the function that returns the absolute address of each person's live profile."""
    _finders.append(finder)
    return finder


def profile_url(person_id: int, request: HttpRequest, fetch: PageFetch, locale: Locale) -> str:
    """Return the absolute address of the person's profile in ``locale``, ``""`` without one."""
    found = (finder(request, fetch, locale).get(person_id) for finder in _finders)
    return next(filter(None, found), "")
