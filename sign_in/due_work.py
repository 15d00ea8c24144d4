"""The scheduled work of this package."""

from __future__ import annotations

from datetime import datetime

from operations.due_work import due_work
from sign_in.services.tries import forget_old_tries


@due_work("forget-tries", description="Forgets old tries to sign in")
def forget_tries(now: datetime) -> str:
    """Delete counts that no wait depends on, and return how many."""
    gone = forget_old_tries(now=now)
    return f"counts forgotten: {gone}" if gone else ""
