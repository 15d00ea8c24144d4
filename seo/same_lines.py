"""Finding pages that search engines show under the same title or the same description.

A line of its own stands in the database. One that is made from a pattern does not: the package of
such pages registers how to find candidates for a line, and each candidate is then read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Literal

from django.db.models import Q
from wagtail.models import Page
from wagtail.query import PageQuerySet
from wagtailseo import settings as wagtailseo_settings

from page_cache.tags import PageFetch
from seo.page_data import SearchLines

if TYPE_CHECKING:
    from seo.models import BasePage

LineName = Literal["title", "description"]
Candidates = Callable[[PageQuerySet, LineName, str], Iterable[Page]]

MOST_CANDIDATES = 50
_finders: list[Candidates] = []


def line_candidates(finder: Candidates) -> Candidates:
    """Register the function that returns pages, out of those given, that may have a line."""
    _finders.append(finder)
    return finder


def compared(text: str) -> str:
    """Return ``text`` as it is compared: without differences of case and spaces."""
    return " ".join(text.split()).casefold()


def line_of(lines: SearchLines, name: LineName) -> str:
    """Return one of the two lines."""
    return lines.title if name == "title" else lines.description


def pages_with_line(page: BasePage, name: LineName, text: str) -> list[BasePage]:
    """Return the other live pages of the same site and language with that line, in their order."""
    from seo.models import BasePage
    from seo.site_reading import site_pages

    site = page.get_site()
    if site is None or not compared(text):
        return []
    pages = site_pages(site).filter(locale_id=page.locale_id).exclude(pk=page.pk)
    keys = {found.pk for find in (_stored, *_finders) for found in find(pages, name, text)}
    fetch = PageFetch()
    return [
        other
        for other in Page.objects.filter(pk__in=keys).order_by("path").specific()
        if isinstance(other, BasePage)
        and compared(line_of(other.search_lines(fetch), name)) == compared(text)
    ]


def _stored(pages: PageQuerySet, name: LineName, text: str) -> Iterable[Page]:
    """Return the pages with the line in a field of their own, or with a title that makes it."""
    text = " ".join(text.split())
    if name == "description":
        return list(pages.filter(search_description__iexact=text)[:MOST_CANDIDATES])
    title = text.rpartition(f" {wagtailseo_settings.get('WAGTAILSEO_SEP')} ")[0]
    has_title = Q(seo_title__iexact=text) | Q(seo_title="", title__iexact=title)
    return list(pages.filter(has_title)[:MOST_CANDIDATES])
