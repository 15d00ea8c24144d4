"""Where a page stands in other languages, for search engines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest
from wagtail.coreutils import get_content_languages

from page_cache.tags import PageFetch
from seo.fetching import public_pages
from seo.indexing import left_out_of_sitemap
from seo.languages import has_languages, og_locale
from seo.page_data import AlternateData

if TYPE_CHECKING:
    from seo.models import BasePage


def alternates(page: BasePage, request: HttpRequest, fetch: PageFetch) -> tuple[AlternateData, ...]:
    """Return where ``page`` stands in each language, its own included; nothing if in one alone.

    Only what search engines may index counts, so that each of the pages names the same others
    (Google, "Tell Google about localized versions of your page"). One query, and none on a site
    with one language.
    """
    if not has_languages() or not page.pk:
        return ()
    fetch.collection(f"pages-{page._meta.model_name}")
    pages = public_pages(type(page).objects.filter(translation_key=page.translation_key), fetch)
    pages = pages.filter(locale__language_code__in=get_content_languages(), canonical_url="")
    for keys in left_out_of_sitemap():
        pages = pages.exclude(pk__in=keys)
    found = fetch.records(pages.select_related("locale").defer_streamfields().order_by("path"))
    if len(found) < 2 or page not in found:
        return ()
    return tuple(_alternates(found, request))


def _alternates(pages: Iterable[BasePage], request: HttpRequest) -> Iterator[AlternateData]:
    for page in pages:
        language, url = page.locale.language_code, page.get_full_url(request) or ""
        yield AlternateData(language=language, url=url, og_locale=og_locale(language))
        if language == settings.LANGUAGE_CODE:
            yield AlternateData(language="x-default", url=url)
