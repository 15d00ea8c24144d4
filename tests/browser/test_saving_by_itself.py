"""What is typed while the editor is saving by itself is saved too.

Wagtail alone takes it for saved: without ``static/js/editor/typed-while-saving.js`` this fails.
"""

from __future__ import annotations

from time import monotonic

from playwright.sync_api import Page, Route

from locations.models import CityPage
from tests.browser.editor_steps import PATIENCE_MS, wait_for_first_look


def test_what_is_typed_while_saving_is_saved_as_well(editor: Page, demo_site: str) -> None:
    editor.set_default_timeout(PATIENCE_MS)
    page = CityPage.objects.live().order_by("path")[0]
    editor.goto(f"/admin/pages/{page.pk}/edit/#tab-promote")
    wait_for_first_look(editor)
    box = editor.locator("#id_seo_title")
    box.fill("The first words")
    typed = False

    def type_meanwhile(route: Route) -> None:
        nonlocal typed
        answer = route.fetch()
        # At the last moment: Wagtail looks at the form twice a second, and would see it.
        box.fill("The last words")
        typed = True
        route.fulfill(response=answer)

    editor.route(f"**/pages/{page.pk}/edit/", type_meanwhile, times=1)
    box.press("Tab")
    deadline = monotonic() + PATIENCE_MS / 1000
    while saved_title(page) != "The last words" and monotonic() < deadline:
        editor.wait_for_timeout(100)

    assert typed
    assert saved_title(page) == "The last words"


def saved_title(page: CityPage) -> str:
    """Return the title for search engines in the newest version."""
    page.refresh_from_db()
    return page.get_latest_revision_as_object().seo_title
