"""Links of what visitors read that lead nowhere."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from locations.link_fields import models_with_links
from locations.link_reading import Link, links_of
from operations.to_do import ToDo
from operations.to_do_rows import about, field_anchor
from seo.address_books import AddressBooks


def broken_links_everywhere() -> Iterator[ToDo]:
    """Yield a row for each field of a live page or record with links that lead nowhere."""
    reading = _Reading(None)
    for model in models_with_links():
        for record in _published_records(model).iterator(chunk_size=100):
            yield from reading.rows_of(record, list(links_of(record)))


def broken_links_of(record: Any) -> Iterator[ToDo]:
    """Yield the rows about one stored record; none for one that visitors do not read."""
    is_copy = getattr(record, "alias_of_id", None) is not None
    if type(record) not in models_with_links() or is_copy or not getattr(record, "live", True):
        return
    links = list(links_of(record))
    if links:
        reading = _Reading([link for _name, link in links if isinstance(link, int)])
        yield from reading.rows_of(record, links)


class _Reading:
    """What has to be known about pages and addresses: of all pages, or of those with ``keys``."""

    def __init__(self, keys: Collection[int] | None) -> None:
        pages = Page.objects.all() if keys is None else Page.objects.filter(pk__in=set(keys))
        known = list(pages.values_list("pk", "live", "draft_title"))
        self._live = {pk for pk, live, _title in known if live}
        self._titles = {pk: title for pk, live, title in known if not live}
        self._books = AddressBooks()

    def rows_of(self, record: Any, links: list[tuple[str, Link]]) -> Iterator[ToDo]:
        site = self._books.site_of(record) if isinstance(record, Page) else None
        broken: dict[str, list[str]] = {}
        for name, link in links:
            if (isinstance(link, int) and link not in self._live) or (
                isinstance(link, str) and self._books.is_broken(link, site)
            ):
                broken.setdefault(name, []).append(self._name(link))
        for name, names in broken.items():
            yield about(
                record,
                _("This leads nowhere: %(links)s.") % {"links": ", ".join(dict.fromkeys(names))},
                key=name,
                anchor=field_anchor(type(record), name),
            )

    def _name(self, link: Link) -> str:
        if isinstance(link, str):
            return link
        if link in self._titles:
            return _("the page “%(title)s”, which is not live") % {"title": self._titles[link]}
        return _("a link to a page that was deleted")


def _published_records(model: Any) -> Any:
    """Return the records of one kind that visitors read; a copy is its original's."""
    records = model._default_manager.order_by("pk")
    names = {field.name for field in model._meta.get_fields()}
    if "live" in names:
        records = records.filter(live=True)
    return records.filter(alias_of=None) if "alias_of" in names else records
