from __future__ import annotations

from datetime import date

import pytest

from home.demo.content_files import read_content
from home.demo.dates import HOLIDAYS, checked_date, last_valid_date, next_holiday


@pytest.mark.parametrize(
    ("rule", "today", "holiday"),
    [
        ("new-year", date(2026, 11, 22), date(2027, 1, 1)),
        ("new-year", date(2027, 1, 1), date(2027, 1, 1)),
        ("memorial-day", date(2026, 1, 1), date(2026, 5, 25)),
        ("memorial-day", date(2027, 1, 1), date(2027, 5, 31)),
        ("independence-day", date(2026, 7, 5), date(2027, 7, 4)),
        ("labor-day", date(2026, 1, 1), date(2026, 9, 7)),
        ("labor-day", date(2025, 1, 1), date(2025, 9, 1)),
        ("thanksgiving", date(2026, 11, 22), date(2026, 11, 26)),
        ("thanksgiving", date(2026, 11, 27), date(2027, 11, 25)),
        ("thanksgiving", date(2029, 11, 1), date(2029, 11, 22)),
        ("christmas-eve", date(2026, 12, 25), date(2027, 12, 24)),
        ("christmas", date(2026, 12, 25), date(2026, 12, 25)),
    ],
)
def test_the_next_holiday_is_today_or_later(rule: str, today: date, holiday: date) -> None:
    assert next_holiday(rule, today) == holiday


def test_the_copy_closes_on_holidays_that_have_a_rule() -> None:
    assert {closure["rule"] for closure in read_content("clinic")["closures"]} <= set(HOLIDAYS)


@pytest.mark.parametrize(
    ("checked", "expected"),
    [("load-day", date(2028, 3, 1)), (0, date(2028, 3, 1)), (21, date(2028, 2, 9))],
)
def test_a_source_was_read_on_or_before_the_day_of_loading(
    checked: int | str, expected: date
) -> None:
    assert checked_date(checked, date(2028, 3, 1)) == expected


@pytest.mark.parametrize(("days", "expected"), [(None, None), (365, date(2028, 2, 29))])
def test_a_fact_holds_for_so_many_days_after_it_was_checked(
    days: int | None, expected: date | None
) -> None:
    assert last_valid_date(days, date(2027, 3, 1)) == expected
