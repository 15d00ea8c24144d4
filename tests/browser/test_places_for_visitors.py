"""What visitors learn of places, and how a second clinic changes it, by what the screen says.

Run with ``SCREENSHOTS=1`` it saves the pictures of the editor's guide.
"""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.editor_steps import (
    PATIENCE_MS,
    add_record,
    add_row,
    choose,
    field,
    open_page_editor,
    panel,
    publish,
)
from tests.browser.screenshots import save_picture

SECOND_CLINIC = {
    "Name": "Bay Area Ketamine Center, Menlo Park",
    "Phone": "650-555-0177",
    "Street address": "1 Oak Grove Avenue",
    "City": "Menlo Park",
    "ZIP": "94025",
    "Latitude of the door": "37.453500",
    "Longitude of the door": "-122.181000",
}


@pytest.fixture
def editor(open_page: OpenPage, marketing_editor: User) -> Page:
    """A marketing editor's screen in the size of the pictures."""
    page = open_page(user=marketing_editor, viewport={"width": 1280, "height": 900})
    page.set_default_timeout(PATIENCE_MS)
    return page


def test_a_visitor_finds_the_way_and_a_second_clinic_makes_it_shorter(
    editor: Page, open_page: OpenPage
) -> None:
    visitor = open_page(java_script_enabled=False, viewport={"width": 390, "height": 800})
    visitor.goto("/locations/")
    box = visitor.get_by_label("Your ZIP code, or the name of your place")
    box.fill("9430")
    box.press("Enter")
    expect(box).to_have_value("9430")
    # The address names the section, so that the keyboard goes on from there.
    expect(visitor.get_by_role("region", name="Do you serve my ZIP code?")).to_be_focused()
    expect(box).to_have_accessible_description(re.compile("not a ZIP code"))

    box.fill("94301")
    visitor.get_by_role("button", name="Look it up").click()
    answer = visitor.locator(".lookup__answer")
    expect(answer).to_contain_text("It is 6 miles from our clinic, in a straight line.")
    save_picture(visitor, "visitor-zip-code", show=answer, height=500)

    add_record(editor, "Clinic facts", "Address, phone, hours", "Add clinic")
    for label, text in SECOND_CLINIC.items():
        field(editor, label).fill(text)
    save_picture(editor, "editor-second-clinic", show=field(editor, "Latitude of the door"))
    publish(editor)

    visitor.reload()
    expect(answer).to_contain_text("It is 2 miles from our clinic Menlo Park")
    visitor.get_by_role("link", name="How people from Palo Alto come to us").click()
    visit = visitor.get_by_role("region", name="Visit us")
    expect(visit).to_contain_text("1 Oak Grove Avenue")
    expect(visitor.locator("#nearby")).to_contain_text("Stanford")

    open_page_editor(editor, "Home", "Areas we serve", "Palo Alto, CA")
    rows = panel(editor, "Places nearby")
    expect(rows).to_contain_text("Stanford, Atherton, Los Altos, Sunnyvale")
    row = add_row(editor, "Places nearby", "Place nearby")
    choose(editor, row.get_by_role("button", name="Choose place"), "Cupertino, CA")
    save_picture(editor, "editor-places-nearby", show=rows)
    publish(editor)
    visitor.reload()
    expect(visitor.locator("#nearby a")).to_have_text(["Cupertino"])
