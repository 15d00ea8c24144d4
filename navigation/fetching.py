"""Reading menus and notices into page data."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Locale

from navigation.models import Menu, MenuItem, SiteNotice
from navigation.page_data import LinkData, NavigationData, NoticeData
from navigation.rich_text import expand_each
from page_cache.tags import PageFetch


def fetch_navigation(
    request: HttpRequest, fetch: PageFetch, *, locale: Locale, current_path: str
) -> NavigationData:
    """Return everything that stands around the main content of each page in ``locale``.

    ``current_path`` is the path of the page being built, so that its own link can be marked.
    """
    fetch.collection("menus")
    fetch.collection("notices")
    menus = _menus(fetch, locale)
    main = menus.get(Menu.Placement.MAIN)
    footer = menus.get(Menu.Placement.FOOTER)
    notices = _notices(fetch, locale)
    footer_html, *messages = expand_each(
        fetch, footer.text if footer else "", *(notice.message for notice in notices)
    )
    return NavigationData(
        main=_links(request, fetch, main, current_path),
        footer=_links(request, fetch, footer, current_path),
        footer_html=footer_html,
        notices=tuple(
            NoticeData(message_html=message, level=notice.level)
            for notice, message in zip(notices, messages, strict=True)
        ),
    )


def _menus(fetch: PageFetch, locale: Locale) -> dict[str, Menu]:
    stored = Menu.objects.filter(live=True, locale=locale).prefetch_related("items__page")
    shown = [*fetch.records(stored), *fetch.previewed(Menu)]
    return {menu.placement: menu for menu in shown}


def _links(
    request: HttpRequest, fetch: PageFetch, menu: Menu | None, current_path: str
) -> tuple[LinkData, ...]:
    if menu is None:
        return ()
    items = [item for item in menu.items.all() if item.page_id and fetch.shows(item.page)]
    return tuple(_link(request, item, current_path) for item in items)


def _link(request: HttpRequest, item: MenuItem, current_path: str) -> LinkData:
    url = item.page.get_url(request) or ""
    return LinkData(label=item.label or item.page.title, url=url, is_current=url == current_path)


def _notices(fetch: PageFetch, locale: Locale) -> list[SiteNotice]:
    """Return the notices of now; the page holds until the next one begins or ends."""
    now = timezone.now()
    previewed = fetch.previewed(SiteNotice)
    stored = list(SiteNotice.objects.filter(locale=locale).not_over_at(now))
    for notice in stored:
        for moment in (notice.starts_at, notice.ends_at):
            if moment is not None and moment > now:
                fetch.holds_until(moment)
    shown = fetch.records(notice for notice in stored if notice.starts_at <= now)
    return [*previewed, *(notice for notice in shown if notice not in previewed)]
