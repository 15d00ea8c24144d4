"""Cache tags: the names of the records and collections that a page was made from.

A page that printed the clinic's phone number carries ``clinic.clinic:1``; a page
that listed every live place carries ``collection:areas``, because a *new* place
changes it too although no tag of an existing record does.

Time changes a page too, without any record: a notice ends, a fact runs out. So a page also knows
until when it holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, TypeVar

Record = TypeVar("Record")
Result = TypeVar("Result")


def record_tag(record: Any) -> str:
    """Return the tag of one saved database record, e.g. ``"clinic.clinic:1"``.

    A record that shares its key with a more general one has the general one's tag, so that a page
    is ``"wagtailcore.page:7"`` whether it was read as a page or as a city page.
    """
    model = next(reversed(record._meta.get_parent_list()), record)
    return model_tag(model._meta.label_lower, record.pk)


def model_tag(label: str, key: Any) -> str:
    """Return the tag of the record ``key`` of a model, e.g. ``"wagtailcore.page"``."""
    return f"{label}:{key}"


def collection_tag(name: str) -> str:
    """Return the tag of a set of records whose membership matters, e.g. ``"collection:areas"``."""
    return f"collection:{name}"


def collections_of(record: Any) -> tuple[str, ...]:
    """Return the collections that a record, or every record of a model, belongs to.

    Its model names them in ``cache_collections``. A page that read one of them may change with the
    record although it has never shown it.
    """
    names: tuple[str, ...] = getattr(record, "cache_collections", ())
    return names


class PageFetch:
    """What one page reads while it is built.

    Every record that reaches a page passes through :meth:`record`, which notes its tag
    and, in an editor's preview, hands out the unsaved version in place of the stored one.
    """

    def __init__(self, *, preview_records: Iterable[Any] = ()) -> None:
        self._tags: set[str] = set()
        self._once: dict[str, Any] = {}
        self._valid_until: datetime | None = None
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
        if getattr(record, "pk", None) is None:
            return record
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

    def shows(self, record: Any) -> bool:
        """Note ``record`` as read and tell whether it is published, or stands in this preview.

        An unpublished record counts as read too: the page changes when it is published.
        """
        self.record(record)
        return bool(record.live) or record in self._previewed

    def key(self, label: str, key: Any) -> None:
        """Note a record of which only model label and key are known, the target of a link say."""
        self._tags.add(model_tag(label, key))

    def once(self, name: str, read: Callable[[], Result]) -> Result:
        """Return what ``read`` returns, asking it only once for this page."""
        if name not in self._once:
            self._once[name] = read()
        result: Result = self._once[name]
        return result

    def collection(self, name: str) -> None:
        """Note that the page depends on which records belong to the collection ``name``."""
        self._tags.add(collection_tag(name))

    def holds_until(self, moment: datetime) -> None:
        """Note that the page may read differently from ``moment`` (aware) on, by time alone."""
        self._valid_until = min(self._valid_until or moment, moment)

    @property
    def valid_until(self) -> datetime | None:
        """Return the earliest moment noted, ``None`` when time alone changes nothing."""
        return self._valid_until

    @property
    def tags(self) -> frozenset[str]:
        """Return all tags noted so far."""
        return frozenset(self._tags)
