"""The editor without a mouse: a fault mended from the list "To do", and a request answered."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Locator, Page, expect
from wagtail.models import Site

from home.models import ContentPage
from tests.appointments.requests import make_request
from tests.browser.conftest import OpenPage
from tests.browser.editor_steps import field, messages, wait_for_first_look, wait_for_form
from tests.factories import add_page

# As often as somebody would press a key before giving up.
PATIENCE = 60


def go_to(page: Page, wanted: Locator) -> None:
    """Press Tab until ``wanted`` has the focus; it must be seen then."""
    expect(wanted).to_be_visible()
    for _ in range(PATIENCE):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            expect(wanted).to_be_in_viewport()
            return
    pytest.fail(f"{wanted} is not reached by {PATIENCE} presses of Tab")


def press(page: Page, wanted: Locator) -> None:
    """Go to ``wanted`` and press it."""
    go_to(page, wanted)
    page.keyboard.press("Enter")


def skip_to_content(page: Page) -> None:
    """Jump over the menu, as Wagtail's first link does."""
    press(page, page.get_by_role("link", name="Skip to main content"))


@pytest.fixture
def manager(open_page: OpenPage) -> Page:
    """A page for somebody who sees every list."""
    return open_page(
        user=User.objects.create_superuser("manager"), viewport={"width": 1280, "height": 900}
    )


def test_a_fault_is_mended_and_a_request_answered_by_keyboard_alone(manager: Page) -> None:
    home = Site.objects.get().root_page.specific
    page = add_page(home, ContentPage(title="By bicycle", slug="by-bicycle"))
    request = make_request(name="Ada")

    manager.goto("/admin/reports/to-do/")
    skip_to_content(manager)
    press(manager, manager.get_by_role("button", name="Look again now"))
    expect(manager.get_by_text("Everything has been looked at again.")).to_be_visible()
    manager.goto("/admin/reports/to-do/?kind=titles")
    skip_to_content(manager)
    press(manager, manager.get_by_role("link", name="By bicycle"))
    wait_for_form(manager)
    wait_for_first_look(manager)
    # The row's address names the field's panel, so that few presses are left.
    go_to(manager, field(manager, "Meta description"))
    manager.keyboard.type("Where to leave a bicycle.")
    press(manager, manager.get_by_role("button", name="Save draft"))
    expect(messages(manager)).to_contain_text("has been updated")
    draft = ContentPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert draft.search_description == "Where to leave a bicycle."

    manager.goto("/admin/appointment-requests/")
    skip_to_content(manager)
    press(manager, manager.get_by_role("link", name=f"Open request {request.number}"))
    expect(manager.get_by_text("Ada", exact=True)).to_be_visible()
    skip_to_content(manager)
    press(manager, manager.get_by_role("button", name="Booked"))
    expect(messages(manager)).to_be_visible()
    request.refresh_from_db()
    assert request.state == "booked"
