"""Settling what becomes of visitors and links before pages come off the site."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.models import User
from django.db import transaction
from wagtail.models import Page

from locations.services.links import links_to, planned_links, rewrite_links
from locations.services.visitors import close_addresses


def settle_visitors(
    *, pages: Sequence[Page], target: Page | None, user: User | None, is_permanent: bool
) -> None:
    """Send the visitors of ``pages``, which are about to come off the site, to ``target``.

    Without one they read that the page is gone. A link that was chosen from the list of pages then
    reads as plain text by itself; a typed one becomes such a link, so that it is no dead end and is
    there again when the page is published again. Safe to repeat; the caller has checked the right
    to take the pages off the site.
    """
    with transaction.atomic():
        if target is None:
            gone = links_to(pages, {page.pk: None for page in pages})
            keys = frozenset(page.pk for page in pages)
            linked = [edit.record for edit in planned_links(gone, leaving_out=keys)]
            rewrite_links(links=gone, user=user, records=linked)
        for page in pages:
            close_addresses(page=page, target=target, user=user, is_permanent=is_permanent)
