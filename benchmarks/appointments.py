"""What is left in clear of 10,000 requests for an appointment, and how long they take."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from django.conf import settings
from django.test import override_settings

from appointments.models import AppointmentRequest
from appointments.rules.keys import new_keys
from appointments.services.rotation import rotate_keys
from benchmarks.measures import Measure
from tests.appointments.canaries import hits, listening, places, send, unlimited, work_with_them

REQUESTS = 10_000
OPENED = 100

TITLE = "Requests for an appointment"
ABOUT = (
    f"{REQUESTS:,} requests go through the form, each with words of its own; the desk opens "
    f"{OPENED}, exports, deletes; then database, logs, mail, cache and addresses are searched for "
    "those words."
)
STORED = "requests stored"
HITS = "words of them found in clear (database, log, mail, cache, URLs)"
SEARCHED = "searched"
ONE = "store one request"
ROTATED = "give all of them a new key"
NAMES = STORED, HITS, SEARCHED, ONE, ROTATED


def measure() -> Iterator[Measure]:
    """Yield the figures; the requests go through the form, and the desk works with them."""
    with override_settings(ALLOWED_HOSTS=["*"]), listening() as journal, unlimited():
        start = perf_counter()
        addresses = send(range(REQUESTS))
        took = perf_counter() - start
        stored = AppointmentRequest.objects.count()
        addresses += work_with_them(OPENED)
        found = places(journal, addresses)
    yield Measure(
        name=STORED,
        note=f"of {REQUESTS:,} sent",
        value=stored,
        unit="",
        goal=REQUESTS,
        more_is_better=True,
    )
    in_clear = hits(found)
    yield Measure(
        name=HITS,
        note="; ".join(in_clear[:3]),
        value=len(in_clear),
        unit="",
        goal=0,
    )
    yield Measure(name=SEARCHED, value=sum(map(len, found.values())) / 1e6, unit="MB")
    yield Measure(name=ONE, value=took / REQUESTS * 1000, unit="ms")
    with override_settings(APPOINTMENT_KEYS=f"{new_keys('bench')},{settings.APPOINTMENT_KEYS}"):
        start = perf_counter()
        rewritten = rotate_keys().rewritten
        took = perf_counter() - start
    yield Measure(name=ROTATED, note=f"{rewritten:,}", value=took, unit="s")
