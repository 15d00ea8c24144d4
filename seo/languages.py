"""Which language answers at an address, and which pages a site has in each.

English keeps the addresses without a prefix, Spanish stands below ``/es/``, and nothing else
decides: no cookie and no header of the browser, so that one address is one page for every cache.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from wagtail.coreutils import get_content_languages
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

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
        with translation.override(language_of(request.path_info)):
            return self.get_response(request)


def language_of(path: str) -> str:
    """Return the language that the address ``path`` begins with, that without a prefix if none.

    Not Django's own reading, which takes "/es-mx/", or a page called "es-clinic", for Spanish.
    """
    first = path.lstrip("/").partition("/")[0]
    return first if first in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def page_at(site: Site, request: HttpRequest, path: str) -> Page:
    """Return the page of ``site`` at the address ``path``. Raises ``Http404`` without one."""
    language = language_of(path)
    start = path_in(language, "wagtail_serve", "")
    parts = [part for part in f"{path}/".removeprefix(start).split("/") if part]
    with translation.override(language):
        page, _args, _kwargs = site.root_page.localized.specific.route(request, parts)
    return page


def path_in(language: str, name: str, *args: str) -> str:
    """Return the path of the view called ``name`` in a language."""
    with translation.override(language):
        return reverse(name, args=args)


def homes(site: Site) -> list[Page]:
    """Return the home page of ``site`` in each language, that without a prefix first."""
    if not has_languages():
        return [site.root_page]
    others = site.root_page.get_translations().filter(
        locale__language_code__in=get_content_languages()
    )
    return [site.root_page, *others.select_related("locale").order_by("path")]


def pages_of(site: Site) -> PageQuerySet:
    """Return all pages of ``site``, in all of its languages."""
    every = Page.objects.get_queryset()
    trees = [every.descendant_of_q(home, inclusive=True) for home in homes(site)]
    return every.filter(reduce(or_, trees))


def has_languages() -> bool:
    """Tell whether the site has more languages than one."""
    return bool(settings.WAGTAIL_I18N_ENABLED) and len(get_content_languages()) > 1


def in_each_language(name: str) -> list[str]:
    """Return the paths of the view called ``name``, one for each language of the site."""
    return [path_in(code, name) for code, _name in settings.LANGUAGES]


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
