"""Reading every link of the site's records, with the field in which each stands."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField

from locations.link_fields import link_fields
from operations.services.contents import content_of

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
    yield from _links(type(record), content_of(record))


def _links(model: type[Any], content: dict[str, Any]) -> Iterator[tuple[str, Link]]:
    for field in link_fields(model):
        for link in _in_field(field, content.get(field.name)):
            yield field.name, link
    for relation in get_all_child_relations(model):
        name = relation.get_accessor_name()
        for row in content.get(name, ()):
            for _own_name, link in _links(relation.related_model, row):
                yield name, link


def _in_field(field: Any, value: Any) -> Iterator[Link]:
    if not value:
        return
    if isinstance(field, StreamField):
        yield from _in_block(field.stream_block, json.loads(value))
    elif isinstance(field, RichTextField):
        yield from in_rich_text(value)
    elif isinstance(field, models.ForeignKey):
        yield int(value)
    else:
        yield str(value)


def _in_block(block: Any, value: Any) -> Iterator[Link]:
    if isinstance(value, list):
        for item in value:
            if isinstance(item, dict) and "value" in item:
                yield from _in_block(_child(block, item), item["value"])
    elif isinstance(value, dict) and isinstance(block, blocks.StructBlock):
        for name, part in value.items():
            yield from _in_block(block.child_blocks.get(name), part)
    else:
        yield from _in_plain_block(block, value)


def _in_plain_block(block: Any, value: Any) -> Iterator[Link]:
    if isinstance(block, blocks.PageChooserBlock) and isinstance(value, int):
        yield value
    elif isinstance(block, blocks.RichTextBlock | blocks.RawHTMLBlock) and value:
        yield from in_rich_text(str(value))
    elif isinstance(block, blocks.URLBlock) and value:
        yield str(value)


def _child(block: Any, item: dict[str, Any]) -> Any:
    if isinstance(block, blocks.ListBlock):
        return block.child_block
    if isinstance(block, blocks.StreamBlock):
        return block.child_blocks.get(item.get("type"))
    return None


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
