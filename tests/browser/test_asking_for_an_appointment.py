"""A visitor without JavaScript asks for an appointment, and the desk answers.

Run with ``SCREENSHOTS=1`` it saves the pictures of the editor's guide.
"""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group, User
from playwright.sync_api import Page, expect

from appointments import form_pass
from tests.browser.conftest import OpenPage
from tests.browser.page_checks import check_markup, check_open_page
from tests.browser.screenshots import save_picture


def find_violations(page: Page) -> list[str]:
    """Return what the accessibility rules find on the page as it is shown."""
    return [violation["id"] for violation in Axe().run(page).response["violations"]]


def test_a_visitor_asks_without_javascript_and_the_desk_answers(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(form_pass, "SHORTEST", -1)
    visitor = open_page(java_script_enabled=False, viewport={"width": 390, "height": 800})
    visitor.goto("/locations/palo-alto-ca/")
    visitor.get_by_role("link", name="Ask for an appointment").first.click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Ask for an appointment")
    send = visitor.locator("form.request-form").get_by_role("button")
    visitor.get_by_label("Your name").fill("Ada Visitor")
    save_picture(
        visitor, "visitor-appointment-form", show=visitor.get_by_label("Phone"), height=780
    )
    visitor.get_by_label("Wednesday").check()
    send.click()

    summary = visitor.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("What you typed is still there.")
    summary.get_by_role("link", name="Enter a phone number or an e-mail address").click()
    phone = visitor.get_by_label("Phone")
    expect(phone).to_be_focused()
    expect(phone).to_have_accessible_description(re.compile("Enter a phone number"))
    expect(visitor.get_by_label("Your name")).to_have_value("Ada Visitor")
    expect(visitor.get_by_label("Wednesday")).to_be_checked()
    # By keyboard alone from here.
    visitor.keyboard.type("650-555-0199")
    visitor.get_by_label("I am new here").press("Space")
    send.press("Enter")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Thank you, we have your request")
    assert visitor.url.endswith("/request-appointment/sent/")

    person = User.objects.create_user("desk")
    person.groups.add(Group.objects.get(name="Appointment desk"))
    desk = open_page(user=person, viewport={"width": 1280, "height": 800})
    desk.goto("/admin/")
    desk.get_by_role("navigation", name="Main menu").get_by_role("link", name="Requests").click()
    desk.get_by_role("link", name=re.compile("Open request")).click()
    facts = desk.get_by_role("main")
    for text in ("Ada Visitor", "(650) 555-0199", "Wednesday", "/locations/palo-alto-ca/"):
        expect(facts).to_contain_text(text)
    expect(facts).to_contain_text("desk, Read a request")
    save_picture(desk, "editor-appointment-request")
    assert find_violations(desk) == []
    desk.get_by_role("button", name="Booked").click()
    expect(desk.get_by_role("main")).to_contain_text("Nobody waits")
    # What the editor says of it comes in slowly, and is pale until then.
    expect(desk.locator(".messages > ul")).to_have_css("opacity", "1")
    assert find_violations(desk) == []


def test_the_form_is_accessible_before_and_after_mistakes(visitor: Page) -> None:
    visitor.goto("/request-appointment/")
    check_open_page(visitor)
    visitor.locator("form.request-form").get_by_role("button").press("Enter")
    expect(visitor.get_by_role("alert")).to_be_focused()
    check_markup(visitor.content())
    check_open_page(visitor)
