"""Two windows open on one page: neither costs the other a word."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from locations.models import CityIndexPage, CityPage, LandingBlueprint, SectionOverride
from tests.factories import make_area, make_city_page, make_section, publish
from tests.locations.city_page_editor import CARDS, CityPageEditor

pytestmark = pytest.mark.django_db

FIRST = '<p data-block-key="first">First wording.</p>'
SECOND = '<p data-block-key="secnd">Second wording.</p>'
THIRD = '<p data-block-key="third">Third wording.</p>'
PUBLISH = {"action-publish": "action-publish"}


@pytest.fixture
def page(hub: CityIndexPage, clinic: Any, blueprint: LandingBlueprint) -> CityPage:
    return make_city_page(hub, blueprint, make_area("Palo Alto"))


@pytest.fixture
def tabs(admin_client: Client, page: CityPage) -> tuple[CityPageEditor, CityPageEditor]:
    """Two windows that were opened at the same time."""
    return CityPageEditor(admin_client, page), CityPageEditor(admin_client, page)


def draft(page: CityPage) -> dict[str, tuple[str, str]]:
    """Return mode and own wording by section in the newest draft, and fail if one is doubled."""
    rows = CityPage.objects.get(pk=page.pk).get_latest_revision_as_object().section_overrides.all()
    assert len({row.section_key for row in rows}) == len(rows)
    return {row.section_key: (row.mode, row.body) for row in rows}


def returned(client: Client, page: CityPage, response: HttpResponse) -> CityPageEditor:
    """Return the form that came back with a question."""
    assert response.status_code == 200
    return CityPageEditor(client, page, html=response.content.decode())


def test_a_card_that_both_windows_changed_is_refused_and_shows_both_texts(
    tabs: tuple[CityPageEditor, CityPageEditor], page: CityPage, admin_client: Client
) -> None:
    first, second = tabs
    first.choose("cost", "own", FIRST).save_draft()
    second.choose("cost", "own", SECOND)
    assert second.post(accept="application/json").status_code == 400
    for button in ({}, PUBLISH):
        form = returned(admin_client, page, second.post(**button))
        card = form.cards["Section cost"]
        assert "changed in another window" in card.get_text()
        texts = [found.get_text() for found in card.select(".wordings .wording")]
        assert texts == ["First wording.", "Second wording."]
        assert draft(page)["cost"] == ("own", FIRST)

    # Pressing the button again without an answer, or saving by itself, overwrites nothing either.
    assert form.post().status_code == 200
    form.decide("cost", "mine")
    assert form.post(accept="application/json").status_code == 400
    assert draft(page)["cost"] == ("own", FIRST)

    form.publish()
    assert SectionOverride.objects.get(page=page, section_key="cost").body == SECOND
    assert SectionOverride.objects.filter(page=page).count() == 2


def test_the_text_of_the_other_window_can_be_taken(
    tabs: tuple[CityPageEditor, CityPageEditor], page: CityPage, admin_client: Client
) -> None:
    first, second = tabs
    first.choose("cost", "own", FIRST).save_draft()
    form = returned(admin_client, page, second.choose("cost", "hidden").post())
    form.decide("cost", "theirs").fill(title="From the second").save_draft()

    assert draft(page)["cost"] == ("own", FIRST)
    assert CityPage.objects.get(pk=page.pk).get_latest_revision_as_object().title == (
        "From the second"
    )


def test_an_answer_does_not_cover_what_is_stored_after_it_was_asked(
    tabs: tuple[CityPageEditor, CityPageEditor], page: CityPage, admin_client: Client
) -> None:
    first, second = tabs
    first.choose("cost", "own", FIRST).save_draft()
    form = returned(admin_client, page, second.choose("cost", "own", SECOND).post())
    CityPageEditor(admin_client, page).choose("cost", "own", THIRD).save_draft()

    form = returned(admin_client, page, form.decide("cost", "mine").post())
    assert "Third wording." in form.cards["Section cost"].get_text()
    assert draft(page)["cost"] == ("own", THIRD)


def test_cards_that_only_the_other_window_changed_stay_as_it_left_them(
    tabs: tuple[CityPageEditor, CityPageEditor], page: CityPage, admin_client: Client
) -> None:
    """Also when the form has to come back for another reason before it is saved."""
    first, second = tabs
    first.choose("cost", "own", FIRST).publish()
    second.choose("risks", "own", SECOND)
    response = second.fill(title="").post(**PUBLISH)
    form = returned(admin_client, page, response).fill(title="Palo Alto")
    form.publish()

    assert draft(page) == {"cost": ("own", FIRST), "risks": ("own", SECOND)}


def test_a_section_of_which_the_window_knows_nothing_keeps_its_wording(
    tabs: tuple[CityPageEditor, CityPageEditor],
    page: CityPage,
    admin_client: Client,
    blueprint: LandingBlueprint,
) -> None:
    """The row is in the newest draft alone, without an id."""
    first, _second = tabs
    blueprint.sections.add(make_section("parking", sort_order=9))
    publish(blueprint)
    CityPageEditor(admin_client, page).choose("parking", "own", FIRST).save_draft()

    first.choose("cost", "own", SECOND).save_draft()
    assert draft(page)["parking"] == ("own", FIRST)
    assert draft(page)["cost"] == ("own", SECOND)


def test_a_form_without_the_fields_of_a_card_empties_nothing(
    tabs: tuple[CityPageEditor, CityPageEditor], page: CityPage, admin_client: Client
) -> None:
    tabs[0].choose("cost", "own", FIRST).publish()
    form = CityPageEditor(admin_client, page)
    for name in ("mode", "body"):
        del form.fields[f"{CARDS}-{form.row('cost')}-{name}"]
    form.fill_row(CARDS, form.row("cost"), id="x").publish()

    assert draft(page)["cost"] == ("own", FIRST)
