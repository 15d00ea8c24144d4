"""How long a request may wait, and when a mail server is asked again. Pure."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from clinic.opening_hours import OpeningHours, intervals_on
from clinic.wall_clock import first_moment_showing

ONE_DAY = timedelta(days=1)
# Further than any closure; a clinic that is never open answers by the calendar.
DAYS_LOOKED_AHEAD = 30
WORKING_WEEK = range(5)

FIRST_RETRY = timedelta(minutes=1)
LONGEST_RETRY = timedelta(hours=1)


def answer_due(received_at: datetime, hours: OpeningHours) -> datetime:
    """Return when one working day has passed: the end of the first open day after the day of it.

    Monday to Friday are open days where no hours are known.
    """
    zone = ZoneInfo(hours.time_zone)
    day = received_at.astimezone(zone).date()
    for _ in range(DAYS_LOOKED_AHEAD):
        day += ONE_DAY
        if _is_open_day(hours, day):
            break
    return first_moment_showing(datetime.combine(day + ONE_DAY, time.min), zone)


def _is_open_day(hours: OpeningHours, day: date) -> bool:
    if not hours.weekly and not any(special.covers(day) for special in hours.special):
        return day.weekday() in WORKING_WEEK
    return bool(intervals_on(hours, day))


def retry_delay(failures: int) -> timedelta:
    """Return how long to wait after so many failures in a row: a minute, twice that, … an hour."""
    doublings = min(max(failures, 1) - 1, 10)
    longer: int = 2**doublings
    return min(FIRST_RETRY * longer, LONGEST_RETRY)
