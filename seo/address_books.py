"""Whether typed addresses lead anywhere on this site or on another of the same installation."""

from __future__ import annotations

from functools import cache
from urllib.parse import urlsplit

from django.http import Http404
from django.urls import Resolver404, resolve
from django.utils import translation
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site
from wagtail.views import serve

from seo.languages import homes, language_of, page_at
from seo.models import GoneAddress
from seo.site_reading import own_path, visitor_request


class AddressBook:
    """Tells whether typed addresses of ``site`` lead anywhere; remembers what it was asked."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.trees = tuple(home.path for home in homes(site))
        self.is_broken = cache(self._is_broken)

    def _is_broken(self, url: str) -> bool:
        """Tell whether ``url`` names an address of this site at which there is nothing.

        Addresses of others, e-mail and telephone links, and places within a page are never broken.
        """
        path = own_path(url, self.site)
        if path is None or not urlsplit(url.strip()).path.startswith("/"):
            return False
        return not (self._is_redirected(path) or self._answers(path))

    def _is_redirected(self, path: str) -> bool:
        # A redirect that itself leads nowhere has a row of its own.
        found = Redirect.objects.filter(old_path=Redirect.normalise_path(path))
        return found.filter(site__in=[self.site]).exists() or found.filter(site=None).exists()

    def _answers(self, path: str) -> bool:
        if GoneAddress.objects.at(self.site, path).exists():
            return False
        for variant in (path, f"{path.rstrip('/')}/"):
            try:
                with translation.override(language_of(path)):
                    view = resolve(variant)
            except Resolver404:
                continue
            if view.func is not serve and view.url_name != "wagtail_serve":
                return True
        return self._is_page(path)

    def _is_page(self, path: str) -> bool:
        request = visitor_request(self.site, path)
        try:
            page_at(self.site, request, path)
        except Http404:
            return False
        return True


class AddressBooks:
    """Tells it for all sites."""

    def __init__(self) -> None:
        every = Site.objects.select_related("root_page").order_by("-is_default_site", "pk")
        self._books = [AddressBook(site) for site in every]

    def site_of(self, page: Page) -> Site | None:
        """Return the site to which ``page`` belongs, ``None`` for a page of no site."""
        own = [book.site for book in self._books if page.path.startswith(book.trees)]
        return max(own, key=lambda site: len(site.root_page.path), default=None)

    def is_broken(self, url: str, site: Site | None = None) -> bool:
        """Tell whether ``url``, as it stands on ``site``, leads to nothing.

        A whole address is looked up on the site that it names. A path in a shared text, which has
        no ``site`` of its own, is broken if none of the sites has it.
        """
        answers = [
            book.is_broken(url)
            for book in self._books
            if site is None or book.site.pk == site.pk or _names_host(url)
        ]
        return bool(answers) and (any(answers) if _names_host(url) else all(answers))


def _names_host(url: str) -> bool:
    try:
        return bool(urlsplit(url.strip()).netloc)
    except ValueError:
        return False
