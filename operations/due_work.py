"""The registry of scheduled work: what ``run_due_work`` runs, and in which order.

A package registers its own work in a module called ``due_work``, which is found by itself::

    @due_work("expire-facts", description="Takes expired facts off their pages")
    def expire_facts(now: datetime) -> str:
        return f"{count} facts expired"
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

DEFAULT_LEASE = timedelta(minutes=15)


class WorkFailed(Exception):
    """Some of the work could not be done; the message says what, for the person on duty."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DueWork:
    """One kind of scheduled work.

    ``run`` gets the present moment, returns one line on what it did (empty for nothing), and
    raises for what it could not do. ``lease`` is longer than it ever takes: only when that time
    has passed is a run that never ended believed dead.
    """

    name: str
    description: str
    run: Callable[[datetime], str]
    lease: timedelta = DEFAULT_LEASE


_registered: dict[str, DueWork] = {}


def due_work(
    name: str, *, description: str, lease: timedelta = DEFAULT_LEASE
) -> Callable[[Callable[[datetime], str]], Callable[[datetime], str]]:
    """Register the decorated function as scheduled work.

    Raises ``ValueError`` when another function has that name already.
    """

    def register(run: Callable[[datetime], str]) -> Callable[[datetime], str]:
        if name in _registered:
            raise ValueError(f"Two kinds of scheduled work are called {name!r}.")
        _registered[name] = DueWork(name=name, description=description, run=run, lease=lease)
        return run

    return register


def registered_work() -> tuple[DueWork, ...]:
    """Return all registered work, in the order of its registration."""
    return tuple(_registered.values())
