"""Counting requests, so that a program cannot fill the desk's list."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from appointments.models import DaySecret, RequestCount
from appointments.rules.limits import EVERYBODY, LIMITS, address_hash

COUNTS_KEPT = timedelta(days=1)


def count_request(*, address: str, now: datetime) -> bool:
    """Count one request from the network address ``address``; False where it is one too many.

    What is refused is not counted: who waits gets through.
    """
    sender = address_hash(address, secret=_secret_of_day(now))
    counts = []
    for limit in LIMITS:
        count, _is_new = RequestCount.objects.get_or_create(
            sender=sender if limit.from_one_address else EVERYBODY,
            window=limit.window(now),
            seconds=int(limit.span.total_seconds()),
        )
        counts.append((count.pk, limit.most))
    with transaction.atomic():
        for key, most in counts:
            taken = RequestCount.objects.filter(pk=key, count__lt=most)
            if not taken.update(count=F("count") + 1):
                transaction.set_rollback(True)
                return False
    return True


def forget_counts(*, now: datetime) -> int:
    """Delete the counts and secrets of days that are over; return how many counts."""
    DaySecret.objects.filter(day__lt=now.astimezone(UTC).date()).delete()
    deleted, _by_model = RequestCount.objects.filter(window__lte=now - COUNTS_KEPT).delete()
    return deleted


def _secret_of_day(now: datetime) -> bytes:
    """Return today's secret: half is in the database for a day, half is in ``SECRET_KEY``."""
    row, _is_new = DaySecret.objects.get_or_create(
        day=now.astimezone(UTC).date(), defaults={"secret": secrets.token_bytes(32)}
    )
    return salted_hmac("appointments.address", bytes(row.secret), algorithm="sha256").digest()
