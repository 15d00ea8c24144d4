"""Runs each kind of scheduled work on its own: one failure neither hides nor stops another."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Q

from operations.due_work import DueWork
from operations.models import DueWorkItem

logger = logging.getLogger(__name__)

MAX_MESSAGE_LENGTH = 4000


class Outcome(StrEnum):
    """How one kind of work ended: ``RUNNING`` means that another process is at it."""

    DONE = "done"
    FAILED = "failed"
    RUNNING = "running"


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkReport:
    """What happened to one kind of work; ``message`` is its result or its error."""

    name: str
    outcome: Outcome
    message: str


def run_due_work(
    *, work: Iterable[DueWork], clock: Callable[[], datetime]
) -> tuple[WorkReport, ...]:
    """Run all of ``work``, each under its lease, and return a report for each."""
    return tuple(_run_one(item, clock) for item in work)


def _run_one(work: DueWork, clock: Callable[[], datetime]) -> WorkReport:
    now = clock()
    holder = _take_lease(work, now)
    if holder is None:
        return WorkReport(
            name=work.name, outcome=Outcome.RUNNING, message="another process is at it"
        )
    result, error = "", ""
    try:
        result = work.run(now)
    except Exception as problem:
        logger.exception("Scheduled work %s failed", work.name)
        error = f"{type(problem).__name__}: {problem}"[:MAX_MESSAGE_LENGTH]
    except BaseException:
        # Interrupted, not failed: the next tick may start at once.
        _give_back(work, holder, {})
        raise
    _give_back(
        work,
        holder,
        {
            "last_finished_at": clock(),
            "last_result": result[:MAX_MESSAGE_LENGTH],
            "last_error": error,
        },
    )
    return WorkReport(
        name=work.name,
        outcome=Outcome.FAILED if error else Outcome.DONE,
        message=error or result,
    )


def _take_lease(work: DueWork, now: datetime) -> str | None:
    """Return a fresh holder name, or None where the lease of another is still running."""
    DueWorkItem.objects.get_or_create(name=work.name)
    holder = uuid.uuid4().hex
    is_free = Q(lease_until=None) | Q(lease_until__lte=now)
    taken = DueWorkItem.objects.filter(is_free, name=work.name).update(
        lease_until=now + work.lease, lease_holder=holder, last_started_at=now
    )
    return holder if taken else None


def _give_back(work: DueWork, holder: str, values: dict[str, object]) -> None:
    """End the lease, unless it ran out meanwhile and belongs to somebody else by now."""
    DueWorkItem.objects.filter(name=work.name, lease_holder=holder).update(
        lease_until=None, lease_holder="", **values
    )
