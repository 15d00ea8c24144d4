"""Pages that a higher package keeps out of search results, although visitors may read them.

Such a page says noindex itself; here the sitemap learns of it, so that the two agree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

_left_out: list[Callable[[], Iterable[Any]]] = []


def leave_out_of_sitemap(page_keys: Callable[[], Iterable[Any]]) -> None:
    """Register a function that returns the keys of pages to leave out, as a queryset of them."""
    if page_keys not in _left_out:
        _left_out.append(page_keys)


def left_out_of_sitemap() -> tuple[Iterable[Any], ...]:
    """Return the keys of all pages to leave out, a collection from each registered function."""
    return tuple(page_keys() for page_keys in _left_out)
