"""Reading menus and notices into page data."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Locale
from wagtail.rich_text import expand_db_html

from navigation.models import Menu, MenuItem, SiteNotice
from navigation.page_data import LinkData, NavigationData, NoticeData
from page_cache.tags import PageFetch


def fetch_navigation(
    request: HttpRequest, fetch: PageFetch, *, locale: Locale, current_path: str
) -> NavigationData:
    """Return everything that stands around the main content of each page in ``locale``.

    ``current_path`` is the path of the page being built, so that its own link can be marked.
    """
    fetch.collection("menus")
    fetch.collection("notices")
    stored = Menu.objects.filter(live=True, locale=locale).prefetch_related("items__page")
    menus = {menu.placement: menu for menu in fetch.records(stored)}
    main = menus.get(Menu.Placement.MAIN)
    footer = menus.get(Menu.Placement.FOOTER)
    return NavigationData(
        main=_links(request, fetch, main, current_path),
        footer=_links(request, fetch, footer, current_path),
        footer_html=expand_db_html(footer.text) if footer else "",
        notices=_notices(fetch, locale),
    )


def _links(
    request: HttpRequest, fetch: PageFetch, menu: Menu | None, current_path: str
) -> tuple[LinkData, ...]:
    if menu is None:
        return ()
    items = [item for item in menu.items.all() if item.page.live]
    for item in items:
        fetch.record(item.page)
    return tuple(_link(request, item, current_path) for item in items)


def _link(request: HttpRequest, item: MenuItem, current_path: str) -> LinkData:
    url = item.page.get_url(request) or ""
    return LinkData(label=item.label or item.page.title, url=url, is_current=url == current_path)


def _notices(fetch: PageFetch, locale: Locale) -> tuple[NoticeData, ...]:
    previewed = fetch.previewed(SiteNotice)
    shown = SiteNotice.objects.filter(locale=locale).shown_at(timezone.now())
    others = [notice for notice in shown if notice.pk not in {new.pk for new in previewed}]
    for notice in others:
        fetch.record(notice)
    return tuple(
        NoticeData(message_html=expand_db_html(notice.message), level=notice.level)
        for notice in previewed + others
    )
