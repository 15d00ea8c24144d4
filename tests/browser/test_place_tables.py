"""Many places at once, as a marketing editor meets them: suggested, downloaded, brought back."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from locations.models import ServiceArea
from tests.browser.conftest import OpenPage
from tests.browser.editor_steps import PATIENCE_MS, open_from_menu
from tests.browser.screenshots import save_picture


@pytest.fixture
def editor(open_page: OpenPage, marketing_editor: User) -> Page:
    """A marketing editor's screen in the size of the pictures."""
    page = open_page(user=marketing_editor, viewport={"width": 1280, "height": 900})
    page.set_default_timeout(PATIENCE_MS)
    return page


def test_a_suggested_place_is_filled_in_by_a_spreadsheet_and_published(
    editor: Page, visitor: Page, tmp_path: Path
) -> None:
    open_from_menu(editor, "Places", "Suggest nearby places")
    main = editor.get_by_role("main")
    main.get_by_label("Mountain View, CA").check()
    save_picture(editor, "editor-suggest-places", height=900)
    main.get_by_role("button", name="Make drafts of the ticked places").click()
    expect(editor.get_by_text("1 draft was made: Mountain View, CA.")).to_be_visible()

    open_from_menu(editor, "Places", "Import and export")
    save_picture(editor, "editor-import-export", height=760)
    with editor.expect_download() as download:
        main.get_by_role("link", name="CSV file").click()
    changed = tmp_path / "places.csv"
    changed.write_text(change(Path(download.value.path())), "utf-8")

    main.get_by_label("File of places").set_input_files(changed)
    main.get_by_role("button", name="Show the changes").click()
    expect(main.get_by_role("heading", name="2 places would change")).to_be_visible()
    expect(main.get_by_text("Its draft is changed and published.")).to_be_visible()
    expect(main.get_by_text("5 places are stored as in the file")).to_be_visible()
    save_picture(editor, "editor-import-changes", height=900)
    main.get_by_role("button", name="Import 2 places").click()
    expect(editor.get_by_text("2 places were imported.")).to_be_visible()

    assert ServiceArea.objects.get(slug="mountain-view-ca").live
    assert "Cross the creek on foot." in visitor.request.get("/locations/palo-alto-ca/").text()


def change(path: Path) -> str:
    """Return the downloaded file with a fact of Palo Alto rewritten and Mountain View published."""
    rows = list(csv.DictReader(StringIO(path.read_text("utf-8-sig"))))
    fact = next(row for row in rows if row["slug"] == "palo-alto-ca")
    fact["fact_text"] = "Cross the creek on foot."
    new = next(row for row in rows if row["slug"] == "mountain-view-ca")
    new["published"] = "yes"
    file = StringIO()
    writer = csv.DictWriter(file, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()
