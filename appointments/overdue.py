"""Which requests have waited longer than one working day."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from appointments.models import AppointmentRequest
from appointments.rules.waiting import answer_due
from clinic.models import Clinic
from clinic.opening_hours import OpeningHours


def overdue_requests(now: datetime) -> list[AppointmentRequest]:
    """Return the new requests that are past due, the oldest first, without what they say.

    The days are those of the main clinic.
    """
    waiting = list(AppointmentRequest.objects.waiting().defer("sealed").order_by("received_at"))
    if not waiting:
        return []
    hours = _hours()
    return [request for request in waiting if answer_due(request.received_at, hours) <= now]


def _hours() -> OpeningHours:
    clinic = Clinic.objects.filter(live=True).first()
    return clinic.opening_hours() if clinic else OpeningHours(time_zone=settings.TIME_ZONE)
