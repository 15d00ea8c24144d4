"""Words that people wrote stand in clear nowhere: a few here, 10,000 in ``make bench``."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from wagtail.log_actions import log

from appointments.models import AppointmentRequest, AppointmentSettings
from tests.appointments.canaries import hits, listening, places, send, unlimited, work_with_them
from tests.databases import on_sqlite_alone
from tests.factories import make_clinic, make_home

REQUESTS = 12


@on_sqlite_alone
@pytest.mark.index
def test_no_word_of_a_request_stands_anywhere_in_clear(own_database: None) -> None:
    make_home()
    make_clinic()
    AppointmentSettings.objects.create(is_on=True, notify_email="front@clinic.example")
    with listening() as journal, unlimited():
        addresses = send(range(REQUESTS))
        assert AppointmentRequest.objects.count() == REQUESTS
        addresses += work_with_them(3)
        found = places(journal, addresses)
    assert {"database file site.sqlite3", "database file site.sqlite3-wal"} <= set(found)
    assert all(found[name] for name in ("log", "mail", "addresses"))
    assert hits(found) == []

    # The search proves itself: once in each place, a word is found in each of them.
    request = AppointmentRequest.objects.all()[0]
    log(request, "appointments.read", title="Canaryname1")
    cache.set("last-request", "Canaryname1")
    journal.lines.append("Canaryname1")
    spoiled = places(journal, [*addresses, "/?name=Canaryname1"])
    names = {hit.split(": ")[0] for hit in hits(spoiled)}
    assert {"log", "cache", "addresses"} < names
    assert any(name.startswith("database file") for name in names)


def test_a_phone_number_is_told_from_the_digits_of_a_digest() -> None:
    for text in (b"call 4085550123 now", b"tel:+14085550123", b'"14085550123"', b"(408) 555-0123"):
        assert hits({"log": text}), text
    for text in (b"ab4085550123cd", b"94085550123", b"408555", b"408 555"):
        assert hits({"log": text}) == [], text
