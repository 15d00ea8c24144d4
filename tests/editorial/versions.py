"""Records as they are stored, and new drafts of them."""

from __future__ import annotations

from typing import Any


def stored(record: Any) -> Any:
    return type(record).objects.get(pk=record.pk)


def draft(record: Any, **fields: Any) -> Any:
    version = stored(record).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(version, name, value)
    version.save_revision()
    return stored(record)
