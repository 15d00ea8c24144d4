"""What several processes of one test run need is made by one of them."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings


@contextmanager
def one_at_a_time(name: str) -> Iterator[None]:
    """Let one process make what the others wait for, in place of all making it at once."""
    lock = settings.VAR_DIR / "test-databases" / f"{name}.lock"
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
