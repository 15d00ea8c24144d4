"""Who is at work on a run: one process at a time, and none for ever.

Each page is made once whoever makes it; the lease only keeps two processes from treading on each
other's heels. It is renewed with every place, so that one which was killed is soon replaced.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from time import monotonic, sleep
from uuid import uuid4

from django.db.models import Q
from django.utils import timezone

from locations.models import GenerationRun

# Many times what one place takes, on a slow machine too.
LEASE = timedelta(seconds=15)
SECONDS_BETWEEN_TRIES = 0.2


@contextmanager
def work_on(run: GenerationRun, *, patience: float = 0) -> Iterator[str]:
    """Hold the lease of ``run``; hand out the worker's name, ``""`` while another one holds it.

    ``patience`` is how many seconds to wait for the other one, who may have been killed.
    """
    worker = uuid4().hex
    deadline = monotonic() + patience
    while not _take(run, worker):
        if monotonic() >= deadline:
            yield ""
            return
        sleep(SECONDS_BETWEEN_TRIES)
    try:
        yield worker
    finally:
        held = GenerationRun.objects.filter(pk=run.pk, worker=worker)
        held.update(worker="", leased_until=None)


def renew(run_pk: int, worker: str) -> bool:
    """Prolong the lease; return whether ``worker`` still has it. It locks the run's row."""
    held = GenerationRun.objects.filter(pk=run_pk, worker=worker)
    return bool(held.update(leased_until=timezone.now() + LEASE))


def _take(run: GenerationRun, worker: str) -> bool:
    now = timezone.now()
    free = GenerationRun.objects.filter(Q(worker="") | Q(leased_until__lt=now), pk=run.pk)
    return bool(free.update(worker=worker, leased_until=now + LEASE))
