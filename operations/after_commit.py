"""Doing something once what was saved is committed, and once only."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection, transaction

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Afterwards:
    """Does ``do`` and logs its failure.

    Django's own ``robust`` fails at logging that of anything but a function.
    """

    do: Callable[[], object]

    def __call__(self) -> None:
        try:
            self.do()
        except Exception:
            logger.exception("What follows a save failed: %r", self.do)


def once_after_commit(do: Callable[[], object]) -> None:
    """Call ``do`` when the transaction is committed, at once outside of any.

    One publishing saves a record three times. So ``do`` is left out where one that is equal to it
    waits already; a dataclass with a method ``__call__`` serves. What it raises is logged, and
    fails nobody's save.
    """
    afterwards = Afterwards(do)
    if not any(waiting[1] == afterwards for waiting in connection.run_on_commit):
        transaction.on_commit(afterwards)
