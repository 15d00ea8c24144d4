"""A place is renamed and a page taken off the site, as a marketing editor does it.

Run with ``SCREENSHOTS=1`` it saves the pictures of the editor's guide.
"""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.editor_steps import (
    PATIENCE_MS,
    field,
    messages,
    open_from_menu,
    open_page_editor,
)
from tests.browser.screenshots import save_picture


@pytest.fixture
def editor(open_page: OpenPage, marketing_editor: User) -> Page:
    """A marketing editor's screen in the size of the pictures."""
    page = open_page(user=marketing_editor, viewport={"width": 1280, "height": 900})
    page.set_default_timeout(PATIENCE_MS)
    return page


def test_a_place_is_renamed_and_back_and_a_page_says_that_it_is_gone(
    editor: Page, visitor: Page
) -> None:
    open_from_menu(editor, "Places", "Rename, merge, retire")
    editor.get_by_role("link", name="Rename Cupertino, CA").click()
    field(editor, "New name").fill("West Cupertino")
    editor.get_by_role("button", name="Show what changes").click()
    expect(editor.get_by_role("main")).to_contain_text("/locations/west-cupertino-ca/")
    save_picture(editor, "editor-rename-place", height=865)
    editor.get_by_role("button", name="Rename it now").click()
    expect(messages(editor)).to_contain_text("Cupertino, CA is now called West Cupertino, CA")

    visitor.goto("/locations/cupertino-ca/")
    expect(visitor).to_have_url("/locations/west-cupertino-ca/")
    expect(visitor.get_by_role("heading", level=1)).to_contain_text("West Cupertino")
    editor.get_by_role("button", name="Undo all of it").click()
    expect(messages(editor)).to_contain_text("Everything is as it was before.")
    visitor.goto("/locations/west-cupertino-ca/")
    expect(visitor).to_have_url("/locations/cupertino-ca/")

    open_page_editor(editor, "Home", "Areas we serve", "Cupertino, CA")
    editor.goto(editor.url.replace("/edit/", "/unpublish/"))
    editor.get_by_role("button", name="Yes, unpublish it").click()
    save_picture(editor, "editor-where-visitors-go", height=640)
    editor.get_by_label("Nowhere").check()
    editor.get_by_role("button", name="Take it off the site").click()
    expect(messages(editor)).to_contain_text("unpublished")
    # Asked for apart from the page: a browser writes an answer of 410 on its console.
    answer = visitor.request.get("/locations/cupertino-ca/")
    assert answer.status == 410
    assert "Areas we serve" in answer.text()
    assert visitor.request.get("/locations/west-cupertino-ca/").status == 410
