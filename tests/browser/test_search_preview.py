"""An editor types a title and reads at once how search engines would cut it, also on a phone.

Run with ``SCREENSHOTS=1`` it saves the picture of the editor's guide.
"""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from locations.models import CityPage
from tests.browser.conftest import OpenPage
from tests.browser.editor_steps import PATIENCE_MS, wait_for_first_look, wait_until_saved
from tests.browser.screenshots import save_picture


@pytest.fixture
def editor(open_page: OpenPage, marketing_editor: User) -> Page:
    page = open_page(user=marketing_editor, viewport={"width": 1280, "height": 900})
    page.set_default_timeout(PATIENCE_MS)
    return page


def test_the_preview_follows_what_is_typed_and_shows_the_picture(
    editor: Page, demo_site: str
) -> None:
    page, other = CityPage.objects.live().order_by("path")[:2]
    editor.goto(f"/admin/pages/{page.pk}/edit/#tab-promote")
    wait_for_first_look(editor)
    preview = editor.locator("[data-search-preview]")
    title = preview.locator("[data-shown=title]").first
    made = f"Ketamine infusions for people from {page.area}"
    expect(title).to_have_text(made)

    box = editor.locator("#id_seo_title")
    box.fill("Wide words " * 9)
    expect(title).to_contain_text("…")
    expect(preview.get_by_text("The title is too wide and is cut.").first).to_be_visible()
    # Said once the typing pauses, for whoever cannot see it.
    expect(preview.get_by_role("status")).to_contain_text("The title is too wide")
    box.fill("")
    expect(title).to_have_text(made)

    box.fill(f"Ketamine infusions for people from {other.area}")
    # Leaving the field lets Wagtail save by itself, and the panel asks anew.
    box.press("Tab")
    expect(title).to_have_text(f"Ketamine infusions for people from {other.area}")
    expect(preview.get_by_text("The same title stands on:")).to_be_visible()
    expect(preview.get_by_role("link", name=str(other.area))).to_be_visible()
    preview.scroll_into_view_if_needed()
    save_picture(editor, "editor-search-preview", height=760)

    # A click while the panel is filled anew would be lost.
    wait_until_saved(editor)
    editor.set_viewport_size({"width": 360, "height": 800})
    preview.get_by_text("The picture beside a shared link").click()
    picture = preview.get_by_role("img", name="The picture as it would be")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("naturalWidth", 1200)
    assert preview.evaluate("panel => panel.scrollWidth <= panel.clientWidth + 1")
