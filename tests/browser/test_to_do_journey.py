"""From the list "To do" to the field that mends, as a marketing editor goes.

Run with ``SCREENSHOTS=1`` it saves the pictures of the editor's guide.
"""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect
from wagtail.models import Site

from home.models import ContentPage
from tests.browser.conftest import OpenPage
from tests.browser.editor_steps import PATIENCE_MS, field, publish, wait_for_form
from tests.browser.screenshots import save_picture
from tests.factories import add_page

BROKEN = '<p>How to <a href="/no-such-page/">reach us</a>.</p>'


@pytest.fixture
def editor(open_page: OpenPage, marketing_editor: User) -> Page:
    """A marketing editor's screen in the size of the pictures."""
    page = open_page(user=marketing_editor, viewport={"width": 1280, "height": 900})
    page.set_default_timeout(PATIENCE_MS)
    return page


def test_a_row_leads_to_its_field_and_is_gone_once_that_is_mended(
    editor: Page, demo_site: str
) -> None:
    home = Site.objects.get().root_page.specific
    add_page(home, ContentPage(title="By bicycle", slug="by-bicycle", introduction=BROKEN))

    editor.goto("/admin/reports/to-do/")
    editor.get_by_role("button", name="Look again now").click()
    expect(editor.get_by_text("Everything has been looked at again.")).to_be_visible()
    listed = editor.get_by_role("row").filter(has_text="By bicycle")
    # No description, a link that leads nowhere, and nothing that links to it.
    expect(listed).to_have_count(3)
    save_picture(editor, "editor-to-do-report", height=720)
    editor.goto("/admin/")
    expect(editor.locator("#to-do-section")).to_contain_text("Pages that nothing links to: 1")
    save_picture(editor, "editor-to-do", height=640)

    editor.goto("/admin/reports/to-do/?kind=titles")
    editor.get_by_role("link", name="By bicycle").click()
    wait_for_form(editor)
    expect(field(editor, "Meta description")).to_be_in_viewport()
    field(editor, "Meta description").fill("Where to leave a bicycle.")
    publish(editor)

    editor.goto("/admin/reports/to-do/")
    editor.get_by_role("button", name="Look again now").click()
    expect(editor.get_by_text("Everything has been looked at again.")).to_be_visible()
    expect(listed).to_have_count(2)
    expect(listed.filter(has_text="no description")).to_have_count(0)
