"""How times of day, spans of weekdays and dates are written for visitors and editors.

The examples are English, which stands in where no other words are given.
"""

from __future__ import annotations

from datetime import date, time

from clinic.date_words import ENGLISH, DateWords

# Not strftime("%B"): that depends on the locale of the server.
WEEKDAYS, MONTHS = ENGLISH.weekdays, ENGLISH.months


def time_text(moment: time, words: DateWords = ENGLISH) -> str:
    """Return "8:30 am", "5 pm", "noon" or "midnight"; seconds are not written."""
    if moment.minute == 0 and moment.hour in (0, 12):
        return words.noon if moment.hour else words.midnight
    hour = moment.hour % 12 or 12
    minute = f":{moment.minute:02}" if moment.minute else ""
    return f"{hour}{minute} {words.morning if moment.hour < 12 else words.afternoon}"


def interval_text(opens: time, closes: time, words: DateWords = ENGLISH) -> str:
    """Return "8:30 am to noon"; midnight to midnight is "open 24 hours"."""
    if opens == closes == time(0):
        return words.open_all_day
    return words.interval.format(opens=time_text(opens, words), closes=time_text(closes, words))


def weekdays_text(first: int, last: int, words: DateWords = ENGLISH) -> str:
    """Return "Friday", "Saturday and Sunday", "Monday to Thursday" or "Every day".

    ``first`` and ``last`` count from 0, Monday, and are both included. It begins a line, so its
    first letter is a large one.
    """
    if (first, last) == (0, 6):
        return words.every_day
    text = words.weekdays[first]
    if first != last:
        pattern = words.two_days if last == first + 1 else words.weekday_span
        text = pattern.format(first=text, last=words.weekdays[last])
    return text[0].upper() + text[1:]


def date_text(day: date, words: DateWords = ENGLISH) -> str:
    """Return "November 26, 2026"."""
    return words.with_year.format(date=_month_and_day(day, words), year=day.year)


def weekday_and_date_text(day: date, words: DateWords = ENGLISH) -> str:
    """Return "Thursday, November 26, 2026"."""
    weekday = words.weekdays[day.weekday()]
    return words.with_weekday.format(weekday=weekday, date=date_text(day, words))


def dates_text(first: date, last: date, words: DateWords = ENGLISH, *, this_year: int) -> str:
    """Return "November 26", "December 24 to 26" or "November 30 to December 2".

    The year is added where it is not ``this_year``, and always where the span crosses a new year.
    """
    if first.year != last.year:
        return words.span.format(first=date_text(first, words), last=date_text(last, words))
    span = _month_and_day(first, words)
    if first.month != last.month:
        span = words.span.format(first=span, last=_month_and_day(last, words))
    elif first.day != last.day:
        month = words.months[first.month - 1]
        span = words.days_of_month.format(month=month, first=first.day, last=last.day)
    return span if first.year == this_year else words.with_year.format(date=span, year=first.year)


def _month_and_day(day: date, words: DateWords) -> str:
    return words.month_and_day.format(month=words.months[day.month - 1], day=day.day)
