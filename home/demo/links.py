"""Links between the demo's pages.

The copy names a page by its address, ``href="page:/faq/"``; the site stores its number, so that
the link follows the page wherever an editor moves it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

PAGE_LINK = re.compile(r'<a href="page:([^"]*)">')


class UnknownPageError(Exception):
    """The copy links to an address that the demo has no page for."""

    def __init__(self, path: str) -> None:
        super().__init__(f'The demo has no page at "{path}".')


def link_pages(html: str, page_ids: Mapping[str, int]) -> str:
    """Return ``html`` with each link to an address of the demo as a link to that page's number.

    Raises :class:`UnknownPageError` for an address that is not in ``page_ids``.
    """

    def page_link(match: re.Match[str]) -> str:
        path = match[1]
        if path not in page_ids:
            raise UnknownPageError(path)
        return f'<a linktype="page" id="{page_ids[path]}">'

    return PAGE_LINK.sub(page_link, html)
