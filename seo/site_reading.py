"""Reading the site's own pages as a visitor would, without a network and without a visit."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

from django.http import Http404
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet
from wagtail.views import serve

from seo.models import BasePage, GoneAddress
from seo.page_data import MetaData
from seo.site_requests import visitor_request


def site_pages(site: Site) -> PageQuerySet:
    """Return the pages of ``site`` that visitors reach, but for copies of others."""
    return site.root_page.get_descendants(inclusive=True).live().public().filter(alias_of=None)


def shown_in_search(site: Site) -> Iterator[tuple[BasePage, MetaData]]:
    """Yield each page of ``site`` with the title and description that search engines read."""
    for page in _one_by_one(site_pages(site)):
        if isinstance(page, BasePage):
            yield page, page.page_data(visitor_request(site, page.url or "/")).meta


def _one_by_one(pages: PageQuerySet) -> Iterator[Page]:
    """Yield pages of all types without holding them all: a group has ten thousand."""
    keys = list(pages.order_by("path").values_list("pk", flat=True))
    for start in range(0, len(keys), 100):
        yield from Page.objects.filter(pk__in=keys[start : start + 100]).order_by("path").specific()


def unreached_pages(site: Site) -> list[Page]:
    """Return the pages of ``site`` to which no way of links leads from its home page.

    Pages are printed as visitors see them, so every menu, list and neighbor counts. It stops as
    soon as all are reached: on most sites that takes few pages.
    """
    paths = {
        _without_slash(url): page.pk
        for page in site_pages(site).order_by("path")
        if (url := page.get_url(visitor_request(site)))
    }
    waiting = set(paths.values())
    queue = deque([site.root_page_id])
    waiting.discard(site.root_page_id)
    while queue and waiting:
        page = Page.objects.get(pk=queue.popleft()).specific
        base = page.get_full_url() or ""
        for target in _links(_printed(page, site)):
            key = paths.get(_own_path(urljoin(base, target), site) or "")
            if key in waiting:
                waiting.discard(key)
                queue.append(key)
    return list(Page.objects.filter(pk__in=waiting).order_by("path"))


def _printed(page: Page, site: Site) -> str:
    request = visitor_request(site, page.get_url() or "/")
    context = page.get_context(request)
    return render_to_string(page.get_template(request), context, request=request)


class _LinkReader(HTMLParser):
    """Collects where the links of a page lead."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the target of a link."""
        href = dict(attrs).get("href")
        if tag == "a" and href:
            self.found.append(href)


def _links(html: str) -> list[str]:
    reader = _LinkReader()
    reader.feed(html)
    return reader.found


def _own_path(url: str, site: Site) -> str | None:
    """Return the path of an address of ``site`` without the slash at its end, else None."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    own_host = urlsplit(site.root_url).netloc
    if parts.scheme not in ("", "http", "https") or parts.netloc not in ("", own_host):
        return None
    return _without_slash(unquote(parts.path))


def _without_slash(url: str) -> str:
    return urlsplit(url).path.rstrip("/") or "/"


class AddressBook:
    """Tells whether typed addresses of ``site`` lead anywhere; remembers what it was asked."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.is_broken = cache(self._is_broken)

    def _is_broken(self, url: str) -> bool:
        """Tell whether ``url`` names an address of this site at which there is nothing.

        Addresses of others, e-mail and telephone links, and places within a page are never broken.
        """
        path = _own_path(url, self.site)
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
                view = resolve(variant)
            except Resolver404:
                continue
            if view.func is not serve and view.url_name != "wagtail_serve":
                return True
        return self._is_page(path)

    def _is_page(self, path: str) -> bool:
        request = visitor_request(self.site, path)
        components = [part for part in path.split("/") if part]
        try:
            self.site.root_page.localized.specific.route(request, components)
        except Http404:
            return False
        return True


def default_site() -> Site | None:
    """Return the site that these checks read: the default one."""
    return Site.objects.filter(is_default_site=True).select_related("root_page").first()
