"""Deleting requests when their time is over."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from appointments.models import AppointmentRequest, AppointmentSettings


def purge_requests(*, now: datetime) -> int:
    """Delete what the settings say is not to be kept any longer; return how many requests."""
    current = AppointmentSettings.current()
    old = AppointmentRequest.objects.filter(
        received_at__lte=now - timedelta(days=current.keep_days)
    )
    done = AppointmentRequest.objects.closed().filter(
        state_changed_at__lte=now - timedelta(days=current.keep_closed_days)
    )
    with transaction.atomic():
        deleted_old, _by_model = old.delete()
        deleted_done, _by_model = done.delete()
    return deleted_old + deleted_done
