"""When a clinic is open, as moments: what the clock on the wall says becomes instants in UTC.

Where the clock is put forward or back, an opening or closing time is the first moment at which the
clock on the wall shows that time or a later one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from clinic.opening_hours import MIDNIGHT, ONE_DAY, OpeningHours, intervals_on
from clinic.wall_clock import first_moment_showing

HORIZON_DAYS = 21


def is_open_at(hours: OpeningHours, moment: datetime) -> bool:
    """Tell whether the clinic is open at a moment, given in any time zone.

    Raises ``ValueError`` for a naive moment, ``ZoneInfoNotFoundError`` for an unknown zone.
    """
    zone = ZoneInfo(hours.time_zone)
    today = _date_there(moment, zone)
    # Tomorrow counts too: a clock put back shortly after midnight returns to the day before.
    days = (today - ONE_DAY, today, today + ONE_DAY)
    return any(start <= moment < end for start, end in _spans(hours, zone, days))


def next_opening(
    hours: OpeningHours, moment: datetime, *, horizon_days: int = 14
) -> datetime | None:
    """Return when the clinic next goes from closed to open, in its own zone.

    A ``moment`` that is itself an opening is returned. ``None`` means no opening within the
    horizon; that is also so for a clinic that never closes. Raises as ``is_open_at`` does.
    """
    zone = ZoneInfo(hours.time_zone)
    today = _date_there(moment, zone)
    days = [today + offset * ONE_DAY for offset in range(-1, horizon_days + 1)]
    covered_until = datetime.min.replace(tzinfo=UTC)
    latest = moment + horizon_days * ONE_DAY
    for start, end in sorted(_spans(hours, zone, days)):
        if moment <= start <= latest and start > covered_until:
            return start.astimezone(zone)
        covered_until = max(covered_until, end)
    return None


def coming_spans(
    hours: OpeningHours, today: date, *, horizon_days: int = HORIZON_DAYS
) -> tuple[tuple[datetime, datetime], ...]:
    """Return from when to when the clinic is open, in its own zone, from yesterday on.

    ``today`` is a date there. Yesterday is included for hours that run past midnight, and so that a
    page that was made before midnight serves after it. Stretches that touch are one, and the last
    day is cut off at its midnight. Raises ``ZoneInfoNotFoundError`` for an unknown zone.
    """
    zone = ZoneInfo(hours.time_zone)
    days = [today + offset * ONE_DAY for offset in range(-1, horizon_days)]
    last = day_end(hours, days[-1])
    joined: list[tuple[datetime, datetime]] = []
    for start, end in sorted(_spans(hours, zone, days)):
        if joined and start <= joined[-1][1]:
            start, end = joined[-1][0], max(joined.pop()[1], end)
        joined.append((start, min(end, last)))
    return tuple((start.astimezone(zone), end.astimezone(zone)) for start, end in joined)


def day_end(hours: OpeningHours, day: date) -> datetime:
    """Return, in UTC, the midnight at the clinic with which ``day`` ends."""
    midnight = datetime.combine(day + ONE_DAY, MIDNIGHT)
    return first_moment_showing(midnight, ZoneInfo(hours.time_zone))


def _date_there(moment: datetime, zone: ZoneInfo) -> date:
    if moment.utcoffset() is None:
        raise ValueError("The moment needs a time zone.")
    return moment.astimezone(zone).date()


def _spans(
    hours: OpeningHours, zone: ZoneInfo, days: Iterable[date]
) -> Iterator[tuple[datetime, datetime]]:
    """Yield start and end, in UTC, of what opens on these days; the end is not included."""
    for day in days:
        for interval in intervals_on(hours, day):
            last_day = day + ONE_DAY if interval.ends_next_day else day
            start = first_moment_showing(datetime.combine(day, interval.opens), zone)
            end = first_moment_showing(datetime.combine(last_day, interval.closes), zone)
            if start < end:
                yield start, end
