"""Whether the clinic is open, as a visitor's browser works it out from the page alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Page

from clinic.hours_data import hours_data
from clinic.open_moments import HORIZON_DAYS, coming_spans, is_open_at, next_opening
from clinic.opening_hours import (
    Interval,
    OpeningHours,
    SpecialDays,
    WeeklyInterval,
)
from clinic.opening_hours_text import MONTHS, WEEKDAYS, time_text

SCRIPT = Path("static/js/site.js")
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def week(*texts: str) -> tuple[WeeklyInterval, ...]:
    """Read one text for each day from Monday on, such as ``"08:30-12:00 13:00-17:00"``."""
    return tuple(
        WeeklyInterval(weekday, Interval(*map(time.fromisoformat, span.split("-"))))
        for weekday, text in enumerate(texts)
        for span in text.split()
    )


OFFICE = week(*["08:30-12:00 13:00-17:00"] * 4, "08:30-12:00")
NIGHTS = week(*["18:00-02:30"] * 7)
ALWAYS = week(*["00:00-00:00"] * 7)
SHORT_EVE = (Interval(time(8, 30), time(12)),)
# Pages made on a day, and hours. The clock is put forward on March 8 and back on November 1 in
# California, on March 29 in London; on Lord Howe Island by half an hour, on April 5.
CASES = {
    "a split shift": ("America/Los_Angeles", "2026-11-17", OFFICE, ()),
    "past midnight": ("America/Los_Angeles", "2026-11-17", NIGHTS, ()),
    "around the clock": ("America/Los_Angeles", "2026-11-17", ALWAYS, ()),
    "a holiday": (
        "America/Los_Angeles",
        "2026-11-25",
        OFFICE,
        (SpecialDays("Thanksgiving & more", date(2026, 11, 26), date(2026, 11, 27)),),
    ),
    "a short day": (
        "America/Los_Angeles",
        "2026-12-23",
        OFFICE,
        (
            SpecialDays("Christmas Eve", date(2026, 12, 24), date(2026, 12, 24), SHORT_EVE),
            SpecialDays("Winter break", date(2026, 12, 25), date(2027, 1, 9)),
        ),
    ),
    "the clock put forward": ("America/Los_Angeles", "2026-03-07", NIGHTS, ()),
    "the clock put back": ("America/Los_Angeles", "2026-10-31", NIGHTS, ()),
    "another zone": ("Europe/London", "2026-03-28", week(*["00:30-01:30 09:00-17:00"] * 7), ()),
    "half an hour": ("Australia/Lord_Howe", "2026-04-04", week(*["01:15-01:45"] * 7), ()),
    "closed for long": (
        "America/Los_Angeles",
        "2026-07-01",
        OFFICE,
        (SpecialDays("Renovation", date(2026, 7, 1), date(2026, 8, 30)),),
    ),
}


# What stands in the line at each of some moments, in milliseconds since 1970.
SAYS = """(moments) => moments.map((moment) => {
  Date.now = () => moment;
  document.dispatchEvent(new Event("visibilitychange"));
  const line = document.querySelector(".hours__now");
  return line.hidden ? "hidden" : line.textContent;
})"""


def expected(hours: OpeningHours, moment: datetime, visitor: ZoneInfo) -> str:
    """Say what the clinic would answer, from the rules that the server goes by."""
    zone = ZoneInfo(hours.time_zone)
    there = moment.astimezone(zone)
    special = next((days for days in hours.special if days.covers(there.date())), None)
    opening = next_opening(hours, moment, horizon_days=20)
    opens = f"Opens {day_name(opening, there)} at {time_text(opening.time())}." if opening else ""
    says = []
    if is_open_at(hours, moment):
        # Everything here opens and closes on a quarter of an hour.
        quarter = moment.astimezone(UTC).replace(minute=moment.minute // 15 * 15, second=0)
        quarters = (quarter + number * 15 * MINUTE for number in range(1, 97))
        closes = next((each for each in quarters if not is_open_at(hours, each)), None)
        words = closes and time_text(closes.astimezone(zone).time())
        says.append(f"Open now, until {words}." if words else "Open now.")
    elif special and not special.intervals:
        says = [f"Closed today: {special.name}.", opens]
    else:
        says = ["Closed now.", opens]
    if special and (special.intervals or is_open_at(hours, moment)):
        says.append(f"Other hours today: {special.name}.")
    if there.utcoffset() != moment.astimezone(visitor).utcoffset():
        says.append("Times are those at the clinic.")
    return " ".join(filter(None, says))


def day_name(opening: datetime, there: datetime) -> str:
    days = (opening.date() - there.date()).days
    if days < 2:
        return ("today", "tomorrow")[days]
    name = WEEKDAYS[opening.weekday()]
    return name if days < 7 else f"{name}, {MONTHS[opening.month - 1]} {opening.day}"


def moments(hours: OpeningHours, today: date) -> Iterator[datetime]:
    """Yield moments of three days: every edge, the minute before, and some in between."""
    zone = ZoneInfo(hours.time_zone)
    first = datetime.combine(today, time(), zone).astimezone(UTC)
    for start, end in coming_spans(hours, today, horizon_days=4):
        for edge in (start.astimezone(UTC), end.astimezone(UTC)):
            if edge - MINUTE >= first:
                yield from (edge - MINUTE, edge)
    for day in range(4):
        midnight = datetime.combine(today + day * DAY, time(), zone).astimezone(UTC)
        yield from (midnight + 30 * MINUTE, midnight + DAY - MINUTE)
    yield from (first + number * 97 * MINUTE for number in range(45))


@pytest.fixture
def visitor_page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(timezone_id=request.param)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    ("case", "visitor_page"),
    [
        *((case, "Asia/Tokyo") for case in CASES),
        ("a split shift", "America/Los_Angeles"),
        ("the clock put back", "America/Los_Angeles"),
    ],
    indirect=["visitor_page"],
)
def test_the_browser_says_what_the_rules_say(
    visitor_page: Page, request: pytest.FixtureRequest, case: str
) -> None:
    zone, day, weekly, special = CASES[case]
    hours, today = OpeningHours(zone, weekly, special), date.fromisoformat(day)
    html = render_to_string("components/hours.html", {"hours": hours_data(hours, today)})
    visitor = ZoneInfo(request.node.callspec.params["visitor_page"])
    visitor_page.set_content(f'<html lang="en"><body>{html}</body></html>')
    visitor_page.add_script_tag(path=SCRIPT)
    asked = list(moments(hours, today))
    shown = visitor_page.evaluate(SAYS, [moment.timestamp() * 1000 for moment in asked])
    wanted = [expected(hours, moment, visitor) for moment in asked]
    wrong = [
        (str(moment), said, right)
        for moment, said, right in zip(asked, shown, wanted, strict=True)
        if said != right
    ]
    assert wrong == []


@pytest.mark.parametrize("visitor_page", ["Asia/Tokyo"], indirect=True)
def test_today_is_marked_at_the_clinic_and_an_old_page_says_nothing(visitor_page: Page) -> None:
    zone, day, weekly, special = CASES["a holiday"]
    hours, today = OpeningHours(zone, weekly, special), date.fromisoformat(day)
    html = render_to_string("components/hours.html", {"hours": hours_data(hours, today)})
    visitor_page.set_content(f'<html lang="en"><body>{html}</body></html>')
    marks = visitor_page.locator(".hours__is-today")
    line = visitor_page.locator(".hours__now")
    # Without the script there is the table, and no claim about now.
    assert marks.count() == 0
    assert not line.is_visible()
    visitor_page.clock.install(time="2026-11-25T20:00:00Z")
    visitor_page.add_script_tag(path=SCRIPT)
    # Wednesday noon in California is Thursday in Tokyo.
    assert "Monday to Thursday" in marks.inner_text()
    assert marks.get_by_text("Today").is_visible()
    # The minutes pass, and the line follows without a click. It is Thursday, a holiday, at last.
    visitor_page.clock.fast_forward(12 * 3600 * 1000)
    visitor_page.clock.run_for(60_000)
    assert "Thanksgiving & more" in marks.inner_text()
    closed = "Closed today: Thanksgiving & more. Opens Monday at 8:30 am."
    assert line.inner_text().startswith(closed)
    known_until = datetime.combine(today + HORIZON_DAYS * DAY, time(), ZoneInfo(zone))
    for moment, said in ((known_until - MINUTE, "Closed now."), (known_until, "hidden")):
        [shown] = visitor_page.evaluate(SAYS, [moment.timestamp() * 1000])
        assert shown.startswith(said)
