"""Doing something once what was saved is committed, and once only."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection, transaction


def once_after_commit(do: Callable[[], object]) -> None:
    """Call ``do`` when the transaction is committed, at once outside of any.

    One publishing saves a record three times. So ``do`` is left out where one that is equal to it
    waits already; a dataclass with a method ``__call__`` serves. What it raises is logged, and
    fails nobody's save.
    """
    if not any(waiting[1] == do for waiting in connection.run_on_commit):
        transaction.on_commit(do, robust=True)
