"""Scheduled work on counts."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from counts.services.counting import forget_old_counts
from operations.due_work import due_work


@due_work("forget-old-counts", description="Forgets counts of visits after two years")
def forget_counts(now: datetime) -> str:
    """Delete what is older than is ever compared."""
    count = forget_old_counts(today=timezone.localdate(now))
    return f"{count} old counts deleted" if count else ""
