"""Whether this process may be sent visitors, and how scheduled work is doing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Max

from operations.models import DueWorkItem


@dataclass(frozen=True, kw_only=True, slots=True)
class Readiness:
    """``failing_work`` holds names alone: an error's text is for the log, not for the world."""

    database_usable: bool
    migrations_pending: bool
    due_work_last_run_at: datetime | None = None
    failing_work: tuple[str, ...] = ()

    @property
    def is_ready(self) -> bool:
        return self.database_usable and not self.migrations_pending


def read_readiness(*, work_names: Iterable[str]) -> Readiness:
    """Ask the database; ``work_names`` are the kinds of scheduled work that still exist."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if _newest_migrations() - set(MigrationRecorder(connection).applied_migrations()):
            return Readiness(database_usable=True, migrations_pending=True)
        items = DueWorkItem.objects.filter(name__in=list(work_names))
        failing = items.exclude(last_error="").order_by("name").values_list("name", flat=True)
        return Readiness(
            database_usable=True,
            migrations_pending=False,
            due_work_last_run_at=items.aggregate(last=Max("last_finished_at"))["last"],
            failing_work=tuple(failing),
        )
    except DatabaseError:
        return Readiness(database_usable=False, migrations_pending=False)


@lru_cache(maxsize=1)
def _newest_migrations() -> frozenset[tuple[str, str]]:
    """Return the last migration of each app in this process's code, which never changes."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())
