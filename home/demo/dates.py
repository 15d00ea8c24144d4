"""Dates of the demo, all counted from the day on which it is loaded, so that none is stale."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

MONDAY, THURSDAY = 0, 3


def _nth_weekday(year: int, month: int, weekday: int, number: int) -> date:
    """Return the ``number``-th ``weekday`` (Monday is 0) of a month."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))


def _last_weekday(year: int, month: int, weekday: int) -> date:
    last = date(year, month + 1, 1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % 7)


# The days that the United States keep, by the law on federal holidays (5 U.S.C. 6103).
HOLIDAYS: Mapping[str, Callable[[int], date]] = {
    "new-year": lambda year: date(year, 1, 1),
    "memorial-day": lambda year: _last_weekday(year, 5, MONDAY),
    "independence-day": lambda year: date(year, 7, 4),
    "labor-day": lambda year: _nth_weekday(year, 9, MONDAY, 1),
    "thanksgiving": lambda year: _nth_weekday(year, 11, THURSDAY, 4),
    "christmas-eve": lambda year: date(year, 12, 24),
    "christmas": lambda year: date(year, 12, 25),
}


def next_holiday(rule: str, today: date) -> date:
    """Return the next day of a rule in :data:`HOLIDAYS`, ``today`` included.

    Raises ``KeyError`` for a rule that is not there.
    """
    day = HOLIDAYS[rule]
    this_year = day(today.year)
    return this_year if this_year >= today else day(today.year + 1)


def checked_date(checked: int | str, today: date) -> date:
    """Return the day a source was read: so many days before ``today``, or ``"load-day"``."""
    return today if checked == "load-day" else today - timedelta(days=int(checked))


def last_valid_date(days: int | None, checked: date) -> date | None:
    """Return the last day of a fact that holds for ``days`` after it was checked."""
    return None if days is None else checked + timedelta(days=days)
