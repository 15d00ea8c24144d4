"""Pages know until when they hold: time alone changes nothing before."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory
from wagtail.models import Page

from locations.models import LocalFact
from navigation.models import SiteNotice
from tests.whole_site import WholeSite, make_notice

pytestmark = pytest.mark.django_db

ZONE = ZoneInfo("America/Los_Angeles")
NOON = datetime(2026, 11, 20, 12, tzinfo=ZONE)
MIDNIGHT = datetime(2026, 11, 21, tzinfo=ZONE)
HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def _no_notice(whole_site: WholeSite) -> None:
    SiteNotice.objects.all().delete()


def valid_until(page: Page, moment: datetime) -> datetime | None:
    """Return until when ``page`` holds that is read at ``moment``."""
    request = RequestFactory(SERVER_NAME="localhost").get(page.url)
    request.user = AnonymousUser()
    with time_machine.travel(moment, tick=False):
        return page.page_data(request).valid_until


def html_at(page: Page, moment: datetime) -> str:
    with time_machine.travel(moment, tick=False):
        return Client().get(page.url).content.decode()


def test_every_page_holds_until_midnight_at_the_clinic(whole_site: WholeSite) -> None:
    assert {valid_until(page, NOON) for page in whole_site.pages} == {MIDNIGHT}


def test_a_page_holds_until_the_next_notice_begins_or_ends(whole_site: WholeSite) -> None:
    make_notice("<p>Open later.</p>", starts_at=NOON - HOUR, ends_at=NOON + 3 * HOUR)
    make_notice("<p>Closed later.</p>", starts_at=NOON + HOUR)
    make_notice("<p>Past.</p>", starts_at=NOON - 3 * HOUR, ends_at=NOON - HOUR)
    page = whole_site.small.about
    assert valid_until(page, NOON) == NOON + HOUR
    assert valid_until(page, NOON + HOUR) == NOON + 3 * HOUR
    assert valid_until(page, NOON + 3 * HOUR) == MIDNIGHT
    assert "Closed later" not in html_at(page, NOON + HOUR - SECOND)
    assert "Closed later" in html_at(page, NOON + HOUR)
    assert "Open later" in html_at(page, NOON + 3 * HOUR - SECOND)
    assert "Open later" not in html_at(page, NOON + 3 * HOUR)


def test_a_page_holds_until_the_last_day_of_a_fact_is_over(whole_site: WholeSite) -> None:
    LocalFact.objects.update(valid_until=date(2026, 11, 20))
    page = whole_site.small.city_page
    assert "A fact about getting here" in html_at(page, MIDNIGHT - SECOND)
    assert "A fact about getting here" not in html_at(page, MIDNIGHT)
    assert valid_until(page, MIDNIGHT - SECOND) == MIDNIGHT
