"""Drafts, autosave, older versions and second tabs lose no wording and double no row."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from editorial.rules.text_hash import text_hash
from locations.models import CityIndexPage, CityPage, LandingBlueprint, SectionOverride
from tests.factories import make_area, make_city_page, publish
from tests.locations.city_page_editor import CityPageEditor

pytestmark = pytest.mark.django_db

FIRST = '<p data-block-key="first">First wording.</p>'
SECOND = '<p data-block-key="secnd">Second wording.</p>'
SHARED = "<p>Shared text of cost for {place}.</p>"
CHANGED = "<p>Changed text of cost for {place}.</p>"


@pytest.fixture(params=["live", "draft"])
def page(
    request: pytest.FixtureRequest, hub: CityIndexPage, clinic: Any, blueprint: LandingBlueprint
) -> CityPage:
    """A page that is live, or not yet: Wagtail stores a draft of the one in its revision alone."""
    page = make_city_page(hub, blueprint, make_area("Palo Alto"))
    if request.param == "draft":
        page.unpublish()
    return CityPage.objects.get(pk=page.pk)


@pytest.fixture
def form(admin_client: Client, page: CityPage) -> CityPageEditor:
    return CityPageEditor(admin_client, page)


def draft_row(page: CityPage, key: str = "cost") -> SectionOverride:
    """Return the row in the newest draft, and fail if it is there twice."""
    rows = CityPage.objects.get(pk=page.pk).get_latest_revision_as_object().section_overrides.all()
    (found,) = [row for row in rows if row.section_key == key]
    return found


def change_shared_text(blueprint: LandingBlueprint, body: str) -> None:
    section = blueprint.sections.get(key="cost")
    section.body = body
    blueprint.sections.add(section)
    publish(blueprint)


def test_autosave_after_every_pause_keeps_one_row_a_section(
    form: CityPageEditor, page: CityPage, admin_client: Client
) -> None:
    for body in (FIRST, SECOND, FIRST + SECOND):
        form.choose("cost", "own", body).autosave()
        assert draft_row(page).body == body
    assert page.revisions.count() == 2

    form.publish()
    rows = SectionOverride.objects.filter(page=page)
    assert sorted(rows.values_list("section_key", "mode")) == [("cost", "own"), ("risks", "shared")]
    assert rows.get(section_key="cost").body == FIRST + SECOND
    assert CityPageEditor(admin_client, page).row("cost") == 0


def test_autosave_before_anything_is_chosen_changes_nothing_live(
    form: CityPageEditor, page: CityPage
) -> None:
    form.autosave()
    form.autosave()
    assert draft_row(page).mode == "shared"
    assert CityPage.objects.get(pk=page.pk).live == page.live


def test_the_replaced_text_is_the_shared_one_at_the_moment_of_the_choice(
    form: CityPageEditor, page: CityPage
) -> None:
    form.choose("cost", "own", FIRST).save_draft()

    row = draft_row(page)
    assert (row.replaced_text, row.replaced_hash) == (SHARED, text_hash(SHARED))
    assert draft_row(page, "risks").replaced_text == ""


def test_no_later_save_changes_the_replaced_text(
    form: CityPageEditor, page: CityPage, admin_client: Client, blueprint: LandingBlueprint
) -> None:
    form.choose("cost", "own", FIRST).autosave()
    change_shared_text(blueprint, CHANGED)
    form.choose("cost", "own", SECOND).autosave()
    form.autosave()
    form.save_draft()
    CityPageEditor(admin_client, page).publish()
    CityPageEditor(admin_client, page).autosave()

    row = draft_row(page)
    assert (row.body, row.replaced_text) == (SECOND, SHARED)
    assert row.replaced_hash == text_hash(SHARED)


def test_choosing_an_earlier_wording_anew_still_tells_what_it_was_written_for(
    form: CityPageEditor, page: CityPage, admin_client: Client, blueprint: LandingBlueprint
) -> None:
    form.choose("cost", "own", FIRST).publish()
    CityPageEditor(admin_client, page).choose("cost", "shared").publish()
    change_shared_text(blueprint, CHANGED)

    CityPageEditor(admin_client, page).choose("cost", "own").publish()
    row = draft_row(page)
    assert (row.body, row.replaced_text) == (FIRST, SHARED)


def test_an_older_version_brings_its_wording_back(
    form: CityPageEditor, page: CityPage, admin_client: Client
) -> None:
    form.choose("cost", "own", FIRST).publish()
    older = CityPage.objects.get(pk=page.pk).latest_revision
    CityPageEditor(admin_client, page).choose("cost", "own", SECOND).publish()
    assert draft_row(page).body == SECOND

    address = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, older.pk])
    reverted = CityPageEditor(admin_client, page, address)
    assert FIRST.split(">")[1].split("<")[0] in reverted.html
    reverted.publish()
    row = SectionOverride.objects.get(page=page, section_key="cost")
    assert (row.body, row.replaced_text) == (FIRST, SHARED)


def test_a_tab_whose_rows_are_gone_saves_them_again(
    form: CityPageEditor, page: CityPage, admin_client: Client
) -> None:
    before_any_row = page.latest_revision
    form.choose("cost", "own", FIRST).publish()
    open_tab = CityPageEditor(admin_client, page)
    before_any_row.publish()
    assert not SectionOverride.objects.filter(page=page).exists()

    open_tab.choose("cost", "own", SECOND).publish()
    assert SectionOverride.objects.get(page=page, section_key="cost").body == SECOND
    assert SectionOverride.objects.filter(page=page).count() == 2


def test_the_same_section_posted_twice_is_refused(form: CityPageEditor, page: CityPage) -> None:
    form.fill_row("section_overrides", 1, section_key="cost")
    response = form.choose_row(0, "own", FIRST).choose_row(1, "own", SECOND).post()

    assert response.status_code == 200
    assert not SectionOverride.objects.filter(page=page).exists()


def test_a_row_of_another_page_cannot_be_taken(
    form: CityPageEditor,
    page: CityPage,
    admin_client: Client,
    hub: CityIndexPage,
    blueprint: LandingBlueprint,
) -> None:
    other = make_city_page(hub, blueprint, make_area("Cupertino"))
    CityPageEditor(admin_client, other).choose("cost", "own", FIRST).publish()
    theirs = SectionOverride.objects.get(page=other, section_key="cost")

    form.fill_row("section_overrides", form.row("cost"), id=theirs.pk)
    form.choose("cost", "own", SECOND).publish()

    assert SectionOverride.objects.get(pk=theirs.pk).body == FIRST
    assert SectionOverride.objects.get(page=page, section_key="cost").body == SECOND


def test_a_damaged_form_is_refused_and_changes_nothing(
    form: CityPageEditor, page: CityPage
) -> None:
    for damage in ({"TOTAL_FORMS": "x"}, {"0-section_key": "<b>"}, {"0-mode": "other"}):
        fields = {f"section_overrides-{name}": value for name, value in damage.items()}
        response = form.post(**fields)
        assert response.status_code == 200
        assert not SectionOverride.objects.filter(page=page).exists()


def test_an_older_version_brings_a_deleted_question_back(
    page: CityPage, admin_client: Client
) -> None:
    older, question = page.latest_revision, page.local_questions.get()
    CityPageEditor(admin_client, page).fill_row("local_questions", 0, DELETE="on").publish()
    assert not page.local_questions.exists()

    address = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, older.pk])
    CityPageEditor(admin_client, page, address).publish()
    restored = page.local_questions.get()
    assert (restored.question, restored.anchor) == (question.question, question.anchor)
