"""The form of the shared page text: tokens, the preview for a chosen place, keys that stay."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from locations.models import BlueprintSection, CityIndexPage, LandingBlueprint
from tests.editor_forms import EditorForm, edit_form, snippet_address, stored_rich_text
from tests.factories import make_area, make_blueprint, make_city_page, make_treatment
from tests.locations.city_page_editor import CityPageEditor

pytestmark = pytest.mark.django_db

FEATURES = ["h3", "bold", "italic", "link", "ul", "ol"]
PUBLISH = {"action-publish": "action-publish"}


def body(html: str) -> str:
    return stored_rich_text(html, FEATURES)


def keys() -> list[tuple[str, str]]:
    return list(BlueprintSection.objects.values_list("heading", "key"))


def preview(client: Client, form: EditorForm, blueprint: LandingBlueprint) -> str:
    html = form.preview(snippet_address(blueprint, "preview_on_edit"))
    return BeautifulSoup(html, "html.parser").get_text(" ")


@pytest.mark.parametrize("button", [{}, PUBLISH], ids=["draft", "publish"])
@pytest.mark.parametrize(
    ("field", "text", "message"),
    [
        ("heading_pattern", "For {plase}", "There is no token {plase}. Did you mean {place}?"),
        ("subheading_pattern", "{miles} away", "There is no token {miles}. Did you mean"),
        ("subheading_pattern_same_place", "In {clinc_city}", "Did you mean {clinic_city}?"),
        ("title_pattern", "{Place}", "Write {place}, in small letters"),
        ("description_pattern", "In {xyzzy}", "There is no token {xyzzy}. Choose one from"),
        ("sections-0-heading", "For {plase}", "There is no token {plase}. Did you mean {place}?"),
        ("sections-0-body", body("<p>In {cuonty}.</p>"), "Did you mean {county}?"),
    ],
)
def test_an_unknown_token_is_refused_with_the_nearest_and_nothing_is_stored(
    admin_client: Client,
    blueprint: LandingBlueprint,
    field: str,
    text: str,
    message: str,
    button: dict[str, str],
) -> None:
    response = edit_form(admin_client, blueprint).fill(**{field: text}).post(**button)

    assert response.status_code == 200
    assert message in BeautifulSoup(response.content, "html.parser").get_text(" ")
    fresh = LandingBlueprint.objects.get()
    assert fresh.revisions.count() == 1
    assert fresh.heading_pattern == blueprint.heading_pattern


def test_the_preview_shows_unsaved_text_for_the_chosen_place(
    admin_client: Client, hub: CityIndexPage, clinic: Any, blueprint: LandingBlueprint
) -> None:
    with_page, without_page = make_area("Palo Alto"), make_area("Cupertino")
    make_city_page(hub, blueprint, with_page)
    form = edit_form(admin_client, blueprint)
    form.fill_row("sections", 0, body=body("<p>New words for {place}.</p>"))
    form.fill(heading_pattern="Welcome from {place}")

    for area in (with_page, without_page):
        shown = preview(admin_client, form.fill(preview_area=area.pk), blueprint)
        assert f"New words for {area.name}." in shown
        assert f"Welcome from {area.name}" in shown
        assert f"A fact about getting here for {area.name}." in shown
    assert "People from Palo Alto come by car." in preview(
        admin_client, form.fill(preview_area=with_page.pk), blueprint
    )
    assert LandingBlueprint.objects.get().revisions.count() == 1


def test_the_preview_shows_the_first_place_when_none_is_chosen(
    admin_client: Client, hub: CityIndexPage, clinic: Any, blueprint: LandingBlueprint
) -> None:
    make_area("Palo Alto")
    make_area("Cupertino")
    form = edit_form(admin_client, blueprint)
    assert "Infusions for people from Cupertino" in preview(admin_client, form, blueprint)


def test_a_preview_without_any_place_still_reads_well(
    admin_client: Client, hub: CityIndexPage, clinic: Any, blueprint: LandingBlueprint
) -> None:
    shown = preview(admin_client, edit_form(admin_client, blueprint), blueprint)
    assert "{place}" not in shown


def test_the_preview_does_not_remember_the_chosen_place(
    admin_client: Client, blueprint: LandingBlueprint
) -> None:
    edit_form(admin_client, blueprint).fill(preview_area=make_area().pk).publish()
    assert edit_form(admin_client, blueprint).fields["preview_area"] == [""]


def test_keys_stay_whatever_is_edited_moved_or_saved(
    admin_client: Client, blueprint: LandingBlueprint
) -> None:
    form = edit_form(admin_client, blueprint)
    form.fill_row("sections", 0, heading="Another heading", ORDER=2)
    form.fill_row("sections", 1, ORDER=1)
    form.autosave()
    form.save_draft()
    assert keys() == [("Section cost", "cost"), ("Section risks", "risks")]

    edit_form(admin_client, blueprint).publish()
    assert keys() == [("Section risks", "risks"), ("Another heading", "cost")]
    edit_form(admin_client, blueprint).publish()
    assert keys() == [("Section risks", "risks"), ("Another heading", "cost")]


def test_a_new_section_gets_a_key_made_of_its_heading_that_stays(
    admin_client: Client, blueprint: LandingBlueprint
) -> None:
    form = edit_form(admin_client, blueprint)
    words = {"heading": "What it costs", "body": body("<p>A lot.</p>")}
    form.add_row("sections", placement="main", appearance="plain", **words)
    form.autosave()
    form.autosave()
    form.save_draft()
    assert BlueprintSection.objects.count() == 2

    edit_form(admin_client, blueprint).publish()
    heading, key = keys()[2]
    assert heading == "What it costs"
    assert key.startswith("what-it-costs-")

    for _ in range(2):
        edit_form(admin_client, blueprint).fill_row("sections", 2, heading="The price").publish()
    assert keys()[2] == ("The price", key)


def test_a_section_that_was_published_from_a_draft_by_schedule_keeps_its_key(
    admin_client: Client, blueprint: LandingBlueprint
) -> None:
    form = edit_form(admin_client, blueprint)
    words = {"heading": "What it costs", "body": body("<p>A lot.</p>")}
    form.add_row("sections", placement="main", appearance="plain", **words).save_draft()
    blueprint.refresh_from_db()
    blueprint.latest_revision.publish()
    _heading, key = keys()[2]

    edit_form(admin_client, blueprint).save_draft()
    edit_form(admin_client, blueprint).fill_row("sections", 2, heading="The price").publish()
    assert keys()[2] == ("The price", key)


def draft_keys(blueprint: LandingBlueprint) -> dict[str, str]:
    """Return heading and key of the sections in the newest draft."""
    record = LandingBlueprint.objects.get(pk=blueprint.pk).get_latest_revision_as_object()
    return {row.key: row.heading for row in record.sections.all()}


def test_a_section_that_is_in_a_draft_alone_keeps_its_key(
    admin_client: Client, blueprint: LandingBlueprint
) -> None:
    form = edit_form(admin_client, blueprint)
    words = {"heading": "What it costs", "body": body("<p>A lot.</p>"), "known_key": ""}
    form.add_row("sections", placement="main", appearance="plain", **words).autosave()
    (key,) = draft_keys(blueprint).keys() - {"cost", "risks"}
    form.fill_row("sections", 2, heading="The price").autosave()
    form.save_draft()
    again = edit_form(admin_client, blueprint).fill_row("sections", 2, heading="The price now")
    # What is posted for a stored section does not count, nor a key that is taken.
    again.fill_row("sections", 0, known_key=key)
    again.add_row("sections", placement="main", appearance="plain", **words | {"known_key": "cost"})
    again.save_draft()

    found = draft_keys(blueprint)
    assert len(found) == 4
    assert (found["cost"], found[key]) == ("Section cost", "The price now")
    edit_form(admin_client, blueprint).publish()
    assert dict(keys())["The price now"] == key


def test_two_sections_with_the_same_heading_have_different_keys(
    admin_client: Client, blueprint: LandingBlueprint
) -> None:
    form = edit_form(admin_client, blueprint)
    for number in range(2):
        words = {"heading": "Questions", "body": body(f"<p>Number {number}.</p>")}
        form.add_row("sections", placement="main", appearance="plain", **words)
    form.publish()
    first, second = [key for heading, key in keys() if heading == "Questions"]
    assert first != second


def test_what_a_city_chose_survives_a_new_heading_and_order(
    admin_client: Client, hub: CityIndexPage, clinic: Any, blueprint: LandingBlueprint
) -> None:
    page = make_city_page(hub, blueprint, make_area())
    CityPageEditor(admin_client, page).choose("cost", "own", "<p>Own words.</p>").publish()
    form = edit_form(admin_client, blueprint).fill_row("sections", 0, heading="Money", ORDER=2)
    form.fill_row("sections", 1, ORDER=1).publish()

    cards = CityPageEditor(admin_client, page).cards
    assert list(cards) == ["Section risks", "Money"]
    html = Client().get(page.url).content.decode()
    assert "Own words." in html
    assert "Shared text of cost" not in html


def test_a_short_name_that_is_taken_is_refused(
    admin_client: Client, blueprint: LandingBlueprint
) -> None:
    other = make_blueprint(name="Other", slug="other")
    for button in ({}, PUBLISH):
        response = edit_form(admin_client, other).fill(slug="general").post(**button)
        assert response.status_code == 200
        assert "already exists" in response.content.decode()

    address = reverse("wagtailsnippets_locations_landingblueprint:add")
    form = EditorForm(admin_client, address)
    patterns = {"heading_pattern": "{place}", "title_pattern": "{place}"}
    response = form.fill(name="Third", slug="general", **patterns).post()
    assert response.status_code == 200
    assert "already exists" in response.content.decode()
    assert set(LandingBlueprint.objects.values_list("slug", flat=True)) == {"general", "other"}


def test_a_general_text_that_pages_show_does_not_become_one_about_a_treatment(
    admin_client: Client, hub: CityIndexPage, blueprint: LandingBlueprint
) -> None:
    treatment = make_treatment()
    page = make_city_page(hub, blueprint, make_area())
    form = edit_form(admin_client, blueprint).fill(treatment=str(treatment.pk))
    response = form.post(**PUBLISH)
    assert "1 page shows this text where it stands now" in response.content.decode()
    assert LandingBlueprint.objects.get().treatment is None

    page.delete()
    form.post(**PUBLISH)
    assert LandingBlueprint.objects.get().treatment == treatment


@pytest.mark.parametrize("name", ["title_pattern", "description_pattern"])
def test_a_line_for_search_results_that_is_the_same_on_all_pages_is_not_published(
    admin_client: Client, blueprint: LandingBlueprint, name: str
) -> None:
    form = edit_form(admin_client, blueprint)
    response = form.fill(**{name: "Infusions for a {place_kind} nearby"}).post(**PUBLISH)
    assert response.status_code == 200
    assert "Name the place with {place}, or all pages read the same" in unescape(
        response.content.decode()
    )
    # A draft may be half done.
    assert edit_form(admin_client, blueprint).fill(**{name: "Half"}).post().status_code == 302


def test_two_shared_texts_cannot_have_the_same_line_for_search_results(
    admin_client: Client, blueprint: LandingBlueprint
) -> None:
    other = make_blueprint(name="Migraine", slug="migraine", title_pattern="Migraine: {place}")
    form = edit_form(admin_client, blueprint)
    response = form.fill(title_pattern="migraine: {place}").post(**PUBLISH)
    assert response.status_code == 200
    assert f"The shared page text “{other.name}” has the same words." in unescape(
        response.content.decode()
    )
