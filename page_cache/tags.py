"""Cache tags: the names of the records and collections that a page was made from.

A page that printed the clinic's phone number carries ``clinic.clinic:1``; a page
that listed every live place carries ``collection:areas``, because a *new* place
changes it too although no tag of an existing record does.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

Record = TypeVar("Record")


def record_tag(record: Any) -> str:
    """Return the tag of one saved database record, e.g. ``"clinic.clinic:1"``."""
    return f"{record._meta.label_lower}:{record.pk}"


def collection_tag(name: str) -> str:
    """Return the tag of a set of records whose membership matters, e.g. ``"collection:areas"``."""
    return f"collection:{name}"


class PageFetch:
    """What one page reads while it is built.

    Every record that reaches a page passes through :meth:`record`, which notes its tag
    and, in an editor's preview, hands out the unsaved version in place of the stored one.
    """

    def __init__(self, *, preview_records: Iterable[Any] = ()) -> None:
        self._tags: set[str] = set()
        self._previewed = tuple(preview_records)
        self._stand_ins: dict[str, Any] = {
            record_tag(record): record for record in self._previewed if record.pk
        }

    @classmethod
    def for_request(cls, request: Any) -> PageFetch:
        """Return a fetch that honours ``request.preview_records``, if a preview has set it."""
        return cls(preview_records=getattr(request, "preview_records", ()))

    def record(self, record: Record) -> Record:
        """Note ``record`` as read; return it, or its unsaved stand-in during a preview."""
        tag = record_tag(record)
        self._tags.add(tag)
        stand_in: Record = self._stand_ins.get(tag, record)
        return stand_in

    def records(self, records: Iterable[Record]) -> list[Record]:
        """Return :meth:`record` of each, in order."""
        return [self.record(record) for record in records]

    def previewed(self, model: type[Record]) -> list[Record]:
        """Return the unsaved records of ``model`` that this preview is about, new ones included."""
        return [record for record in self._previewed if isinstance(record, model)]

    def collection(self, name: str) -> None:
        """Note that the page depends on which records belong to the collection ``name``."""
        self._tags.add(collection_tag(name))

    @property
    def tags(self) -> frozenset[str]:
        """Return all tags noted so far."""
        return frozenset(self._tags)
