"""Opening hours as plain rules: what is open when, how to say so, and what cannot be right.

An interval belongs to the day on which it opens. Hours that run past midnight are therefore part
of the evening before, also when the next day is a holiday.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import combinations, pairwise, product
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from clinic.opening_hours_text import (
    WEEKDAYS,
    date_text,
    interval_text,
    time_text,
    weekday_and_date_text,
)

MIDNIGHT = time(0)
ONE_DAY = timedelta(days=1)
DAYS_AHEAD = 60
CLOSED_ALL_DAY = {"opens": "00:00:00", "closes": "00:00:00"}


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of opening, by the clock on the wall.

    A closing time before the opening time belongs to the next day. Midnight to midnight is a whole
    day; any other pair of equal times covers nothing, and ``problems`` reports it.
    """

    opens: time
    closes: time

    def __str__(self) -> str:
        """Return e.g. "8:30 am to noon"."""
        return interval_text(self.opens, self.closes)

    @property
    def is_all_day(self) -> bool:
        """Tell whether this is midnight to midnight."""
        return self.opens == self.closes == MIDNIGHT

    @property
    def is_empty(self) -> bool:
        """Tell whether this covers no time at all."""
        return self.opens == self.closes and not self.is_all_day

    @property
    def ends_next_day(self) -> bool:
        """Tell whether the closing time is reached on the next day, midnight included."""
        return self.closes <= self.opens and not self.is_empty


@dataclass(frozen=True, slots=True)
class WeeklyInterval:
    """An interval of every week; ``weekday`` counts from 0, Monday."""

    weekday: int
    interval: Interval


@dataclass(frozen=True, slots=True)
class SpecialDays:
    """A holiday, closure or other exception, both dates included; no intervals means closed."""

    name: str
    first_date: date
    last_date: date
    intervals: tuple[Interval, ...] = ()

    def covers(self, day: date) -> bool:
        """Tell whether these are the hours of that day."""
        return self.first_date <= day <= self.last_date


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """A week, and the days on which it does not hold; ``time_zone`` is an IANA name."""

    time_zone: str
    weekly: tuple[WeeklyInterval, ...] = ()
    special: tuple[SpecialDays, ...] = ()


def intervals_on(hours: OpeningHours, day: date) -> tuple[Interval, ...]:
    """Return what opens on that day, earliest first; special days win over the week."""
    for special in hours.special:
        if special.covers(day):
            return in_order(special.intervals)
    return _intervals_of_weekday(hours, day.weekday())


def in_order(intervals: tuple[Interval, ...]) -> tuple[Interval, ...]:
    """Return the intervals by time, without those that cover nothing."""
    kept = {interval for interval in intervals if not interval.is_empty}
    return tuple(sorted(kept, key=lambda interval: (interval.opens, interval.closes)))


def weekly_groups(hours: OpeningHours) -> tuple[tuple[int, int, tuple[Interval, ...]], ...]:
    """Return the week as first weekday, last weekday and hours of consecutive days that are alike.

    Weekdays count from 0, Monday; a closed day has no hours. Without any hours there are no groups,
    since nobody has said that the clinic is closed all week.
    """
    week = [_intervals_of_weekday(hours, weekday) for weekday in range(7)]
    if not any(week):
        return ()
    firsts = [day for day in range(7) if day == 0 or week[day] != week[day - 1]]
    return tuple((first, following - 1, week[first]) for first, following in pairwise([*firsts, 7]))


def current_and_coming(hours: OpeningHours, today: date) -> list[SpecialDays]:
    """Return what visitors read and search engines are told of: nothing past or far ahead."""
    horizon = today + DAYS_AHEAD * ONE_DAY
    shown = [s for s in hours.special if today <= s.last_date >= s.first_date <= horizon]
    return sorted(shown, key=lambda days: (days.first_date, days.last_date))


