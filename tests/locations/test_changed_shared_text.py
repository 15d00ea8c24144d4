"""What the editor of an own wording is shown, and can do, when the shared text has changed."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from locations.models import CityIndexPage, CityPage, LandingBlueprint, SectionOverride
from locations.rules.wordings import wording_hash
from tests.factories import make_area, make_city_page, publish
from tests.locations.city_page_editor import CARDS, CityPageEditor

pytestmark = pytest.mark.django_db

# Without the editor's own notation, which a save must not add to what nobody changed.
OWN = "<p>At the door in {place}.</p>"
EDITED = '<p data-block-key="own01">At the desk in {place}.</p>'
SHARED = "<p>Shared text of cost for {place}.</p>"
CHANGED = "<p>Changed text of cost for {place}.</p>"
CHANGED_AGAIN = "<p>Third text of cost for {place}.</p>"


@pytest.fixture
def page(hub: CityIndexPage, clinic: Any, blueprint: LandingBlueprint) -> CityPage:
    """A page with a wording of its own, written for a shared text that has changed since."""
    page = make_city_page(hub, blueprint, make_area("Palo Alto"))
    page.section_overrides.add(
        SectionOverride(
            section_key="cost",
            mode="own",
            body=OWN,
            replaced_text=SHARED,
            replaced_hash=wording_hash(SHARED),
        )
    )
    publish(page)
    change_shared_text(blueprint, CHANGED)
    return CityPage.objects.get(pk=page.pk)


@pytest.fixture
def form(admin_client: Client, page: CityPage) -> CityPageEditor:
    return CityPageEditor(admin_client, page)


def change_shared_text(blueprint: LandingBlueprint, body: str) -> None:
    section = blueprint.sections.get(key="cost")
    section.body = body
    blueprint.sections.add(section)
    publish(blueprint)


def draft_row(page: CityPage) -> SectionOverride:
    rows = CityPage.objects.get(pk=page.pk).get_latest_revision_as_object().section_overrides.all()
    (found,) = [row for row in rows if row.section_key == "cost"]
    return found


def question(client: Client, page: CityPage) -> str:
    """Return what the card asks when the page is opened anew, or ``""``."""
    found = CityPageEditor(client, page).cards["Section cost"].select_one(".section-card__question")
    return " ".join(found.get_text(" ").split()) if found else ""


def test_the_card_shows_old_new_and_own_with_the_changed_words_marked(
    form: CityPageEditor, page: CityPage
) -> None:
    card = form.cards["Section cost"]
    columns = [found.get_text() for found in card.select(".wordings .wording")]
    assert columns == [
        "Shared text of cost for Palo Alto.",
        "Changed text of cost for Palo Alto.",
        "At the door in Palo Alto.",
    ]
    assert [found.get_text() for found in card.select("del, ins")] == ["Shared ", "Changed "]
    assert not form.cards["Section risks"].select(".section-card__question")


def test_keeping_records_the_new_shared_text_as_seen_and_changes_no_byte(
    form: CityPageEditor, page: CityPage, admin_client: Client
) -> None:
    form.decide("cost", "keep").save_draft()

    row = draft_row(page)
    assert (row.mode, row.body, row.replaced_text) == ("own", OWN, CHANGED)
    assert question(admin_client, page) == ""


def test_taking_shows_the_shared_text_and_keeps_the_own_wording(
    form: CityPageEditor, page: CityPage, admin_client: Client
) -> None:
    form.decide("cost", "take").publish()

    row = SectionOverride.objects.get(page=page, section_key="cost")
    assert (row.mode, row.body, row.replaced_text) == ("shared", OWN, SHARED)
    assert "Changed text of cost for Palo Alto." in Client().get(page.url).content.decode()
    CityPageEditor(admin_client, page).choose("cost", "own").save_draft()
    assert "Shared text when you wrote yours" in question(admin_client, page)


def test_editing_stores_the_new_wording_and_counts_as_seen(
    form: CityPageEditor, page: CityPage, admin_client: Client
) -> None:
    form.choose("cost", "own", EDITED).decide("cost", "edit").save_draft()

    row = draft_row(page)
    assert (row.body, row.replaced_text) == (EDITED, CHANGED)
    assert question(admin_client, page) == ""


@pytest.mark.parametrize("decision", ["", "take"])
def test_saving_by_itself_answers_nothing(
    form: CityPageEditor, page: CityPage, admin_client: Client, decision: str
) -> None:
    form.choose("cost", "own", EDITED).decide("cost", decision).autosave()

    row = draft_row(page)
    assert (row.mode, row.body, row.replaced_text) == ("own", EDITED, SHARED)
    if not decision:
        form.save_draft()
        assert draft_row(page).replaced_text == SHARED
        assert "Keep mine." in question(admin_client, page)


def test_an_answer_about_a_text_that_has_changed_again_does_not_count(
    form: CityPageEditor, page: CityPage, admin_client: Client, blueprint: LandingBlueprint
) -> None:
    change_shared_text(blueprint, CHANGED_AGAIN)
    form.choose("cost", "own", EDITED).decide("cost", "keep").save_draft()

    row = draft_row(page)
    assert (row.body, row.replaced_text) == (EDITED, SHARED)
    assert "Third text of cost for Palo Alto." in question(admin_client, page)


def test_a_wording_begun_beside_an_outdated_shared_text_remembers_that_one(
    hub: CityIndexPage, admin_client: Client, blueprint: LandingBlueprint, page: CityPage
) -> None:
    other = make_city_page(hub, blueprint, make_area("Cupertino"))
    form = CityPageEditor(admin_client, other)
    change_shared_text(blueprint, CHANGED_AGAIN)
    form.choose("cost", "own", OWN).save_draft()

    assert draft_row(other).replaced_text == CHANGED
    assert "Third text of cost for Cupertino." in question(admin_client, other)


def test_a_change_of_formatting_alone_says_so_and_editor_notation_is_none(
    page: CityPage, admin_client: Client, blueprint: LandingBlueprint
) -> None:
    change_shared_text(blueprint, SHARED.replace("<p>", '<p data-block-key="abcde">'))
    assert question(admin_client, page) == ""
    change_shared_text(blueprint, SHARED.replace("cost", "<b>cost</b>"))
    assert "No word differs" in question(admin_client, page)
    SectionOverride.objects.update(replaced_text="", replaced_hash="0" * 64)
    assert "It is no longer known." in question(admin_client, page)


def test_what_anybody_wrote_is_shown_as_text(
    page: CityPage, admin_client: Client, blueprint: LandingBlueprint
) -> None:
    change_shared_text(blueprint, "<p>&lt;script&gt;alert(1)&lt;/script&gt; for {place}</p>")
    html = CityPageEditor(admin_client, page).html
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_a_forged_answer_is_refused(form: CityPageEditor, page: CityPage) -> None:
    assert form.post(**{f"{CARDS}-0-decision": "<b>"}).status_code == 200
    assert draft_row(page).replaced_text == SHARED
