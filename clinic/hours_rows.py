"""From the rows that an editor fills in to the rules of opening hours."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time

from clinic.opening_hours import Interval, SpecialDays

SpecialDaysRow = tuple[str, date, date, time | None, time | None]


def special_days_from_rows(rows: Iterable[SpecialDaysRow]) -> tuple[SpecialDays, ...]:
    """Return special days, ordered by date; rows that share name and dates become one entry.

    Each row is (name, first date, last date, opens, closes); without times the days are closed.
    """
    grouped: dict[tuple[date, date, str], list[tuple[time, time]]] = {}
    for name, first_date, last_date, opens, closes in rows:
        times = grouped.setdefault((first_date, last_date, name), [])
        if opens is not None and closes is not None:
            times.append((opens, closes))
    return tuple(
        SpecialDays(
            name=name,
            first_date=first_date,
            last_date=last_date,
            intervals=tuple(
                Interval(opens=opens, closes=closes) for opens, closes in sorted(times)
            ),
        )
        for (first_date, last_date, name), times in sorted(grouped.items())
    )
