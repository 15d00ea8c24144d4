"""Whole journeys by the keyboard alone, on a phone's width, where a bar covers the window's foot.

At every stop on the way the focus is seen and not covered, and it goes forward through the page.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from appointments import form_pass
from tests.browser.conftest import OpenPage
from tests.browser.page_checks import measured
from tests.browser.test_public_pages import FAQ

MOST_STOPS = 80

# Where the focus is, as a place in the document; behind it everything else comes later.
PLACE = "[...document.querySelectorAll('*')].indexOf(document.activeElement)"


@pytest.fixture
def phone(open_page: OpenPage) -> Page:
    return open_page(viewport={"width": 390, "height": 700})


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until ``target`` has the focus, and look at every stop before it too."""
    wanted = target.element_handle()
    last = -1
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        assert measured(page, "focusProblem") == ""
        place = page.evaluate(PLACE)
        assert place > last, page.evaluate("document.activeElement.outerHTML")
        last = place
        if page.evaluate("wanted => wanted === document.activeElement", wanted):
            return
    raise AssertionError(f"The keyboard does not reach {target}.")


def follow(page: Page, link: Locator, *, heading: str) -> None:
    """Go to ``link`` and follow it to the page with that heading."""
    tab_to(page, link)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)


def skip_to_content(page: Page) -> None:
    tab_to(page, page.get_by_role("link", name="Skip to the main content"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_from_the_home_page_by_zip_code_to_a_call(phone: Page) -> None:
    phone.goto("/")
    menu = phone.get_by_role("navigation", name="Main")
    follow(phone, menu.get_by_role("link", name="Areas we serve"), heading="Areas we serve")
    skip_to_content(phone)
    tab_to(phone, phone.get_by_label("Your ZIP code, or the name of your place"))
    phone.keyboard.type("94301")
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("region", name="Do you serve my ZIP code?")).to_be_focused()
    answer = phone.get_by_role("link", name="How people from Palo Alto come to us")
    follow(phone, answer, heading="people from Palo Alto")

    skip_to_content(phone)
    question = phone.locator("details.question:not([open])").first.element_handle()
    tab_to(phone, phone.locator("details.question:not([open]) summary").first)
    phone.keyboard.press("Enter")
    assert question.get_attribute("open") is not None
    call = phone.get_by_role("region", name="Visit us").get_by_role("link", name="(650) 555-0142")
    tab_to(phone, call)
    expect(call).to_have_attribute("href", "tel:+16505550142")


def test_through_the_questions_of_a_page(phone: Page) -> None:
    phone.goto(FAQ)
    skip_to_content(phone)
    contents = phone.get_by_role("navigation", name="Questions on this page")
    tab_to(phone, contents.get_by_role("link").nth(1))
    phone.keyboard.press("Enter")
    group = phone.locator("#group-2")
    expect(group).to_be_in_viewport()
    # The keyboard goes on from where the link led to, and back the same way.
    phone.keyboard.press("Tab")
    expect(group.locator("summary").first).to_be_focused()
    tab_to(phone, group.get_by_role("link", name="Back to the list of questions"))
    phone.keyboard.press("Enter")
    expect(contents).to_be_in_viewport()

    tab_to(phone, phone.get_by_role("searchbox", name="Search these questions"))
    phone.keyboard.type("referral")
    expect(phone.locator(".question-tools").get_by_role("status")).to_contain_text("these words")
    tab_to(phone, phone.get_by_role("button", name="Open all answers"))
    phone.keyboard.press("Enter")
    expect(phone.locator("details.question:visible:not([open])")).to_have_count(0)
    last = phone.locator("details.question:visible").last
    tab_to(phone, last.locator("summary"))
    phone.keyboard.press("Space")
    expect(last.locator(".question__answer")).to_be_hidden()


def test_asking_for_an_appointment_with_a_mistake(
    phone: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(form_pass, "SHORTEST", -1)
    phone.goto("/")
    ask = phone.get_by_role("link", name="Ask for an appointment").first
    follow(phone, ask, heading="Ask for an appointment")
    skip_to_content(phone)
    tab_to(phone, phone.get_by_label("Your name"))
    phone.keyboard.type("Ada Visitor")
    tab_to(phone, phone.get_by_label("Wednesday"))
    phone.keyboard.press("Space")
    send = phone.locator("form.request-form").get_by_role("button")
    tab_to(phone, send)
    phone.keyboard.press("Enter")

    summary = phone.get_by_role("alert")
    expect(summary).to_be_focused()
    assert measured(phone, "focusProblem") == ""
    tab_to(phone, summary.get_by_role("link", name=re.compile("Enter a phone number")))
    phone.keyboard.press("Enter")
    expect(phone.get_by_label("Phone")).to_be_focused()
    assert measured(phone, "focusProblem") == ""
    phone.keyboard.type("650-555-0199")
    tab_to(phone, phone.get_by_label("I am new here"))
    phone.keyboard.press("Space")
    expect(phone.get_by_label("Wednesday")).to_be_checked()
    tab_to(phone, send)
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Thank you, we have your request")
