"""Pointing links to other pages: in rich text, in fields for a web address.

Wagtail stores a link to a page by the page's number, ``<a linktype="page" id="7">``. Such a link
follows its page wherever it moves, and reads as plain text while the page is off the site. A typed
link, ``<a href="/locations/cupertino-ca/">``, does neither.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

_LINK = re.compile(r"<a\b[^>]*>")
_PAGE_LINK = re.compile(r"""\blinktype=["']page["']""")
_ID = re.compile(r"""\bid=["'](\d+)["']""")
_HREF = re.compile(r"""\bhref=("[^"]*"|'[^']*')""")


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """Where a typed link leads from now on; ``path`` is ``""`` where the page is off the site."""

    page_id: int
    path: str


@dataclass(frozen=True, slots=True)
class LinkMap:
    """Which links change.

    ``pages`` maps the number of a page to that of the page that takes its place. ``paths`` maps the
    path of a typed link, without the slash at its end, to its target. ``hosts`` are the names of
    the site, for typed links that begin with one: ``"clinic.example"``, with a port that is not
    the usual one.
    """

    pages: Mapping[int, int]
    paths: Mapping[str, LinkTarget]
    hosts: frozenset[str]

    @property
    def needles(self) -> frozenset[str]:
        """Return strings of which every text with such a link holds at least one."""
        return frozenset({*(f'id="{key}"' for key in self.pages), *self.paths})


def rewrite_rich_text(text: str, links: LinkMap) -> str:
    """Return stored rich text in which the links of ``links`` are changed, all else as it was.

    A typed link becomes a link by number, so that it will follow its page.
    """
    return _LINK.sub(lambda found: _rewrite_tag(found[0], links), text)


def rewrite_url(url: str, links: LinkMap) -> str:
    """Return a typed web address as it leads from now on, ``""`` to a page off the site.

    What follows a ``?`` or ``#`` stays.
    """
    target = _typed_target(url, links)
    if target is None:
        return url
    if not target.path:
        return ""
    parts = urlsplit(url)
    return parts._replace(path=target.path).geturl()


def _rewrite_tag(tag: str, links: LinkMap) -> str:
    key = _ID.search(tag)
    if _PAGE_LINK.search(tag):
        page = links.pages.get(int(key[1])) if key else None
        return tag if page is None else _page_tag(page)
    href = _HREF.search(tag)
    if href is None:
        return tag
    target = _typed_target(html.unescape(href[1][1:-1]), links)
    return tag if target is None else _page_tag(target.page_id)


def _page_tag(page_id: int) -> str:
    return f'<a linktype="page" id="{page_id}">'


def _typed_target(url: str, links: LinkMap) -> LinkTarget | None:
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    if parts.scheme not in ("", "http", "https"):
        return None
    if parts.netloc and parts.netloc.lower() not in links.hosts:
        return None
    return links.paths.get(parts.path.rstrip("/"))
