"""Reading the site's own pages as a visitor would, without a network and without a visit."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

from django.template.loader import render_to_string
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
    pages = site_pages(site)
    for page in _one_by_one(pages if keys is None else pages.filter(pk__in=keys)):
        if isinstance(page, BasePage):
            path = page.get_url(visitor_request(site)) or "/"
            yield page, page.page_data(visitor_request(site, path)).meta


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
            key = paths.get(own_path(urljoin(base, target), site) or "")
            if key in waiting:
                waiting.discard(key)
                queue.append(key)
    return list(Page.objects.filter(pk__in=waiting).order_by("path"))


def _printed(page: Page, site: Site) -> str:
    request = visitor_request(site, page.get_url(visitor_request(site)) or "/")
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