def specification_rows(hours: OpeningHours, today: date) -> list[dict[str, Any]]:
    """Return schema.org OpeningHoursSpecification nodes; of special days the current and coming.

    Each interval is a node of its own, so that a split shift stays split. The values for a day that
    is open or closed throughout are those of Google's documentation for LocalBusiness.
    """
    weekdays: dict[Interval, list[str]] = {}
    for weekday, name in enumerate(WEEKDAYS):
        for interval in _intervals_of_weekday(hours, weekday):
            weekdays.setdefault(interval, []).append(f"https://schema.org/{name}")
    rows = [
        {"@type": "OpeningHoursSpecification", "dayOfWeek": days, **_opens_and_closes(interval)}
        for interval, days in weekdays.items()
    ]
    for special in current_and_coming(hours, today):
        validity = {
            "validFrom": special.first_date.isoformat(),
            "validThrough": special.last_date.isoformat(),
        }
        times = [_opens_and_closes(interval) for interval in in_order(special.intervals)]
        for row in times or [CLOSED_ALL_DAY]:
            rows.append({"@type": "OpeningHoursSpecification", **row, **validity})
    return rows


def problems(hours: OpeningHours) -> list[str]:
    """Return a sentence for an editor about each thing that cannot be right."""
    checks = (_zone_problems, _week_problems, _special_problems, _night_problems)
    return list(dict.fromkeys(sentence for check in checks for sentence in check(hours)))


def _intervals_of_weekday(hours: OpeningHours, weekday: int) -> tuple[Interval, ...]:
    return in_order(tuple(row.interval for row in hours.weekly if row.weekday == weekday))


def _opens_and_closes(interval: Interval) -> dict[str, str]:
    if interval.is_all_day:
        return {"opens": "00:00:00", "closes": "23:59:00"}
    return {"opens": f"{interval.opens:%H:%M:%S}", "closes": f"{interval.closes:%H:%M:%S}"}


def _zone_problems(hours: OpeningHours) -> Iterator[str]:
    try:
        ZoneInfo(hours.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield f'"{hours.time_zone}" is not a time zone. Use a name like America/Los_Angeles.'


def _week_problems(hours: OpeningHours) -> Iterator[str]:
    for weekday, name in enumerate(WEEKDAYS):
        intervals = [row.interval for row in hours.weekly if row.weekday == weekday]
        yield from _day_problems(name, intervals)
        yield from _overnight_problems(
            (name, _intervals_of_weekday(hours, weekday)),
            (WEEKDAYS[(weekday + 1) % 7], _intervals_of_weekday(hours, (weekday + 1) % 7)),
        )


def _special_problems(hours: OpeningHours) -> Iterator[str]:
    for special in hours.special:
        if special.last_date < special.first_date:
            yield (
                f'"{special.name}" ends on {date_text(special.last_date)}, before it begins on '
                f"{date_text(special.first_date)}."
            )
        yield from _day_problems(f'"{special.name}"', special.intervals)
    for one, other in combinations(hours.special, 2):
        first = max(one.first_date, other.first_date)
        if first <= min(one.last_date, other.last_date):
            yield f'"{one.name}" and "{other.name}" both cover {date_text(first)}. Keep one.'


def _day_problems(day: str, intervals: Sequence[Interval]) -> Iterator[str]:
    for interval in intervals:
        if interval.is_empty:
            yield f"{day}: opens and closes at {time_text(interval.opens)}. Enter two times."
    usable = sorted((i for i in intervals if not i.is_empty), key=lambda i: (i.opens, i.closes))
    for one, other in combinations(usable, 2):
        if one.ends_next_day or one.closes > other.opens:
            yield f"{day}: the hours {one} and {other} overlap."


def _night_problems(hours: OpeningHours) -> Iterator[str]:
    """Yield what runs past midnight into, within or out of special days."""
    for special in hours.special:
        nights = {special.first_date, special.last_date}
        if special.first_date > date.min:
            nights.add(special.first_date - ONE_DAY)
        for night in sorted(nights - {date.max}):
            yield from _overnight_problems(
                (weekday_and_date_text(night), intervals_on(hours, night)),
                (weekday_and_date_text(night + ONE_DAY), intervals_on(hours, night + ONE_DAY)),
            )


def _overnight_problems(
    evening: tuple[str, tuple[Interval, ...]], morning: tuple[str, tuple[Interval, ...]]
) -> Iterator[str]:
    for late, early in product(evening[1], morning[1]):
        if late.ends_next_day and late.closes > early.opens:
            yield f"{evening[0]}: the hours {late} run into {early} on {morning[0]}."
