"""Opening hours as a page prints them, and what a browser needs to tell whether it is open now."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from clinic.date_words import ENGLISH, DateWords
from clinic.open_moments import HORIZON_DAYS, coming_spans, day_end
from clinic.opening_hours import (
    ONE_DAY,
    Interval,
    OpeningHours,
    current_and_coming,
    in_order,
    weekly_groups,
)
from clinic.opening_hours_text import dates_text, interval_text, time_text, weekdays_text


@dataclass(frozen=True, kw_only=True, slots=True)
class HoursRowData:
    """A line of the table of hours; ``days`` is like "Monday to Thursday", no ``hours``: closed.

    ``weekdays`` is like ``"0123"``, with 0 for Monday.
    """

    days: str
    hours: tuple[str, ...]
    weekdays: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ClosureData:
    """A holiday or other exception: ``dates`` like "November 26"; no ``hours`` means closed."""

    name: str
    dates: str
    first_date: date
    last_date: date
    hours: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class HoursData:
    """The tables of hours, and when the clinic is open in the next three weeks.

    A page may come from a cache, so whether it is open now is worked out in the browser, from
    ``spans``: a JSON list of ``[start, end, "8:30 am", "5 pm"]`` with start and end in minutes
    since 1970 (UTC), earliest first. They know of nothing from ``known_until`` on, in the same
    minutes. Without weekly hours there are no rows and no spans.
    """

    time_zone: str
    rows: tuple[HoursRowData, ...]
    closures: tuple[ClosureData, ...]
    spans: str
    known_until: int


def hours_data(hours: OpeningHours, today: date, words: DateWords = ENGLISH) -> HoursData:
    """Return what a page shows of ``hours`` on ``today``, a date at the clinic, in ``words``.

    Of special days those of now and the next 60 days are told, with the year where it is not
    this year's. Consecutive weekdays with the same hours share a line.
    """
    spans = [
        [_minute(start), _minute(end), *(time_text(each.time(), words) for each in (start, end))]
        for start, end in coming_spans(hours, today)
    ]
    return HoursData(
        time_zone=hours.time_zone,
        rows=tuple(
            HoursRowData(
                days=weekdays_text(first, last, words),
                hours=_texts(intervals, words),
                weekdays="".join(str(weekday) for weekday in range(first, last + 1)),
            )
            for first, last, intervals in weekly_groups(hours)
        ),
        closures=tuple(
            ClosureData(
                name=special.name,
                dates=dates_text(
                    special.first_date, special.last_date, words, this_year=today.year
                ),
                first_date=special.first_date,
                last_date=special.last_date,
                hours=_texts(in_order(special.intervals), words),
            )
            for special in current_and_coming(hours, today)
        ),
        spans=json.dumps(spans, separators=(",", ":")),
        known_until=_minute(day_end(hours, today + (HORIZON_DAYS - 1) * ONE_DAY)),
    )


def _texts(intervals: Iterable[Interval], words: DateWords) -> tuple[str, ...]:
    return tuple(interval_text(each.opens, each.closes, words) for each in intervals)


def _minute(moment: datetime) -> int:
    return int(moment.timestamp() // 60)
