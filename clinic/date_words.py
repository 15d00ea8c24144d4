"""The words in which hours and dates are written, one table a language.

Not Django's translations: whoever uses them is pure, and so a sentence of a table is whole.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class DateWords:
    """How one language writes times of day, spans of weekdays and dates.

    ``weekdays`` run from Monday, ``months`` from January. What has braces is a pattern.
    ``days_of_month`` is a span within one month, ``span`` any other.
    """

    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    noon: str
    midnight: str
    morning: str
    afternoon: str
    open_all_day: str
    interval: str
    every_day: str
    two_days: str
    weekday_span: str
    month_and_day: str
    with_year: str
    with_weekday: str
    span: str
    days_of_month: str


ENGLISH = DateWords(
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    months=(
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
    ),
    noon="noon",
    midnight="midnight",
    morning="am",
    afternoon="pm",
    open_all_day="open 24 hours",
    interval="{opens} to {closes}",
    every_day="Every day",
    two_days="{first} and {last}",
    weekday_span="{first} to {last}",
    month_and_day="{month} {day}",
    with_year="{date}, {year}",
    with_weekday="{weekday}, {date}",
    span="{first} to {last}",
    days_of_month="{month} {first} to {last}",
)

# As the Royal Spanish Academy writes them: days and months small, "a. m." with a fixed space
# (Ortografía de la lengua española, 2010). What begins a line gets its large letter later.
SPANISH = DateWords(
    weekdays=("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    months=(
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ),
    noon="mediodía",
    midnight="medianoche",
    morning="a.\N{NO-BREAK SPACE}m.",
    afternoon="p.\N{NO-BREAK SPACE}m.",
    open_all_day="abierto las 24 horas",
    interval="{opens} a {closes}",
    every_day="Todos los días",
    two_days="{first} y {last}",
    weekday_span="{first} a {last}",
    month_and_day="{day} de {month}",
    with_year="{date} de {year}",
    with_weekday="{weekday}, {date}",
    span="del {first} al {last}",
    days_of_month="del {first} al {last} de {month}",
)

WORDS = {"en": ENGLISH, "es": SPANISH}


def words_of(language: str) -> DateWords:
    """Return the words of a language like "es" or "es-mx"; English where there are none."""
    return WORDS.get(language.partition("-")[0].lower(), ENGLISH)
