"""What happens to requests by themselves: mail, deletion, new keys, and the list "To do"."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import override_settings
from wagtail.models import Page

from appointments import to_do_checks
from appointments.models import (
    AppointmentRequest,
    AppointmentSettings,
    DaySecret,
    DeskMail,
    RequestCount,
)
from appointments.rules.keys import new_keys
from appointments.services import rotation
from appointments.services.limiting import count_request, forget_counts
from appointments.services.purging import purge_requests
from appointments.services.rotation import rotate_keys
from appointments.services.telling import DeskNotToldError, tell_desk
from appointments.vault import opened_answers
from editorial.services.to_do import look
from editorial.to_do_access import may_see_list, rows_for
from operations.due_work import registered_work
from operations.to_do import registered_checks
from tests.appointments.requests import make_request
from tests.factories import make_clinic

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 18, tzinfo=UTC)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
FIRST = settings.APPOINTMENT_KEYS


@pytest.fixture
def _on(db: None) -> None:
    AppointmentSettings.objects.create(
        is_on=True, notify_email="front@clinic.example", privacy_page=Page.objects.get(depth=1)
    )


@pytest.mark.usefixtures("_on")
def test_one_e_mail_tells_of_all_that_waits_and_of_nobody() -> None:
    make_request()
    make_request(name="Ben Canary")
    make_request(state="called")
    assert tell_desk(now=NOW) == 2
    assert tell_desk(now=NOW + MINUTE) == 0
    (message,) = mail.outbox
    assert message.to == ["front@clinic.example"]
    assert message.subject == "2 requests for an appointment wait"
    assert "/admin/appointment-requests/" in message.body
    whole = message.message()
    del whole["Message-ID"]  # figures by chance
    for word in (
        "Ada",
        "Ben",
        "Canary",
        "0199",
        "visitor",
        str(AppointmentRequest.objects.first()),
    ):
        assert word not in str(whole)


@pytest.mark.usefixtures("_on")
def test_a_mail_server_that_says_no_is_asked_again_less_and_less_often(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_request()
    tries: list[int] = []

    def refuse(self: Any, *args: Any, **kwargs: Any) -> int:
        tries.append(1)
        raise OSError("no route")

    with monkeypatch.context() as patch:
        patch.setattr(EmailMessage, "send", refuse)
        for minute in range(20):
            with suppress(DeskNotToldError):
                tell_desk(now=NOW + minute * MINUTE)
        # After 0, 1, 3, 7 and 15 minutes.
        assert len(tries) == 5
        assert [row.key for row in to_do_checks.desk_set_up(NOW)] == ["mail"]
    assert tell_desk(now=NOW + DAY) == 1
    assert DeskMail.objects.get().failures == 0
    assert list(to_do_checks.desk_set_up(NOW)) == []


def test_without_an_address_nothing_is_sent_and_the_list_says_so() -> None:
    AppointmentSettings.objects.create(is_on=True)
    make_request()
    assert tell_desk(now=NOW) == 0
    rows = list(to_do_checks.desk_set_up(NOW))
    assert [row.key for row in rows] == ["no-address", "no-statement"]
    assert {row.model for row in rows} == {"appointments.appointmentsettings"}
    AppointmentSettings.objects.update(notify_email="late@clinic.example")
    assert tell_desk(now=NOW) == 1


def test_requests_are_deleted_when_their_time_is_over_and_not_before() -> None:
    AppointmentSettings.objects.create(keep_days=30, keep_closed_days=5)
    kept = [
        make_request(received_at=NOW - 29 * DAY),
        make_request(state="called", received_at=NOW - 20 * DAY, state_changed_at=NOW - 19 * DAY),
        make_request(state="booked", received_at=NOW - 20 * DAY, state_changed_at=NOW - 4 * DAY),
    ]
    make_request(received_at=NOW - 30 * DAY)
    make_request(state="booked", received_at=NOW - 20 * DAY, state_changed_at=NOW - 5 * DAY)
    make_request(state="closed", received_at=NOW - 6 * DAY, state_changed_at=NOW - 6 * DAY)
    assert purge_requests(now=NOW) == 3
    assert set(AppointmentRequest.objects.all()) == set(kept)
    assert purge_requests(now=NOW) == 0


@pytest.mark.parametrize(
    ("field", "value"),
    [("keep_days", 6), ("keep_days", 366), ("keep_closed_days", 0), ("keep_closed_days", 91)],
)
def test_how_long_they_are_kept_has_bounds(field: str, value: int) -> None:
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError) as refusal:
        AppointmentSettings(**{field: value}).full_clean()
    assert set(refusal.value.message_dict) == {field}


def test_the_secret_that_addresses_are_hashed_with_lasts_for_a_day() -> None:
    assert count_request(address="192.0.2.1", now=NOW)
    assert DaySecret.objects.get().day == date(2026, 11, 23)
    assert count_request(address="192.0.2.1", now=NOW + DAY)
    senders = RequestCount.objects.exclude(sender="all").values_list("sender", flat=True)
    assert len(set(senders)) == 2
    forget_counts(now=NOW + DAY)
    assert DaySecret.objects.get().day == date(2026, 11, 24)
    forget_counts(now=NOW + 3 * DAY)
    assert not RequestCount.objects.exists()
    assert not DaySecret.objects.exists()


def test_it_is_all_done_by_scheduled_work() -> None:
    names = {work.name for work in registered_work()}
    assert {"tell-appointment-desk", "purge-appointment-requests"} <= names
    make_request(received_at=NOW - 400 * DAY)
    (purge,) = (work for work in registered_work() if work.name == "purge-appointment-requests")
    assert purge.run(NOW) == "requests deleted: 1"


def test_a_new_key_takes_over_and_the_old_one_may_go() -> None:
    requests = [make_request(name=f"Canary {number}") for number in range(3)]
    second = new_keys("second")
    with override_settings(APPOINTMENT_KEYS=f"{second},{FIRST}"):
        newest = make_request(name="Canary 3")
        assert newest.key_id == "second"
        assert rotate_keys().rewritten == 3
        assert rotate_keys().rewritten == 0
    with override_settings(APPOINTMENT_KEYS=second):
        stored = AppointmentRequest.objects.order_by("received_at")
        names = {answers.name for request in stored if (answers := opened_answers(request))}
        assert names == {f"Canary {number}" for number in range(4)}
    assert opened_answers(AppointmentRequest.objects.get(pk=requests[0].pk)) is None


def test_a_rotation_that_is_interrupted_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(4):
        make_request()
    sealed: list[int] = []

    def dies_at_the_third(*args: Any, **kwargs: Any) -> Any:
        if len(sealed) == 2:
            raise KeyboardInterrupt
        sealed.append(1)
        return real(*args, **kwargs)

    real = rotation.seal
    with override_settings(APPOINTMENT_KEYS=f"{new_keys('second')},{FIRST}"):
        monkeypatch.setattr(rotation, "seal", dies_at_the_third)
        with pytest.raises(KeyboardInterrupt):
            rotate_keys()
        monkeypatch.undo()
        assert AppointmentRequest.objects.filter(key_id="second").count() == 2
        assert rotate_keys().rewritten == 2
        assert all(opened_answers(request) for request in AppointmentRequest.objects.all())


def test_the_command_tells_what_it_did_and_which_key_is_missing() -> None:
    make_request()
    out = StringIO()
    with override_settings(APPOINTMENT_KEYS=f"{new_keys('second')},{FIRST}"):
        call_command("rotate_appointment_keys", stdout=out)
    assert "Encrypted anew with second: 1" in out.getvalue()
    assert "the others may go" in out.getvalue()
    with (
        override_settings(APPOINTMENT_KEYS=new_keys("third")),
        pytest.raises(CommandError, match="second: 1"),
    ):
        call_command("rotate_appointment_keys", stdout=StringIO())
    assert AppointmentRequest.objects.count() == 1


def test_what_waits_longer_than_a_working_day_is_to_do_for_the_desk(desk: Any) -> None:
    make_clinic()
    # A Friday in Los Altos; the Monday after it ends at eight in the morning of Tuesday, UTC.
    make_request(received_at=datetime(2026, 11, 20, 18, tzinfo=UTC))
    make_request(state="called", received_at=datetime(2026, 11, 2, 18, tzinfo=UTC))
    end = datetime(2026, 11, 24, 8, tzinfo=UTC)
    assert list(to_do_checks.late_requests(end - MINUTE)) == []
    (row,) = to_do_checks.late_requests(end)
    assert row.message == (
        "1 request has waited for more than one working day, since Nov. 20, 2026."
    )
    assert may_see_list(desk)
    checks = [check for check in registered_checks() if check.key == "late-requests"]
    assert look(checks=checks, now=end) == ()
    (found,) = rows_for(desk)
    assert found.edit_url == "/admin/appointment-requests/"


def test_a_request_whose_key_is_gone_is_to_do() -> None:
    make_request()
    assert list(to_do_checks.unreadable_requests(NOW)) == []
    with override_settings(APPOINTMENT_KEYS=new_keys("other")):
        (row,) = to_do_checks.unreadable_requests(NOW)
    assert "1 request cannot be decrypted" in row.message
