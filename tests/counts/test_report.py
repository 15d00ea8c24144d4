"""The report "What works where"."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from counts.models import DailyCount
from counts.sums import Period, chart_points, rate, views_a_day, with_sums
from tests.factories import SmallSite

# Eight weeks that are alike, and one without a visit.
LINE_OF_WEEKS = " ".join([*(f"{week * 12.5:.1f},0.0" for week in range(8)), "100.0,10.0"])
REPORT = "/admin/reports/what-works-where/"


def store(page: Page, kind: str, count: int, *, days_ago: int = 0) -> None:
    day = timezone.localdate() - timedelta(days=days_ago)
    DailyCount.objects.create(page_id=page.pk, kind=kind, count=count, day=day)


def rows(client: Client, address: str = REPORT) -> dict[str, list[str]]:
    """Return what each row prints, by the title of its page."""
    page = BeautifulSoup(client.get(address).content, "html.parser")
    table = [
        [" ".join(cell.get_text(" ").split()) for cell in row.find_all("td")]
        for row in page.select("table.listing tbody tr")
    ]
    return {row[0]: row[1:] for row in table}


@pytest.mark.parametrize(
    ("acts", "views", "expected"),
    [(0, 30, 0.0), (3, 30, 10.0), (3, 29, None), (0, 0, None), (40, 30, 100.0)],
)
def test_a_rate_needs_enough_views(acts: int, views: int, expected: float | None) -> None:
    assert rate(acts, views) == expected


def test_a_period_holds_its_first_and_last_day() -> None:
    period = Period.ending(date(2026, 11, 27), days=7)
    assert (period.first, period.last, period.days) == (date(2026, 11, 21), date(2026, 11, 27), 7)


@pytest.mark.parametrize(
    ("values", "points"),
    [
        ([0, 0, 0], "0.0,10.0 50.0,10.0 100.0,10.0"),
        ([1, 2, 0], "0.0,5.0 50.0,0.0 100.0,10.0"),
        ([4], "0.0,0.0"),
        ([], ""),
        (
            [1] * 63,
            "0.0,0.0 12.5,0.0 25.0,0.0 37.5,0.0 50.0,0.0 62.5,0.0 75.0,0.0 87.5,0.0 100.0,0.0",
        ),
    ],
)
def test_a_line_is_drawn_through_the_days_or_weeks(values: list[int], points: str) -> None:
    assert chart_points(values, width=100, height=10) == points


@pytest.mark.django_db
class TestTheReport:
    def test_it_adds_up_the_days_of_the_period(self, site: SmallSite, admin_client: Client) -> None:
        page = site.faq_page
        store(page, "view", 50)
        store(page, "view", 10, days_ago=29)
        store(page, "view", 1000, days_ago=30)
        store(page, "call", 3)
        store(page, "directions", 1, days_ago=8)
        store(page, "appointment", 2, days_ago=6)
        shown = rows(admin_client)[page.title]
        assert shown == ["60", "", "3 5.0 in 100", "1 1.7 in 100", "2 3.3 in 100"]
        week = rows(admin_client, f"{REPORT}?days=7")[page.title]
        assert week == ["50", "", "3 6.0 in 100", "0 0.0 in 100", "2 4.0 in 100"]
        year = rows(admin_client, f"{REPORT}?days=365")[page.title]
        assert year[0] == "1,060"

    def test_few_views_have_no_rate_and_unread_pages_are_there(
        self, site: SmallSite, admin_client: Client
    ) -> None:
        store(site.faq_page, "view", 29)
        store(site.faq_page, "call", 2)
        shown = rows(admin_client)
        assert shown[site.faq_page.title] == ["29", "", "2", "0", "0"]
        assert ["0", "", "0", "0", "0"] in shown.values()

    def test_it_is_sorted_and_has_files(self, site: SmallSite, admin_client: Client) -> None:
        store(site.faq_page, "view", 5)
        assert next(iter(rows(admin_client))) == site.faq_page.title
        assert next(iter(rows(admin_client, f"{REPORT}?ordering=views"))) != site.faq_page.title
        answer = admin_client.get(f"{REPORT}?export=csv")
        lines = b"".join(answer.streaming_content).decode().splitlines()
        assert lines[0] == "Page,Address,Views,Calls,Directions,Appointments"
        assert lines[1].endswith(",5,0,0,0")
        assert site.faq_page.full_url in lines[1]

    @pytest.mark.parametrize("days", ["0", "-1", "abc", "9999999999999", ""])
    def test_a_period_that_there_is_not_is_the_usual_one(
        self, site: SmallSite, admin_client: Client, days: str
    ) -> None:
        store(site.faq_page, "view", 7)
        response = admin_client.get(REPORT, {"days": days})
        assert response.status_code == 200

    def test_it_asks_the_same_for_one_page_and_for_thirty(
        self, site: SmallSite, admin_client: Client
    ) -> None:
        def queries() -> int:
            admin_client.get(REPORT)
            with CaptureQueriesContext(connection) as asked:
                admin_client.get(REPORT)
            return len(asked)

        few = queries()
        for page in Page.objects.filter(depth__gt=1):
            store(page, "view", 3)
        assert queries() == few

    def test_it_says_when_nothing_is_counted(
        self, site: SmallSite, admin_client: Client, settings: Any
    ) -> None:
        assert "switched off" not in admin_client.get(REPORT).content.decode()
        settings.COUNT_VISITS = False
        assert "switched off" in admin_client.get(REPORT).content.decode()


@pytest.mark.django_db
def test_sums_and_days_hold_what_was_stored(site: SmallSite) -> None:
    store(site.faq_page, "view", 4, days_ago=1)
    store(site.faq_page, "call", 9)
    period = Period.ending(timezone.localdate(), days=3)
    page = with_sums(Page.objects.filter(pk=site.faq_page.pk), period).get()
    assert (page.views, page.calls, page.directions, page.appointments) == (4, 9, 0, 0)
    assert views_a_day([page.pk], period) == {page.pk: [0, 4, 0]}
