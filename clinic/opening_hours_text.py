"""How times of day, spans of weekdays and dates are written for visitors and editors."""

from __future__ import annotations

from datetime import date, time

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# Not strftime("%B"): that depends on the locale of the server.
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def time_text(moment: time) -> str:
    """Return "8:30 am", "5 pm", "noon" or "midnight"; seconds are not written."""
    if moment.minute == 0 and moment.hour in (0, 12):
        return "noon" if moment.hour else "midnight"
    hour = moment.hour % 12 or 12
    minute = f":{moment.minute:02}" if moment.minute else ""
    return f"{hour}{minute} {'am' if moment.hour < 12 else 'pm'}"


def interval_text(opens: time, closes: time) -> str:
    """Return "8:30 am to noon"; midnight to midnight is "open 24 hours"."""
    if opens == closes == time(0):
        return "open 24 hours"
    return f"{time_text(opens)} to {time_text(closes)}"


def weekdays_text(first: int, last: int) -> str:
    """Return "Friday", "Saturday and Sunday", "Monday to Thursday" or "Every day".

    ``first`` and ``last`` count from 0, Monday, and are both included.
    """
    if first == last:
        return WEEKDAYS[first]
    if (first, last) == (0, 6):
        return "Every day"
    joint = "and" if last == first + 1 else "to"
    return f"{WEEKDAYS[first]} {joint} {WEEKDAYS[last]}"


def date_text(day: date) -> str:
    """Return "November 26, 2026"."""
    return f"{_month_and_day(day)}, {day.year}"


def weekday_and_date_text(day: date) -> str:
    """Return "Thursday, November 26, 2026"."""
    return f"{WEEKDAYS[day.weekday()]}, {date_text(day)}"


def dates_text(first: date, last: date, *, this_year: int) -> str:
    """Return "November 26", "December 24 to 26" or "November 30 to December 2".

    The year is added where it is not ``this_year``, and always where the span crosses a new year.
    """
    if first.year != last.year:
        return f"{date_text(first)} to {date_text(last)}"
    span = _month_and_day(first)
    if first.month != last.month:
        span += f" to {_month_and_day(last)}"
    elif first.day != last.day:
        span += f" to {last.day}"
    return span if first.year == this_year else f"{span}, {first.year}"


def _month_and_day(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.day}"
