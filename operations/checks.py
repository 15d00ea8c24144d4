"""System checks on what the machine provides."""

from __future__ import annotations

import sqlite3
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Info, register

FIRST_SOUND_SQLITE = (3, 51, 3)
SOUND_BACKPORTS = {(3, 44): 6, (3, 50): 7}
"""Older series that received the correction, with the first release that holds it."""


def has_wal_reset_bug(version: tuple[int, int, int]) -> bool:
    """Return whether this SQLite can, very rarely, damage a database in WAL mode.

    Source: https://www.sqlite.org/wal.html#walresetbug
    """
    major, minor, patch = version
    first_sound_patch = SOUND_BACKPORTS.get((major, minor))
    if first_sound_patch is not None and patch >= first_sound_patch:
        return False
    return version < FIRST_SOUND_SQLITE


@register(deploy=True)
def check_sqlite_version(**kwargs: Any) -> list[CheckMessage]:
    """Tell, in the deployment check, of a SQLite that has the bug; see has_wal_reset_bug."""
    engines = {database["ENGINE"] for database in settings.DATABASES.values()}
    if "django.db.backends.sqlite3" not in engines:
        return []
    if not has_wal_reset_bug(sqlite3.sqlite_version_info):
        return []
    return [
        Info(
            f"SQLite {sqlite3.sqlite_version} has a rare bug that can damage a database while "
            "several processes write to it.",
            hint="Keep the daily backup, and prefer a Python built with SQLite 3.51.3 or newer.",
            id="operations.I001",
        )
    ]
