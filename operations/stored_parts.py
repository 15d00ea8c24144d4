"""The parts of a record's content as they are stored: its fields, and the blocks of long texts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock

from operations.services.contents import content_of


class StoredPart(NamedTuple):
    """One value as it is stored.

    ``name`` is the field of the record, or the rows of it, in which it stands. ``kind`` is the
    model field or the block that holds it.
    """

    name: str
    kind: Any
    value: Any


def parts_of(record: Any) -> Iterator[StoredPart]:
    """Yield each value of ``record`` and its rows; long texts are taken apart into blocks.

    A block with a picture and its description stays whole.
    """
    yield from _parts(type(record), content_of(record))


def _parts(model: type[Any], content: dict[str, Any]) -> Iterator[StoredPart]:
    for field in model._meta.concrete_fields:
        value = content.get(field.name)
        if isinstance(field, StreamField):
            for block, part in _in_block(field.stream_block, json.loads(value or "[]")):
                yield StoredPart(field.name, block, part)
        else:
            yield StoredPart(field.name, field, value)
    for relation in get_all_child_relations(model):
        name = relation.get_accessor_name()
        for row in content.get(name, ()):
            for part in _parts(relation.related_model, row):
                yield part._replace(name=name)


def _in_block(block: Any, value: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(value, list):
        for item in value:
            if isinstance(item, dict) and "value" in item:
                yield from _in_block(_child(block, item), item["value"])
    elif (
        isinstance(value, dict)
        and isinstance(block, blocks.StructBlock)
        and not isinstance(block, ImageBlock)
    ):
        for name, part in value.items():
            yield from _in_block(block.child_blocks.get(name), part)
    else:
        yield block, value


def _child(block: Any, item: dict[str, Any]) -> Any:
    if isinstance(block, blocks.ListBlock):
        return block.child_block
    if isinstance(block, blocks.StreamBlock):
        return block.child_blocks.get(item.get("type"))
    return None
