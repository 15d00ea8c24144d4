"""Pointing the site's links elsewhere when pages come off the site or move."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from urllib.parse import urlsplit

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Model
from wagtail.models import Page

from locations.link_fields import records_with_links, rewrite_content
from locations.rules.link_rewriting import LinkMap, LinkTarget
from locations.services.visitors import address_of, addresses_leading_to
from operations.services.contents import ContentEdit, Edit, edit_record, planned_edit


def links_to(pages: Iterable[Page], targets: Mapping[int, Page | None]) -> LinkMap:
    """Return the links to ``pages`` and where they lead from now on.

    ``targets`` has the page that takes each one's place. ``None`` is for a page that is gone: a
    typed link to it becomes one by number, which reads as plain text while the page is away.
    """
    paths: dict[str, LinkTarget] = {}
    hosts: set[str] = set()
    by_number: dict[int, int] = {}
    for page in pages:
        target = targets[page.pk]
        own = address_of(page)
        if target is not None and target.pk != page.pk:
            by_number[page.pk] = target.pk
        if own is None:
            continue
        hosts.add(urlsplit(own.site.root_url).netloc.lower())
        leads_to = LinkTarget(target.pk, target.url or "") if target else LinkTarget(page.pk, "")
        for address in {own, *addresses_leading_to(page, own)}:
            paths[address.path] = leads_to
    return LinkMap(pages=by_number, paths=paths, hosts=frozenset(hosts))


def planned_links(links: LinkMap, *, leaving_out: frozenset[int]) -> Iterator[ContentEdit]:
    """Yield what :func:`rewrite_links` would change; pages in ``leaving_out`` stay as they are."""
    for record in records_with_links(links):
        if isinstance(record, Page) and record.pk in leaving_out:
            continue
        planned = planned_edit(record, link_edit(record, links))
        if planned is not None:
            yield planned


def rewrite_links(
    *, links: LinkMap, user: User | None, records: Iterable[Model]
) -> list[ContentEdit]:
    """Point ``links`` elsewhere in ``records``, drafts included; return what changed.

    The records are those of :func:`planned_links`.
    """
    with transaction.atomic():
        edits = [
            edit_record(record=record, edit=link_edit(record, links), user=user)
            for record in records
        ]
    return [edit for edit in edits if edit is not None]


def link_edit(record: Model, links: LinkMap) -> Edit:
    """Return the edit that points ``links`` elsewhere in a record of this kind."""
    return partial(rewrite_content, type(record), links=links)
