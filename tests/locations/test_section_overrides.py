"""One city's own wording for a shared section, from the editor's form to the visitor's page."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from locations.models import CityIndexPage, CityPage, LandingBlueprint, SectionOverride
from tests.factories import (
    in_order,
    make_area,
    make_blueprint,
    make_city_page,
    make_section,
    publish,
)
from tests.locations.city_page_editor import CARDS, CityPageEditor

pytestmark = pytest.mark.django_db

OWN = '<p data-block-key="own01">People from {place} pay at the door.</p>'


@pytest.fixture
def page(hub: CityIndexPage, clinic: Any, blueprint: LandingBlueprint) -> CityPage:
    return make_city_page(hub, blueprint, make_area("Palo Alto"))


@pytest.fixture
def form(admin_client: Client, page: CityPage) -> CityPageEditor:
    return CityPageEditor(admin_client, page)


def live_text(page: CityPage) -> str:
    """Return what a visitor reads on the page."""
    response = Client().get(CityPage.objects.get(pk=page.pk).url)
    assert response.status_code == 200
    main = BeautifulSoup(response.content, "html.parser").main
    assert main is not None
    return " ".join(main.get_text(" ").split())


def stored(page: CityPage) -> dict[str, str]:
    """Return the stored choices by section, and fail where a section has two."""
    rows = SectionOverride.objects.filter(page=page).values_list("section_key", "mode")
    assert len(dict(rows)) == len(rows)
    return dict(rows)


def draft(page: CityPage) -> dict[str, tuple[str, str]]:
    """Return mode and own wording by section in the newest draft."""
    rows = CityPage.objects.get(pk=page.pk).get_latest_revision_as_object().section_overrides.all()
    assert len({row.section_key for row in rows}) == len(rows)
    return {row.section_key: (row.mode, row.body) for row in rows}


def test_each_shared_section_has_a_card_with_its_text_as_it_reads_there(
    form: CityPageEditor,
) -> None:
    assert list(form.cards) == ["Section cost", "Section risks"]
    assert "Shared text of cost for Palo Alto." in form.cards["Section cost"].get_text()
    modes = {
        heading: [found["value"] for found in card.select("input[type=radio]")]
        for heading, card in form.cards.items()
    }
    assert modes == {
        "Section cost": ["shared", "own", "hidden"],
        "Section risks": ["shared", "own"],
    }
    assert "it cannot be hidden" in form.cards["Section risks"].get_text()


def test_an_own_wording_replaces_the_shared_text_on_this_page_alone(
    form: CityPageEditor, page: CityPage, hub: CityIndexPage, blueprint: LandingBlueprint
) -> None:
    other = make_city_page(hub, blueprint, make_area("Cupertino"))
    form.choose("cost", "own", OWN).publish()

    assert "People from Palo Alto pay at the door." in live_text(page)
    assert "Shared text of cost" not in live_text(page)
    assert "Shared text of cost for Cupertino." in live_text(other)


def test_a_hidden_section_is_not_on_the_page(form: CityPageEditor, page: CityPage) -> None:
    form.choose("cost", "hidden").publish()
    assert "Section cost" not in live_text(page)
    assert "Section risks" in live_text(page)


def test_shared_brings_the_shared_text_back_and_keeps_the_own_wording(
    form: CityPageEditor, page: CityPage, admin_client: Client
) -> None:
    form.choose("cost", "own", OWN).publish()
    CityPageEditor(admin_client, page).choose("cost", "shared").publish()

    assert "Shared text of cost for Palo Alto." in live_text(page)
    assert "pay at the door" not in live_text(page)
    assert "pay at the door" in SectionOverride.objects.get(page=page, section_key="cost").body


@pytest.mark.parametrize("button", [{}, {"action-publish": "action-publish"}])
def test_a_forged_form_cannot_hide_a_section_about_safety(
    form: CityPageEditor, page: CityPage, button: dict[str, str]
) -> None:
    response = form.choose("risks", "hidden").post(**button)

    assert response.status_code == 200
    assert "hidden is not one of the available choices" in response.content.decode()
    assert "Section risks" in live_text(page)
    assert "hidden" not in dict(draft(page).values())


def test_an_unknown_token_in_an_own_wording_is_refused_with_the_nearest_name(
    form: CityPageEditor, page: CityPage
) -> None:
    response = form.choose("cost", "own", "<p>For {plce}.</p>").post()

    message = "There is no token {plce}. Did you mean {place}?"
    assert message in BeautifulSoup(response.content, "html.parser").get_text()
    assert draft(page) == {}


def test_saving_a_draft_does_not_change_the_live_page(form: CityPageEditor, page: CityPage) -> None:
    form.choose("cost", "own", OWN).choose("risks", "own", "<p>Own risks.</p>").save_draft()

    assert "Shared text of cost for Palo Alto." in live_text(page)
    assert "Shared text of risks for Palo Alto." in live_text(page)
    assert draft(page)["cost"] == ("own", OWN)


def test_publishing_an_empty_own_wording_is_refused(form: CityPageEditor, page: CityPage) -> None:
    response = form.choose("cost", "own", "").post(**{"action-publish": "action-publish"})

    assert response.status_code == 200
    assert "Write your own wording, or choose the shared text." in response.content.decode()
    assert "Shared text of cost for Palo Alto." in live_text(page)


def test_a_draft_may_have_an_empty_own_wording(form: CityPageEditor, page: CityPage) -> None:
    form.choose("cost", "own", "").save_draft()
    assert draft(page)["cost"][0] == "own"


def test_a_section_added_to_the_shared_text_gets_its_card(
    form: CityPageEditor, page: CityPage, admin_client: Client, blueprint: LandingBlueprint
) -> None:
    """While the form is open as well: it is saved without the new section, and nothing is lost."""
    blueprint.sections.set(in_order([*blueprint.sections.all(), make_section("parking")]))
    publish(blueprint)

    form.choose("cost", "own", OWN).publish()
    assert "Shared text of parking for Palo Alto." in live_text(page)
    reopened = CityPageEditor(admin_client, page)
    assert list(reopened.cards) == ["Section cost", "Section risks", "Section parking"]
    reopened.choose("parking", "hidden").publish()
    assert stored(page) == {"cost": "own", "risks": "shared", "parking": "hidden"}
    assert "pay at the door" in live_text(page)


def test_the_own_wording_of_a_deleted_section_stays_with_the_editor_alone(
    form: CityPageEditor, page: CityPage, admin_client: Client, blueprint: LandingBlueprint
) -> None:
    form.choose("cost", "own", OWN).publish()
    blueprint.sections.remove(blueprint.sections.get(key="cost"))
    publish(blueprint)

    assert "pay at the door" not in live_text(page)
    reopened = CityPageEditor(admin_client, page)
    assert list(reopened.cards) == ["Section risks", "Section cost"]
    assert "no longer has this section" in reopened.cards["Section cost"].get_text()
    reopened.publish()
    assert SectionOverride.objects.get(page=page, section_key="cost").body == OWN


def test_a_section_that_comes_back_has_its_own_wording_again(
    form: CityPageEditor, page: CityPage, admin_client: Client, blueprint: LandingBlueprint
) -> None:
    with_cost = blueprint.latest_revision
    form.choose("cost", "own", OWN).publish()
    blueprint.sections.remove(blueprint.sections.get(key="cost"))
    publish(blueprint)
    CityPageEditor(admin_client, page).publish()

    with_cost.publish()
    assert "People from Palo Alto pay at the door." in live_text(page)
    assert SectionOverride.objects.get(page=page, section_key="cost").body == OWN


def test_what_is_left_of_a_deleted_section_goes_when_the_editor_discards_it(
    form: CityPageEditor, page: CityPage, admin_client: Client, blueprint: LandingBlueprint
) -> None:
    form.choose("cost", "own", OWN).publish()
    with_wording = CityPage.objects.get(pk=page.pk).latest_revision
    blueprint.sections.remove(blueprint.sections.get(key="cost"))
    publish(blueprint)

    form = CityPageEditor(admin_client, page).decide("cost", "discard").decide("risks", "discard")
    form.autosave()
    assert draft(page)["cost"] == ("own", OWN)
    form.publish()
    assert stored(page) == {"risks": "shared"}
    assert OWN in str(with_wording.as_object().section_overrides.all()[0].body)


def test_a_section_deleted_while_the_form_is_open_keeps_what_was_typed(
    form: CityPageEditor, page: CityPage, blueprint: LandingBlueprint
) -> None:
    blueprint.sections.remove(blueprint.sections.get(key="cost"))
    publish(blueprint)

    form.choose("cost", "own", OWN).save_draft()
    assert draft(page)["cost"] == ("own", OWN)
    assert "pay at the door" not in live_text(page)


def test_another_shared_text_brings_its_own_cards(
    form: CityPageEditor, page: CityPage, admin_client: Client
) -> None:
    form.choose("cost", "own", OWN).publish()
    other = make_blueprint(make_section("visit"), name="Other", slug="other")

    CityPageEditor(admin_client, page).fill(blueprint=other.pk).publish()

    assert "Shared text of visit for Palo Alto." in live_text(page)
    assert "pay at the door" not in live_text(page)
    assert list(CityPageEditor(admin_client, page).cards) == ["Section visit", "Section cost"]


def test_a_page_without_place_and_text_explains_itself(
    admin_client: Client, hub: CityIndexPage
) -> None:
    page = CityPage(title="New", slug="new", live=False)
    hub.add_child(instance=page)
    page.save_revision(clean=False)

    form = CityPageEditor(admin_client, page)
    assert form.cards == {}
    assert "Choose a place and a shared page text below and save the draft." in form.html
    assert form.fields[f"{CARDS}-TOTAL_FORMS"] == ["0"]
