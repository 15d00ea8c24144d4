"""How long a request may wait, when mail is tried again, and how addresses are counted."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from appointments.rules.limits import Limit, address_hash
from appointments.rules.waiting import answer_due, retry_delay
from clinic.opening_hours import Interval, OpeningHours, SpecialDays, WeeklyInterval

LOS_ALTOS = ZoneInfo("America/Los_Angeles")
WEEK = tuple(WeeklyInterval(day, Interval(time(9), time(17))) for day in range(5))
THANKSGIVING = SpecialDays("Thanksgiving", date(2026, 11, 26), date(2026, 11, 26))
HOURS = OpeningHours(time_zone="America/Los_Angeles", weekly=WEEK, special=(THANKSGIVING,))
UNKNOWN = OpeningHours(time_zone="America/Los_Angeles")


def at(day: int, hour: int = 12) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=LOS_ALTOS)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (at(23), at(25, 0)),  # Monday: the end of Tuesday
        (at(23, 23), at(25, 0)),
        (at(20), at(24, 0)),  # Friday: the end of Monday
        (at(21), at(24, 0)),  # Saturday
        (at(25), at(28, 0)),  # the day before Thanksgiving: the end of Friday
    ],
)
def test_a_request_may_wait_until_the_end_of_the_next_open_day(
    received: datetime, due: datetime
) -> None:
    assert answer_due(received, HOURS) == due


def test_without_hours_the_week_has_five_days_and_a_clinic_never_open_still_has_an_end() -> None:
    assert answer_due(at(25), UNKNOWN) == at(27, 0)
    closed = SpecialDays("Closed", date(2026, 1, 1), date(2027, 12, 31))
    never = OpeningHours(time_zone="America/Los_Angeles", weekly=WEEK, special=(closed,))
    assert answer_due(at(1), never) > at(30)


def test_mail_is_tried_again_less_and_less_often_and_at_least_once_an_hour() -> None:
    minutes = [retry_delay(failures) / timedelta(minutes=1) for failures in (0, 1, 2, 3, 6, 7, 999)]
    assert minutes == [1, 1, 2, 4, 32, 60, 60]


def test_the_stretches_of_time_follow_the_clock() -> None:
    hour = Limit(most=1, span=timedelta(hours=1), from_one_address=True)
    day = Limit(most=1, span=timedelta(days=1), from_one_address=True)
    now = datetime(2026, 11, 23, 15, 59, 59, tzinfo=ZoneInfo("UTC"))
    assert hour.window(now) == now.replace(minute=0, second=0)
    assert hour.window(now + timedelta(seconds=1)) == now + timedelta(seconds=1)
    assert day.window(now) == now.replace(hour=0, minute=0, second=0)


def test_an_address_is_hashed_with_the_secret_and_a_customer_has_one_network() -> None:
    def hashed(address: str, secret: bytes = b"today") -> str:
        return address_hash(address, secret=secret)

    assert hashed("192.0.2.1") != hashed("192.0.2.2")
    assert hashed("192.0.2.1") != hashed("192.0.2.1", b"tomorrow")
    assert hashed("::ffff:192.0.2.1") == hashed("192.0.2.1")
    # As web servers in front hand it on.
    assert hashed("192.0.2.1:51234") == hashed("192.0.2.1")
    assert hashed("2001:db8::1") == hashed("2001:db8::ffff:1")
    assert hashed("2001:db8::1") != hashed("2001:db8:0:1::1")
    assert hashed("") == hashed("nonsense") != hashed("192.0.2.1")
    assert "192" not in hashed("192.0.2.1")
