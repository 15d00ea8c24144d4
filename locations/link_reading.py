"""Reading every link of the site's records, with the field in which each stands."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from django.db import models
from wagtail import blocks
from wagtail.fields import RichTextField

from locations.link_fields import holds_links
from operations.stored_parts import parts_of

PageNumber = int
Address = str
Link = PageNumber | Address

_LINK = re.compile(r"<a\b[^>]*>")
_PAGE_LINK = re.compile(r"""\blinktype=["']page["']""")
_ID = re.compile(r"""\bid=["'](\d+)["']""")
_HREF = re.compile(r"""\bhref=("[^"]*"|'[^']*')""")


def links_of(record: Any) -> Iterator[tuple[str, Link]]:
    """Yield each link of ``record`` and its rows, as it is stored.

    With it comes the name of the field, or of the rows, in which it stands. A link is the number of
    a page or a typed address.
    """
    for name, kind, value in parts_of(record):
        if value:
            for link in _links(kind, value):
                yield name, link


def _links(kind: Any, value: Any) -> Iterator[Link]:
    if isinstance(kind, models.Field):
        if not holds_links(kind):
            return
        if isinstance(kind, RichTextField):
            yield from in_rich_text(value)
        else:
            yield int(value) if isinstance(kind, models.ForeignKey) else str(value)
    elif isinstance(kind, blocks.PageChooserBlock) and isinstance(value, int):
        yield value
    elif isinstance(kind, blocks.RichTextBlock | blocks.RawHTMLBlock):
        yield from in_rich_text(str(value))
    elif isinstance(kind, blocks.URLBlock):
        yield str(value)


def in_rich_text(text: str) -> Iterator[Link]:
    """Yield the links of stored rich text, in order."""
    for found in _LINK.finditer(text):
        tag = found[0]
        key, href = _ID.search(tag), _HREF.search(tag)
        if _PAGE_LINK.search(tag):
            if key:
                yield int(key[1])
        elif href:
            yield html.unescape(href[1][1:-1])
