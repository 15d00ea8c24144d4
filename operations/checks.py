"""System checks on what the machine provides."""

from __future__ import annotations

import sqlite3
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Info, register

FIRST_SQLITE_WITHOUT_WAL_RESET_BUG = (3, 51, 3)


@register(deploy=True)
def check_sqlite_version(**kwargs: Any) -> list[CheckMessage]:
    """Tell about SQLite libraries that can, very rarely, damage a database in WAL mode.

    Source: https://www.sqlite.org/wal.html, "The WAL-Reset Bug".
    """
    engines = {database["ENGINE"] for database in settings.DATABASES.values()}
    if "django.db.backends.sqlite3" not in engines:
        return []
    if sqlite3.sqlite_version_info >= FIRST_SQLITE_WITHOUT_WAL_RESET_BUG:
        return []
    return [
        Info(
            f"SQLite {sqlite3.sqlite_version} has a rare bug that can damage a database while "
            "several processes write to it.",
            hint="Keep the daily backup, and prefer a Python built with SQLite 3.51.3 or newer.",
            id="operations.I001",
        )
    ]
