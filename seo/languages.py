"""Which language answers, and where the same page stands in others.

English keeps the addresses without a prefix, Spanish stands below ``/es/``, and nothing else
decides: no cookie and no header of the browser, so that one address is one page for every cache.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from wagtail.coreutils import get_content_languages

from page_cache.tags import PageFetch
from seo.fetching import public_pages
from seo.indexing import left_out_of_sitemap
from seo.page_data import AlternateData

if TYPE_CHECKING:
    from seo.models import BasePage

# The clinics are in the United States, and so are the readers.
TERRITORY = "US"


class LanguageMiddleware:
    """Answers in the language that the address begins with.

    Django's own would look at the browser's languages too, and tell each cache that it did.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response, in that language."""
        language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        with translation.override(language):
            return self.get_response(request)


def has_languages() -> bool:
    """Tell whether the site has more languages than one."""
    return bool(settings.WAGTAIL_I18N_ENABLED) and len(get_content_languages()) > 1


def in_each_language(name: str) -> list[str]:
    """Return the paths of the view called ``name``, one for each language of the site."""
    paths = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            paths.append(reverse(name))
    return paths


def address_in_own_language(page: BasePage, request: HttpRequest) -> str:
    """Return the path of a page that was asked for below the prefix of another language, or ``""``.

    Where a language has no home page yet, Wagtail finds the pages of the first language there.
    """
    if not has_languages() or page.locale.language_code == translation.get_language():
        return ""
    own = page.get_url(request) or ""
    return "" if own == request.path else own


def og_locale(language: str) -> str:
    """Return a language as the Open Graph protocol writes it, "es_US"."""
    name = translation.to_locale(language)
    return name if "_" in name else f"{name}_{TERRITORY}"


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


def _alternates(pages: Iterable[BasePage], request: HttpRequest) -> Iterable[AlternateData]:
    for page in pages:
        language, url = page.locale.language_code, page.get_full_url(request) or ""
        yield AlternateData(language=language, url=url, og_locale=og_locale(language))
        if language == settings.LANGUAGE_CODE:
            yield AlternateData(language="x-default", url=url)
