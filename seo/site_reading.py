"""Reading the site's own pages as a visitor would, without a network and without a visit."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from django.template.loader import render_to_string
from django.utils import translation
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

from seo.languages import pages_of
from seo.models import BasePage
from seo.page_data import MetaData
from seo.site_requests import visitor_request


def sites() -> list[Site]:
    """Return all sites, the default one first; of those with the same pages the first alone."""
    found: dict[int, Site] = {}
    for site in Site.objects.select_related("root_page").order_by("-is_default_site", "pk"):
        found.setdefault(site.root_page_id, site)
    return list(found.values())


def default_site() -> Site | None:
    """Return the site whose redirects are imported and exported."""
    return Site.objects.filter(is_default_site=True).select_related("root_page").first()


def site_pages(site: Site) -> PageQuerySet:
    """Return the pages of ``site`` that visitors reach, but for copies of others.

    Another site below its home page has its own.
    """
    pages = pages_of(site).live().public().filter(alias_of=None)
    for other in sites():
        if other.root_page.is_descendant_of(site.root_page):
            pages = pages.not_descendant_of(other.root_page, inclusive=True)
    return pages


def shown_in_search(
    site: Site, keys: Collection[int] | None = None
) -> Iterator[tuple[BasePage, MetaData]]:
    """Yield each page of ``site`` with the title and description that search engines read.

    With ``keys``, only pages with one of these.
    """
    pages = site_pages(site) if keys is None else site_pages(site).filter(pk__in=keys)
    for page in one_by_one(pages.order_by("path").values_list("pk", flat=True)):
        if isinstance(page, BasePage):
            path = page.get_url(visitor_request(site)) or "/"
            yield page, page.page_data(visitor_request(site, path)).meta


def one_by_one(keys: Iterable[int]) -> Iterator[Page]:
    """Yield the pages with ``keys``, each of its own type, without holding them all at once.

    A group has ten thousand. A page that is not there any more is left out.
    """
    waiting = list(keys)
    for start in range(0, len(waiting), 100):
        some = waiting[start : start + 100]
        pages = Page.objects.filter(pk__in=some).specific().in_bulk()
        yield from (pages[key] for key in some if key in pages)


def unreached_pages(site: Site) -> list[Page]:
    """Return the pages of ``site`` to which no way of links leads from its home page.

    Pages are printed as visitors see them, so every menu, list and neighbor counts. It stops as
    soon as all are reached: on most sites that takes few pages.
    """
    paths = {
        own_path(url, site): page.pk
        for page in site_pages(site).order_by("path")
        if (url := page.get_url(visitor_request(site)))
    }
    waiting = set(paths.values())
    queue = deque([site.root_page_id])
    waiting.discard(site.root_page_id)
    while queue and waiting:
        page = Page.objects.get(pk=queue.popleft()).specific
        base = page.get_full_url() or ""
        for target in _links(printed(page, site)[0]):
            key = paths.get(own_path(urljoin(base, target), site) or "")
            if key in waiting:
                waiting.discard(key)
                queue.append(key)
    return list(Page.objects.filter(pk__in=waiting).order_by("path"))


def printed(page: Page, site: Site) -> tuple[str, dict[str, Any]]:
    """Return ``page`` as a visitor of ``site`` reads it, and what it was printed from."""
    with translation.override(page.locale.language_code):
        request = visitor_request(site, page.get_url(visitor_request(site)) or "/")
        context = page.get_context(request)
        html = render_to_string(page.get_template(request), context, request=request)
    return html, context


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


def own_path(url: str, site: Site) -> str | None:
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
