"""What is typed while the editor is saving by itself is saved too.

Wagtail alone takes it for saved: without ``static/js/editor/typed-while-saving.js`` this fails.
"""

from __future__ import annotations

from playwright.sync_api import Page, Route

from locations.models import CityPage
from tests.browser.editor_steps import FIRST_LOOK_MS, PATIENCE_MS, wait_for_form


def test_what_is_typed_while_saving_is_saved_as_well(editor: Page, demo_site: str) -> None:
    editor.set_default_timeout(PATIENCE_MS)
    page = CityPage.objects.live().order_by("path")[0]
    editor.goto(f"/admin/pages/{page.pk}/edit/#tab-promote")
    wait_for_form(editor)
    editor.wait_for_timeout(FIRST_LOOK_MS)
    box = editor.locator("#id_seo_title")
    box.fill("The first words")
    typed = False

    def type_meanwhile(route: Route) -> None:
        nonlocal typed
        if not typed:
            typed = True
            box.fill("The last words")
        route.continue_()

    editor.route(f"**/pages/{page.pk}/edit/", type_meanwhile)
    with editor.expect_response(f"**/pages/{page.pk}/edit/"):
        box.press("Tab")
    with editor.expect_response(f"**/pages/{page.pk}/edit/"):
        pass

    assert typed
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().seo_title == "The last words"
