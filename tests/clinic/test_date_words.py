"""Hours and dates in other words than English ones, which ``test_opening_hours`` holds."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from datetime import date, time

import pytest

from clinic.date_words import ENGLISH, SPANISH, WORDS, DateWords, words_of
from clinic.hours_data import hours_data
from clinic.opening_hours import Interval, OpeningHours, SpecialDays, WeeklyInterval
from clinic.opening_hours_text import (
    date_text,
    dates_text,
    interval_text,
    weekday_and_date_text,
    weekdays_text,
)

THANKSGIVING = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        (date(2026, 11, 26), date(2026, 11, 26), "26 de noviembre"),
        (date(2026, 12, 24), date(2026, 12, 26), "del 24 al 26 de diciembre"),
        (date(2026, 11, 30), date(2026, 12, 2), "del 30 de noviembre al 2 de diciembre"),
        (date(2027, 1, 1), date(2027, 1, 1), "1 de enero de 2027"),
        (date(2027, 1, 1), date(2027, 1, 3), "del 1 al 3 de enero de 2027"),
        (
            date(2026, 12, 30),
            date(2027, 1, 2),
            "del 30 de diciembre de 2026 al 2 de enero de 2027",
        ),
    ],
)
def test_dates_are_written_in_spanish(first: date, last: date, written: str) -> None:
    assert dates_text(first, last, SPANISH, this_year=2026) == written


def test_days_and_hours_are_written_in_spanish() -> None:
    assert date_text(THANKSGIVING, SPANISH) == "26 de noviembre de 2026"
    assert weekday_and_date_text(THANKSGIVING, SPANISH) == "jueves, 26 de noviembre de 2026"
    assert weekdays_text(2, 2, SPANISH) == "Miércoles"
    assert weekdays_text(5, 6, SPANISH) == "Sábado y domingo"
    assert weekdays_text(0, 3, SPANISH) == "Lunes a jueves"
    assert weekdays_text(0, 6, SPANISH) == "Todos los días"
    assert interval_text(time(8, 30), time(12), SPANISH) == "8:30 a.\xa0m. a mediodía"
    assert interval_text(time(17), time(0), SPANISH) == "5 p.\xa0m. a medianoche"
    assert interval_text(time(0), time(0), SPANISH) == "abierto las 24 horas"


def test_the_tables_of_a_page_have_no_english_word_left() -> None:
    hours = OpeningHours(
        time_zone="America/Los_Angeles",
        weekly=tuple(WeeklyInterval(day, Interval(time(8), time(12))) for day in range(5)),
        special=(
            SpecialDays("Puente", THANKSGIVING, THANKSGIVING, (Interval(time(9), time(13)),)),
        ),
    )
    data = hours_data(hours, date(2026, 11, 2), SPANISH)
    assert [(row.days, row.hours) for row in data.rows] == [
        ("Lunes a viernes", ("8 a.\xa0m. a mediodía",)),
        ("Sábado y domingo", ()),
    ]
    assert [(row.dates, row.hours) for row in data.closures] == [
        ("26 de noviembre", ("9 a.\xa0m. a 1 p.\xa0m.",))
    ]
    assert json.loads(data.spans)[0][2:] == ["8 a.\xa0m.", "mediodía"]


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_each_language_has_every_word_and_each_pattern_all_of_its_gaps(words: DateWords) -> None:
    assert (len(set(words.weekdays)), len(set(words.months))) == (7, 12)
    for field in fields(DateWords):
        own, english = getattr(words, field.name), getattr(ENGLISH, field.name)
        assert all(own), field.name
        if isinstance(own, str):
            assert sorted(re.findall(r"\{\w+\}", own)) == sorted(re.findall(r"\{\w+\}", english))


def test_a_country_changes_nothing_and_a_language_without_words_reads_english() -> None:
    assert words_of("es") is words_of("es-MX") is SPANISH
    assert words_of("en-us") is words_of("") is words_of("de") is ENGLISH
