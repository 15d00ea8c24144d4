"""Which pages a bulk action of Wagtail's is about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wagtail.models import Page


def pages_meant(chosen: Iterable[Page], *, include_descendants: bool = False, **_more: Any) -> Any:
    """Return the ``chosen`` pages, and with ``include_descendants`` the drafts below them.

    It takes what Wagtail's ``get_execution_context`` returns.
    """
    pages = list(chosen)
    keys = {page.pk for page in pages}
    if include_descendants:
        for page in pages:
            keys |= set(page.get_descendants().not_live().values_list("pk", flat=True))
    return Page.objects.filter(pk__in=keys).order_by("path")
