"""Counting visits: what is kept, and who is left out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from counts.due_work import forget_counts
from counts.models import DailyCount
from counts.services.counting import KEPT_DAYS, count_visit
from counts.visitors import asks_not_to_be_counted, is_robot
from tests.factories import SmallSite

BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0"


class Reader(Client):
    """Somebody's browser, which tells what was done on a page."""

    def tell(self, message: str | bytes, **headers: str) -> int:
        sent = {"Origin": "http://testserver", "User-Agent": BROWSER} | headers
        response = self.post("/count/", message, content_type="text/plain", headers=sent)
        assert not response.cookies
        return response.status_code


def asked_of_pages_and_counts(queries: CaptureQueriesContext) -> list[str]:
    """Return the queries of the counting itself; the launch switch asks for every request."""
    tables = ('FROM "wagtailcore_page"', '"counts_dailycount"')
    asked = [query["sql"] for query in queries]
    return [sql.split()[0] for sql in asked if any(table in sql for table in tables)]


def counted() -> dict[str, int]:
    return dict(DailyCount.objects.order_by("kind").values_list("kind", "count"))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (BROWSER, False),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1", False),
        ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", True),
        ("Mozilla/5.0 (compatible; bingbot/2.0)", True),
        ("Mozilla/5.0 ... HeadlessChrome/150.0", True),
        ("GPTBot/1.2", True),
        ("facebookexternalhit/1.1", True),
        ("curl/8.5", True),
        ("python-requests/2.32", True),
        ("  ", True),
    ],
)
def test_programs_that_name_themselves_are_robots(name: str, expected: bool) -> None:
    assert is_robot(name) is expected


@pytest.mark.parametrize(
    ("headers", "expected"),
    [({}, False), ({"DNT": "0"}, False), ({"DNT": "1"}, True), ({"Sec-GPC": "1"}, True)],
)
def test_do_not_track_and_privacy_control_are_requests(
    headers: dict[str, str], expected: bool
) -> None:
    assert asks_not_to_be_counted(headers) is expected


@pytest.mark.django_db
class TestTelling:
    def test_a_visit_adds_one_to_each_thing_that_was_done(self, site: SmallSite) -> None:
        page = site.faq_page.pk
        reader = Reader()
        assert reader.tell(f"{page} view call call") == 204
        assert reader.tell(f"{page} view directions appointment") == 204
        assert counted() == {"appointment": 1, "call": 1, "directions": 1, "view": 2}
        row = DailyCount.objects.get(kind="view")
        assert (row.page_id, row.day) == (page, timezone.localdate())

    def test_nothing_else_is_kept(self) -> None:
        fields = {field.name for field in DailyCount._meta.get_fields()}
        assert fields == {"id", "page", "day", "kind", "count"}

    @pytest.mark.parametrize(
        "headers", [{"DNT": "1"}, {"Sec-GPC": "1"}, {"User-Agent": "Googlebot/2.1"}]
    )
    def test_who_is_left_out_costs_no_query(self, site: SmallSite, headers: dict[str, str]) -> None:
        with CaptureQueriesContext(connection) as queries:
            assert Reader().tell(f"{site.faq_page.pk} view", **headers) == 204
        assert asked_of_pages_and_counts(queries) == []
        assert counted() == {}

    def test_staff_are_left_out(self, site: SmallSite, admin_user: object) -> None:
        reader = Reader()
        reader.force_login(admin_user)
        assert reader.tell(f"{site.faq_page.pk} view") == 204
        assert counted() == {}

    def test_a_second_visit_of_the_day_takes_two_queries(self, site: SmallSite) -> None:
        reader = Reader()
        reader.tell(f"{site.faq_page.pk} view")
        with CaptureQueriesContext(connection) as queries:
            reader.tell(f"{site.faq_page.pk} view")
        assert asked_of_pages_and_counts(queries) == ["SELECT", "UPDATE"]

    @pytest.mark.parametrize(
        ("message", "status"),
        [
            ("", 400),
            ("view", 400),
            ("1", 400),
            ("x view", 400),
            ("1 view\n2 view", 400),
            ("1 pageviews", 400),
            ("1 <script>", 400),
            (b"\xff\xfe", 400),
            ("9" * 19 + " view", 400),
            ("1 " + "view " * 9, 400),
            ("1" + " view" * 1000, 400),
            ("999999999 view", 204),
        ],
    )
    def test_what_no_page_sends_is_refused(
        self, site: SmallSite, message: str | bytes, status: int
    ) -> None:
        assert Reader().tell(message) == status
        assert counted() == {}

    @pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", ""])
    def test_other_sites_cannot_count_here(self, site: SmallSite, origin: str) -> None:
        assert Reader().tell(f"{site.faq_page.pk} view", Origin=origin) == 400
        assert counted() == {}

    def test_a_page_that_is_not_public_is_not_counted(self, site: SmallSite) -> None:
        site.faq_page.unpublish()
        assert Reader().tell(f"{site.faq_page.pk} view") == 204
        assert counted() == {}

    def test_one_setting_switches_it_off(self, site: SmallSite, settings: Any) -> None:
        shown = Client().get(site.faq_page.url).content.decode()
        assert f'data-counts="/count/" data-page="{site.faq_page.pk}"' in shown
        settings.COUNT_VISITS = False
        assert Reader().tell(f"{site.faq_page.pk} view") == 404
        assert "data-counts" not in Client().get(site.faq_page.url).content.decode()

    def test_only_post_is_taken(self) -> None:
        assert Client().get("/count/").status_code == 405


@pytest.mark.django_db
def test_old_counts_are_forgotten(site: SmallSite) -> None:
    today = date(2026, 11, 27)
    for age in (0, KEPT_DAYS, KEPT_DAYS + 1, KEPT_DAYS + 400):
        count_visit(page_id=site.faq_page.pk, kinds=["view"], day=today - timedelta(days=age))
    now = timezone.make_aware(timezone.datetime(2026, 11, 27, 12))
    assert forget_counts(now) == "2 old counts deleted"
    assert DailyCount.objects.count() == 2
    assert forget_counts(now) == ""


@pytest.mark.django_db
def test_a_deleted_page_takes_its_counts_along(site: SmallSite) -> None:
    count_visit(page_id=site.faq_page.pk, kinds=["view"], day=date(2026, 11, 27))
    site.faq_page.delete()
    assert not DailyCount.objects.exists()
