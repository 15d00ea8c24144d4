"""The public holidays of the United States, worked out without a list of years.

Source: 5 U.S.C. 6103, "Holidays". A holiday on a Saturday is also observed on the Friday before,
one on a Sunday on the Monday after (6103(b) and Executive Order 11582).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

MONDAY, THURSDAY, SATURDAY, SUNDAY = 0, 3, 5, 6

FIXED = (
    ("New Year's Day", 1, 1),
    ("Juneteenth", 6, 19),
    ("Independence Day", 7, 4),
    ("Veterans Day", 11, 11),
    ("Christmas Day", 12, 25),
)
# Name, month, weekday, and which of them in the month; -1 is the last.
BY_WEEKDAY = (
    ("Martin Luther King Jr. Day", 1, MONDAY, 3),
    ("Presidents' Day", 2, MONDAY, 3),
    ("Memorial Day", 5, MONDAY, -1),
    ("Labor Day", 9, MONDAY, 1),
    ("Columbus Day, Indigenous Peoples' Day", 10, MONDAY, 2),
    ("Thanksgiving", 11, THURSDAY, 4),
)


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day on which people expect a clinic to be closed, or to say that it is open."""

    name: str
    day: date
    is_substitute: bool = False


def holidays_between(first: date, last: date) -> list[Holiday]:
    """Return the holidays from ``first`` to ``last``, both included, earliest first.

    A holiday at the weekend stands there twice: on its own day, and on the day instead of it.
    """
    years = range(first.year - 1, last.year + 2)
    found = [holiday for year in years for holiday in _of_year(year)]
    return sorted(
        (holiday for holiday in found if first <= holiday.day <= last),
        key=lambda holiday: (holiday.day, holiday.is_substitute),
    )


def _of_year(year: int) -> Iterator[Holiday]:
    for name, month, day in FIXED:
        holiday = Holiday(name, date(year, month, day))
        yield holiday
        shift = {SATURDAY: -1, SUNDAY: 1}.get(holiday.day.weekday())
        if shift:
            yield Holiday(name, holiday.day + timedelta(days=shift), is_substitute=True)
    for name, month, weekday, which in BY_WEEKDAY:
        yield Holiday(name, _nth_weekday(year, month, weekday, which))


def _nth_weekday(year: int, month: int, weekday: int, which: int) -> date:
    if which > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))
    last = date(year, month + 1, 1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % 7)
