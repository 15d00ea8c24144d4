"""The scheduled work of this package: telling the desk, and deleting what is old."""

from __future__ import annotations

from datetime import datetime

from appointments.services.limiting import forget_counts
from appointments.services.purging import purge_requests
from appointments.services.telling import tell_desk
from operations.due_work import due_work


@due_work("tell-appointment-desk", description="Tells the desk by e-mail that a request waits")
def tell_appointment_desk(now: datetime) -> str:
    """Send the e-mail if there is something to tell."""
    told = tell_desk(now=now)
    return f"requests told of: {told}" if told else ""


@due_work("purge-appointment-requests", description="Deletes requests whose time is over")
def purge_appointment_requests(now: datetime) -> str:
    """Delete old requests, and the counts that limit new ones."""
    forget_counts(now=now)
    deleted = purge_requests(now=now)
    return f"requests deleted: {deleted}" if deleted else ""
