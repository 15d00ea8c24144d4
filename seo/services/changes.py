"""Noting what changed, so that scheduled work can tell which pages may read differently."""

from __future__ import annotations

from collections.abc import Iterable

from seo.models import ChangedTag


def note_changes(*, tags: Iterable[str]) -> None:
    """Note that whatever the cache tags ``tags`` stand for has changed.

    One row a tag and nothing else: this runs inside an editor's request. Safe to repeat.
    """
    ChangedTag.objects.bulk_create(ChangedTag(tag=tag) for tag in sorted(set(tags)))
