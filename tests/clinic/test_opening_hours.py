"""Opening hours: what is open when, how it is written, and what an editor is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic.hours_data import hours_data
from clinic.open_moments import is_open_at, next_opening
from clinic.opening_hours import (
    Interval,
    OpeningHours,
    SpecialDays,
    WeeklyInterval,
    intervals_on,
    problems,
    specification_rows,
)

LOS_ANGELES = ZoneInfo("America/Los_Angeles")
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
MINUTE = timedelta(minutes=1)


def weekly_rows(hours: OpeningHours) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the table of the week as it is printed."""
    rows = hours_data(hours, date(2026, 11, 23)).rows
    return tuple((row.days, row.hours) for row in rows)


def special_rows(hours: OpeningHours, today: date) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Return the table of holidays as it is printed."""
    rows = hours_data(hours, today).closures
    return tuple((row.name, row.dates, row.hours) for row in rows)


def interval(text: str) -> Interval:
    """Read "08:30-12:00"."""
    opens, closes = text.split("-")
    return Interval(time.fromisoformat(opens), time.fromisoformat(closes))


def week(**days: str) -> tuple[WeeklyInterval, ...]:
    """Read ``monday="08:00-12:00 13:00-17:00"``."""
    names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    return tuple(
        WeeklyInterval(names.index(name), interval(text))
        for name, texts in days.items()
        for text in texts.split()
    )


def special(name: str, dates: str, intervals: str = "") -> SpecialDays:
    """Read "2026-12-24" or "2026-12-24/2026-12-26"."""
    first, _, last = dates.partition("/")
    return SpecialDays(
        name,
        date.fromisoformat(first),
        date.fromisoformat(last or first),
        tuple(interval(text) for text in intervals.split()),
    )


def clinic_hours(
    *special_days: SpecialDays, time_zone: str = "America/Los_Angeles", **days: str
) -> OpeningHours:
    return OpeningHours(time_zone, week(**days), special_days)


def local(text: str, fold: int = 0, zone: ZoneInfo = LOS_ANGELES) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold)


class TestIntervalsOn:
    def test_come_in_order_without_repeats_or_empty_ones(self) -> None:
        hours = clinic_hours(monday="13:00-17:00 08:00-12:00 08:00-12:00 09:00-09:00")
        assert intervals_on(hours, date(2026, 11, 23)) == (
            interval("08:00-12:00"),
            interval("13:00-17:00"),
        )

    @pytest.mark.parametrize(
        ("day", "expected"),
        [
            (date(2026, 12, 23), (interval("08:00-17:00"),)),
            (date(2026, 12, 24), ()),
            (date(2026, 12, 26), ()),
            (date(2026, 12, 27), ()),
            (date(2026, 12, 31), (interval("09:00-12:00"),)),
        ],
    )
    def test_special_days_win_over_the_week(
        self, day: date, expected: tuple[Interval, ...]
    ) -> None:
        hours = clinic_hours(
            special("Christmas", "2026-12-24/2026-12-26"),
            special("New Year's Eve", "2026-12-31", "09:00-12:00"),
            wednesday="08:00-17:00",
            thursday="08:00-17:00",
            saturday="08:00-17:00",
        )
        assert intervals_on(hours, day) == expected


SPLIT = clinic_hours(monday="10:00-12:00 17:00-19:00")
NIGHT = clinic_hours(
    special("Sunday off", "2026-11-29"), saturday="22:00-02:00", sunday="10:00-12:00"
)
ALL_DAY = clinic_hours(monday="00:00-00:00")
EVENING = clinic_hours(monday="18:00-00:00")
# On 2026-03-08 the clock goes from 2 to 3, on 2026-11-01 from 2 back to 1.
IN_THE_GAP = clinic_hours(sunday="02:30-04:00")
BEFORE_THE_GAP = clinic_hours(sunday="01:00-02:30")
ONLY_THE_GAP = clinic_hours(sunday="02:00-03:00")
IN_THE_FOLD = clinic_hours(sunday="01:15-01:45")
OVER_THE_FOLD = clinic_hours(sunday="00:30-02:00")
AFTER_THE_FOLD = clinic_hours(sunday="02:00-03:00")


class TestIsOpenAt:
    @pytest.mark.parametrize(
        ("hours", "moment", "expected"),
        [
            pytest.param(SPLIT, local("2026-11-23 09:59:59"), False, id="before it opens"),
            pytest.param(SPLIT, local("2026-11-23 10:00"), True, id="on opening"),
            pytest.param(SPLIT, local("2026-11-23 12:00"), False, id="on closing"),
            pytest.param(SPLIT, local("2026-11-23 14:00"), False, id="between the shifts"),
            pytest.param(SPLIT, local("2026-11-23 18:59"), True, id="second shift"),
            pytest.param(SPLIT, local("2026-11-24 10:30"), False, id="another day"),
            pytest.param(
                SPLIT, datetime(2026, 11, 23, 18, 30, tzinfo=UTC), True, id="asked in UTC"
            ),
            pytest.param(
                SPLIT,
                datetime(2026, 11, 24, 3, 30, tzinfo=timezone(timedelta(hours=9))),
                True,
                id="asked from Tokyo, where it is Tuesday",
            ),
            pytest.param(NIGHT, local("2026-11-21 23:59"), True, id="before midnight"),
            pytest.param(NIGHT, local("2026-11-22 01:59"), True, id="after midnight"),
            pytest.param(NIGHT, local("2026-11-22 02:00"), False, id="the night ends"),
            pytest.param(NIGHT, local("2026-11-29 01:00"), True, id="night into a closed day"),
            pytest.param(NIGHT, local("2026-11-29 11:00"), False, id="closed day"),
            pytest.param(ALL_DAY, local("2026-11-23 00:00"), True, id="all day begins"),
            pytest.param(ALL_DAY, local("2026-11-23 23:59:59"), True, id="all day ends"),
            pytest.param(ALL_DAY, local("2026-11-24 00:00"), False, id="day after all day"),
            pytest.param(EVENING, local("2026-11-23 23:59"), True, id="until midnight"),
            pytest.param(EVENING, local("2026-11-24 00:00"), False, id="midnight itself"),
            pytest.param(EVENING, local("2026-11-23 17:59"), False, id="not the afternoon"),
            pytest.param(IN_THE_GAP, local("2026-03-08 01:59:59"), False, id="before the gap"),
            pytest.param(IN_THE_GAP, local("2026-03-08 03:00"), True, id="opens inside the gap"),
            pytest.param(IN_THE_GAP, local("2026-03-08 03:59"), True, id="hours end as usual"),
            pytest.param(BEFORE_THE_GAP, local("2026-03-08 01:59"), True, id="last minute"),
            pytest.param(BEFORE_THE_GAP, local("2026-03-08 03:00"), False, id="closes in the gap"),
            pytest.param(ONLY_THE_GAP, local("2026-03-08 03:00"), False, id="hour that is skipped"),
            pytest.param(ONLY_THE_GAP, local("2026-03-15 02:30"), True, id="a week later"),
            pytest.param(IN_THE_FOLD, local("2026-11-01 01:30"), True, id="first 1:30"),
            pytest.param(IN_THE_FOLD, local("2026-11-01 01:10", 1), False, id="second 1:10"),
            pytest.param(IN_THE_FOLD, local("2026-11-01 01:30", 1), False, id="second 1:30"),
            pytest.param(OVER_THE_FOLD, local("2026-11-01 01:30", 1), True, id="repeated hour"),
            pytest.param(OVER_THE_FOLD, local("2026-11-01 02:00"), False, id="end after fold"),
            pytest.param(AFTER_THE_FOLD, local("2026-11-01 01:59", 1), False, id="still 1:59"),
            pytest.param(AFTER_THE_FOLD, local("2026-11-01 02:00"), True, id="2:00 comes once"),
        ],
    )
    def test_table(self, hours: OpeningHours, moment: datetime, expected: bool) -> None:
        assert is_open_at(hours, moment) is expected
        assert is_open_at(hours, moment.astimezone(UTC)) is expected

    def test_a_clock_put_back_over_midnight_does_not_close_what_has_opened(self) -> None:
        zone = ZoneInfo("America/St_Johns")
        hours = clinic_hours(time_zone="America/St_Johns", sunday="00:00-06:00")
        back_on_saturday = local("2010-11-06 23:30", 1, zone)
        assert is_open_at(hours, back_on_saturday)
        assert not is_open_at(hours, local("2010-11-06 23:30", 0, zone))

    def test_a_naive_moment_is_refused(self) -> None:
        with pytest.raises(ValueError, match="time zone"):
            is_open_at(SPLIT, datetime(2026, 11, 23, 10, 30))  # noqa: DTZ001


class TestNextOpening:
    @pytest.mark.parametrize(
        ("hours", "moment", "expected"),
        [
            pytest.param(SPLIT, "2026-11-23 09:00", "2026-11-23 10:00", id="later today"),
            pytest.param(SPLIT, "2026-11-23 10:00", "2026-11-23 10:00", id="just now"),
            pytest.param(SPLIT, "2026-11-23 11:00", "2026-11-23 17:00", id="open: next shift"),
            pytest.param(SPLIT, "2026-11-23 20:00", "2026-11-30 10:00", id="next week"),
            pytest.param(NIGHT, "2026-11-28 23:00", "2026-12-05 22:00", id="over closed days"),
            pytest.param(
                clinic_hours(monday="08:00-12:00 12:00-17:00"),
                "2026-11-23 08:30",
                "2026-11-30 08:00",
                id="a seam is no opening",
            ),
            pytest.param(
                clinic_hours(monday="08:00-17:00 09:00-10:00"),
                "2026-11-23 08:30",
                "2026-11-30 08:00",
                id="inside longer hours is no opening",
            ),
            pytest.param(IN_THE_GAP, "2026-03-08 01:00", "2026-03-08 03:00", id="in the gap"),
            pytest.param(ONLY_THE_GAP, "2026-03-08 01:00", "2026-03-15 02:00", id="skipped"),
        ],
    )
    def test_table(self, hours: OpeningHours, moment: str, expected: str) -> None:
        opening = next_opening(hours, local(moment).astimezone(UTC))
        assert opening == local(expected)
        assert opening is not None
        assert opening.tzinfo == LOS_ANGELES

    @pytest.mark.parametrize(
        ("hours", "horizon_days"),
        [
            pytest.param(clinic_hours(), 14, id="no hours at all"),
            pytest.param(SPLIT, 6, id="beyond the horizon"),
            pytest.param(clinic_hours(time_zone="UTC"), 0, id="no horizon"),
            pytest.param(
                OpeningHours(
                    "America/Los_Angeles",
                    tuple(WeeklyInterval(day, interval("00:00-00:00")) for day in range(7)),
                ),
                14,
                id="never closed",
            ),
        ],
    )
    def test_is_none(self, hours: OpeningHours, horizon_days: int) -> None:
        moment = local("2026-11-23 20:00")
        assert next_opening(hours, moment, horizon_days=horizon_days) is None

    def test_a_naive_moment_is_refused(self) -> None:
        with pytest.raises(ValueError, match="time zone"):
            next_opening(SPLIT, datetime(2026, 11, 23, 10, 30))  # noqa: DTZ001


# Windows around clocks that change: by an hour, half an hour, and by a whole day.
CHANGES = [
    ("America/Los_Angeles", datetime(2026, 3, 7, 20, tzinfo=UTC)),
    ("America/Los_Angeles", datetime(2026, 10, 31, 20, tzinfo=UTC)),
    ("America/St_Johns", datetime(2010, 11, 6, 12, tzinfo=UTC)),
    ("Australia/Lord_Howe", datetime(2026, 4, 4, 0, tzinfo=UTC)),
    ("Pacific/Apia", datetime(2011, 12, 29, 20, tzinfo=UTC)),
]


@lru_cache
def clock_on_the_wall(zone: str, start: datetime) -> list[tuple[datetime, datetime]]:
    """Walk 30 hours minute by minute: the moment, and the latest that the clock has shown."""
    walked = []
    furthest = datetime.min  # noqa: DTZ901
    moment = start - timedelta(days=1)
    while moment < start + timedelta(hours=30):
        furthest = max(furthest, moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0))
        if moment >= start:
            walked.append((moment, furthest))
        moment += MINUTE
    return walked


def open_minutes(hours: OpeningHours, start: datetime) -> Iterator[tuple[datetime, bool]]:
    """Tell the slow way, for each minute, whether the clock is past opening, not past closing."""
    days = {
        start.date() + timedelta(days=offset): intervals_on(
            hours, start.date() + timedelta(days=offset)
        )
        for offset in range(-3, 5)
    }
    spans = [
        (
            datetime.combine(day, one.opens),
            datetime.combine(day, one.closes) + timedelta(days=one.closes <= one.opens),
        )
        for day, intervals in days.items()
        for one in intervals
    ]
    for moment, shown in clock_on_the_wall(hours.time_zone, start):
        yield moment, any(opens <= shown < closes for opens, closes in spans)


times = st.builds(time, st.integers(0, 23), st.sampled_from([0, 1, 15, 30, 59]))
intervals = st.builds(Interval, times, times)
weekly = st.lists(st.builds(WeeklyInterval, st.integers(0, 6), intervals), max_size=14)


@st.composite
def changing_hours(draw: st.DrawFn) -> tuple[OpeningHours, datetime]:
    zone, start = draw(st.sampled_from(CHANGES))
    first = start.date() + timedelta(days=draw(st.integers(-2, 2)))
    special_days = SpecialDays(
        "Exception",
        first,
        first + timedelta(days=draw(st.integers(-1, 2))),
        tuple(draw(st.lists(intervals, max_size=2))),
    )
    return OpeningHours(zone, tuple(draw(weekly)), (special_days,)), start


class TestAgainstTheSlowReference:
    @settings(max_examples=12, deadline=None)
    @given(changing_hours())
    def test_is_open_at_agrees_minute_by_minute(self, case: tuple[OpeningHours, datetime]) -> None:
        hours, start = case
        wrong = [
            moment
            for moment, expected in open_minutes(hours, start)
            if is_open_at(hours, moment) is not expected
        ]
        assert wrong == []

    @settings(max_examples=25, deadline=None)
    @given(changing_hours())
    def test_next_opening_is_the_first_minute_that_opens(
        self, case: tuple[OpeningHours, datetime]
    ) -> None:
        hours, start = case
        walked = list(open_minutes(hours, start))
        expected = next(
            (
                moment
                for (_, was_open), (moment, is_open) in pairwise(walked)
                if is_open and not was_open
            ),
            None,
        )
        found = next_opening(hours, walked[1][0], horizon_days=3)
        if expected is not None:
            # In UTC: a time that comes twice equals nothing in another zone (PEP 495).
            assert found is not None
            assert found.astimezone(UTC) == expected
        else:
            assert found is None or found > walked[-1][0]


class TestWeeklyRows:
    @pytest.mark.parametrize(
        ("days", "expected"),
        [
            pytest.param({}, (), id="no hours entered"),
            pytest.param(
                {
                    "monday": "08:30-12:00 13:00-17:00",
                    "tuesday": "13:00-17:00 08:30-12:00",
                    "wednesday": "08:30-12:00 13:00-17:00",
                    "thursday": "08:30-12:00 13:00-17:00",
                    "friday": "08:30-12:00",
                },
                (
                    ("Monday to Thursday", ("8:30 am to noon", "1 pm to 5 pm")),
                    ("Friday", ("8:30 am to noon",)),
                    ("Saturday and Sunday", ()),
                ),
                id="split shifts, grouped",
            ),
            pytest.param(
                dict.fromkeys(
                    (
                        "monday",
                        "tuesday",
                        "wednesday",
                        "thursday",
                        "friday",
                        "saturday",
                        "sunday",
                    ),
                    "00:00-00:00",
                ),
                (("Every day", ("open 24 hours",)),),
                id="around the clock",
            ),
            pytest.param(
                {"tuesday": "00:05-12:45", "sunday": "18:00-00:00"},
                (
                    ("Monday", ()),
                    ("Tuesday", ("12:05 am to 12:45 pm",)),
                    ("Wednesday to Saturday", ()),
                    ("Sunday", ("6 pm to midnight",)),
                ),
                id="closed days between",
            ),
        ],
    )
    def test_table(
        self, days: dict[str, str], expected: tuple[tuple[str, tuple[str, ...]], ...]
    ) -> None:
        assert weekly_rows(clinic_hours(**days)) == expected


class TestSpecialRows:
    today = date(2026, 11, 22)

    @pytest.mark.parametrize(
        ("dates", "written"),
        [
            ("2026-11-26", "November 26"),
            ("2026-12-24/2026-12-26", "December 24 to 26"),
            ("2026-11-30/2026-12-02", "November 30 to December 2"),
            ("2026-11-20/2026-11-22", "November 20 to 22"),
            ("2027-01-01", "January 1, 2027"),
            ("2027-01-04/2027-01-08", "January 4 to 8, 2027"),
            ("2026-12-31/2027-01-02", "December 31, 2026 to January 2, 2027"),
        ],
    )
    def test_dates_are_written_as_people_say_them(self, dates: str, written: str) -> None:
        hours = clinic_hours(special("Holiday", dates))
        assert special_rows(hours, self.today) == (("Holiday", written, ()),)

    @pytest.mark.parametrize(
        "dates",
        [
            pytest.param("2026-11-20/2026-11-21", id="past"),
            pytest.param("2027-01-22", id="too far ahead"),
            pytest.param("2026-12-26/2026-12-24", id="the wrong way round"),
        ],
    )
    def test_others_are_left_out(self, dates: str) -> None:
        assert special_rows(clinic_hours(special("Holiday", dates)), self.today) == ()

    def test_come_by_date_with_their_hours(self) -> None:
        hours = clinic_hours(
            special("Eve", "2026-12-24", "13:00-15:00 09:00-12:00"),
            special("Thanksgiving", "2026-11-26"),
        )
        assert special_rows(hours, self.today) == (
            ("Thanksgiving", "November 26", ()),
            ("Eve", "December 24", ("9 am to noon", "1 pm to 3 pm")),
        )


class TestSpecificationRows:
    def test_a_split_shift_stays_two_intervals(self) -> None:
        rows = specification_rows(SPLIT, date(2026, 11, 22))
        assert [(row["opens"], row["closes"]) for row in rows] == [
            ("10:00:00", "12:00:00"),
            ("17:00:00", "19:00:00"),
        ]

    def test_days_with_the_same_interval_share_a_node(self) -> None:
        hours = clinic_hours(
            monday="08:30-12:00", wednesday="08:30-12:00 22:00-02:00", tuesday="00:00-00:00"
        )
        assert specification_rows(hours, date(2026, 11, 22)) == [
            {
                "@type": "OpeningHoursSpecification",
                "dayOfWeek": ["https://schema.org/Monday", "https://schema.org/Wednesday"],
                "opens": "08:30:00",
                "closes": "12:00:00",
            },
            {
                "@type": "OpeningHoursSpecification",
                "dayOfWeek": ["https://schema.org/Tuesday"],
                "opens": "00:00:00",
                "closes": "23:59:00",
            },
            {
                "@type": "OpeningHoursSpecification",
                "dayOfWeek": ["https://schema.org/Wednesday"],
                "opens": "22:00:00",
                "closes": "02:00:00",
            },
        ]

    def test_special_days_carry_their_validity_and_are_those_that_visitors_read(self) -> None:
        hours = clinic_hours(
            special("Eve", "2026-12-24", "09:00-12:00 13:00-15:00"),
            special("Thanksgiving", "2026-11-26/2026-11-27"),
            special("Veterans Day", "2026-11-11"),
            special("Presidents' Day", "2027-02-15"),
        )
        closed = {"opens": "00:00:00", "closes": "00:00:00"}
        eve = {"validFrom": "2026-12-24", "validThrough": "2026-12-24"}
        rows = specification_rows(hours, date(2026, 11, 27))
        assert {row.pop("@type") for row in rows} == {"OpeningHoursSpecification"}
        assert rows == [
            {**closed, "validFrom": "2026-11-26", "validThrough": "2026-11-27"},
            {"opens": "09:00:00", "closes": "12:00:00", **eve},
            {"opens": "13:00:00", "closes": "15:00:00", **eve},
        ]


class TestProblems:
    @pytest.mark.parametrize(
        "hours",
        [
            pytest.param(clinic_hours(), id="nothing entered"),
            pytest.param(clinic_hours(monday="08:00-12:00 12:00-17:00"), id="a seam"),
            pytest.param(clinic_hours(monday="18:00-00:00", tuesday="00:00-06:00"), id="midnight"),
            pytest.param(clinic_hours(sunday="22:00-02:00", monday="02:00-04:00"), id="night"),
            pytest.param(
                clinic_hours(
                    special("One", "2026-12-24"), special("Two", "2026-12-25", "00:00-00:00")
                ),
                id="special days side by side",
            ),
            pytest.param(
                clinic_hours(special("Always", "0001-01-01/9999-12-31", "09:00-17:00")),
                id="the whole calendar",
            ),
        ],
    )
    def test_sound_hours_have_none(self, hours: OpeningHours) -> None:
        assert problems(hours) == []

    @pytest.mark.parametrize(
        ("hours", "expected"),
        [
            (
                clinic_hours(time_zone="America/Los_Angles"),
                ['"America/Los_Angles" is not a time zone. Use a name like America/Los_Angeles.'],
            ),
            (
                clinic_hours(time_zone="../etc/passwd"),
                ['"../etc/passwd" is not a time zone. Use a name like America/Los_Angeles.'],
            ),
            (
                clinic_hours(time_zone=""),
                ['"" is not a time zone. Use a name like America/Los_Angeles.'],
            ),
            (
                clinic_hours(monday="11:00-17:00 08:00-12:00"),
                ["Monday: the hours 8 am to noon and 11 am to 5 pm overlap."],
            ),
            (
                clinic_hours(monday="08:00-12:00 08:00-12:00"),
                ["Monday: the hours 8 am to noon and 8 am to noon overlap."],
            ),
            (
                clinic_hours(friday="20:00-02:00 23:00-23:30"),
                ["Friday: the hours 8 pm to 2 am and 11 pm to 11:30 pm overlap."],
            ),
            (
                clinic_hours(tuesday="09:00-09:00"),
                ["Tuesday: opens and closes at 9 am. Enter two times."],
            ),
            (
                clinic_hours(sunday="22:00-02:00", monday="01:00-04:00"),
                ["Sunday: the hours 10 pm to 2 am run into 1 am to 4 am on Monday."],
            ),
            (
                clinic_hours(special("Trip", "2026-12-26/2026-12-24")),
                ['"Trip" ends on December 24, 2026, before it begins on December 26, 2026.'],
            ),
            (
                clinic_hours(
                    special("Break", "2026-12-20/2026-12-26"), special("Eve", "2026-12-24")
                ),
                ['"Break" and "Eve" both cover December 24, 2026. Keep one.'],
            ),
            (
                clinic_hours(special("Eve", "2026-12-24", "09:00-12:00 11:00-13:00 15:00-15:00")),
                [
                    '"Eve": opens and closes at 3 pm. Enter two times.',
                    '"Eve": the hours 9 am to noon and 11 am to 1 pm overlap.',
                ],
            ),
            (
                clinic_hours(
                    special("Holiday", "2026-11-26", "01:00-05:00"), wednesday="20:00-02:00"
                ),
                [
                    "Wednesday, November 25, 2026: the hours 8 pm to 2 am run into 1 am to 5 am "
                    "on Thursday, November 26, 2026."
                ],
            ),
            (
                clinic_hours(
                    special("Holiday", "2026-11-26/2026-11-27", "20:00-09:00"),
                    saturday="08:00-12:00",
                ),
                [
                    "Friday, November 27, 2026: the hours 8 pm to 9 am run into 8 am to noon "
                    "on Saturday, November 28, 2026."
                ],
            ),
            (
                clinic_hours(special("Event", "2026-11-26/2026-11-27", "08:00-09:00 20:00-08:30")),
                [
                    "Thursday, November 26, 2026: the hours 8 pm to 8:30 am run into 8 am to 9 am "
                    "on Friday, November 27, 2026."
                ],
            ),
        ],
    )
    def test_each_is_told_in_a_sentence_that_names_the_day(
        self, hours: OpeningHours, expected: list[str]
    ) -> None:
        assert problems(hours) == expected
