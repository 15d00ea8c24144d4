"""Pages about one treatment, made and taken back by a marketing editor in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from clinic.models import Treatment
from locations.models import BlueprintSection, CityPage, LandingBlueprint
from locations.views import generation as generation_views
from locations.views import runs as run_views
from tests.browser.editor_steps import open_from_menu
from tests.browser.screenshots import save_picture
from tests.factories import make_blueprint


@pytest.fixture
def one_page_a_request(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each request make one page only, so that the script has to ask again and again."""
    monkeypatch.setattr(generation_views, "SECONDS_A_REQUEST", 0)
    monkeypatch.setattr(run_views, "SECONDS_A_REQUEST", 0.001)


@pytest.fixture
def migraine(demo_site: str) -> LandingBlueprint:
    section = BlueprintSection(
        key="what", heading="What an infusion is", body="<p>For people from {place}.</p>"
    )
    return make_blueprint(
        section,
        name="City pages, migraine",
        slug="migraine",
        treatment=Treatment.objects.get(),
        heading_pattern="Ketamine for migraine for people from {place}",
    )


def test_a_run_goes_on_by_itself_and_is_undone_but_for_what_somebody_began(
    editor: Page, migraine: LandingBlueprint, one_page_a_request: None
) -> None:
    open_from_menu(editor, "Places", "Generate city pages")
    editor.get_by_label("Shared page text").select_option("City pages, migraine")
    editor.get_by_role("button", name="Show the plan").click()
    editor.get_by_role("button", name="Make 6 draft pages").click()
    done = editor.get_by_text("6 draft pages were made. Next: open each")
    expect(done).to_be_visible()
    expect(editor.get_by_role("status").filter(has_text="6 draft pages were made.")).to_have_count(
        1
    )
    save_picture(editor, "editor-run", height=640)

    begun = CityPage.objects.get(slug="migraine", area__name="Cupertino")
    begun.local_introduction = "<p>Somebody began.</p>"
    begun.save_revision()
    editor.get_by_role("link", name="Undo this run").click()
    expect(editor.get_by_text("Kept: somebody has worked on it since.")).to_be_visible()
    save_picture(editor, "editor-run-undo", height=640)
    editor.get_by_role("button", name="Remove 5 drafts").click()
    expect(editor.get_by_text(re.compile("This run was undone. 5 drafts were"))).to_be_visible()
    assert list(CityPage.objects.filter(slug="migraine")) == [begun]
