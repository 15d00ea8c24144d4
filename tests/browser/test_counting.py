"""A visit is told once, when the reader leaves, and says nothing about the reader."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from counts.models import DailyCount
from locations.models import CityPage
from tests.browser.conftest import OpenPage

CITY = "/locations/palo-alto-ca/"
LEAVE = """() => {
  Object.defineProperty(document, "hidden", { value: true });
  document.dispatchEvent(new Event("visibilitychange"));
  document.dispatchEvent(new Event("visibilitychange"));
}"""
# Headless Chromium calls itself so, and would be left out as a robot.
BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/150.0 Safari/537.36"


def visit(page: Page) -> list[str]:
    """Read the page, tap phone and directions, leave; return what was sent while there."""
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method + request.url[-7:]))
    page.goto(CITY)
    page.evaluate("addEventListener('click', (event) => event.preventDefault(), true)")
    page.locator("a[href^='tel:+']").first.click()
    page.locator("a[href^='tel:+']").first.click()
    page.locator("a[href='tel:911']").first.click()
    page.locator(".directions a").first.click()
    assert "POST/count/" not in sent
    with page.expect_request("**/count/") as told:
        page.evaluate(LEAVE)
    assert sent.count("POST/count/") == 1
    number = CityPage.objects.get(slug="palo-alto-ca").pk
    assert told.value.post_data == f"{number} view call directions"
    assert "cookie" not in told.value.all_headers()
    told.value.response()
    return sent


def test_it_is_told_once_with_what_was_tapped(open_page: OpenPage) -> None:
    visit(open_page(user_agent=BROWSER))
    rows = DailyCount.objects.values_list("page__slug", "kind", "count")
    assert sorted(rows) == [
        ("palo-alto-ca", "call", 1),
        ("palo-alto-ca", "directions", 1),
        ("palo-alto-ca", "view", 1),
    ]


@pytest.mark.parametrize(
    "wish",
    [
        "Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })",
        "Object.defineProperty(navigator, 'doNotTrack', { value: '1' })",
    ],
    ids=["Global Privacy Control", "Do Not Track"],
)
def test_who_asks_not_to_be_counted_sends_nothing(open_page: OpenPage, wish: str) -> None:
    page = open_page(user_agent=BROWSER)
    page.add_init_script(wish)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.goto(CITY)
    page.evaluate(LEAVE)
    assert not [url for url in sent if url.endswith("/count/")]
