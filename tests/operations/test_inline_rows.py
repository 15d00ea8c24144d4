"""Rows that were deleted come back with the version that has them."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client

from clinic.models import Clinic
from locations.models import LandingBlueprint
from tests.editor_forms import edit_form, revert_form
from tests.factories import in_order, make_blueprint, make_clinic, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("manager"))
    return client


def test_hours_that_were_deleted_come_back_with_the_older_version(manager: Client) -> None:
    clinic = make_clinic()
    older, rows = (
        clinic.latest_revision,
        list(clinic.weekly_hours.values_list("pk", "weekday", "opens", "closes")),
    )
    edit_form(manager, clinic).fill_row("weekly_hours", 0, DELETE="on").publish()
    assert len(Clinic.objects.get(pk=clinic.pk).weekly_hours.all()) == len(rows) - 1

    revert_form(manager, clinic, older).publish()
    assert (
        list(
            Clinic.objects.get(pk=clinic.pk).weekly_hours.values_list(
                "pk", "weekday", "opens", "closes"
            )
        )
        == rows
    )


def test_a_section_that_was_deleted_comes_back_with_its_key(manager: Client) -> None:
    blueprint = make_blueprint()
    older = blueprint.latest_revision
    edit_form(manager, blueprint).fill_row("sections", 0, DELETE="on").publish()
    assert [row.key for row in LandingBlueprint.objects.get().sections.all()] == ["risks"]

    revert_form(manager, blueprint, older).publish()
    assert [row.key for row in LandingBlueprint.objects.get().sections.all()] == ["cost", "risks"]


def test_a_made_up_row_is_refused(manager: Client) -> None:
    blueprint = make_blueprint(*in_order([make_section("cost"), make_section("risks")]))
    response = edit_form(manager, blueprint).fill_row("sections", 0, id="999").post()
    assert response.status_code == 200
    assert [row.key for row in LandingBlueprint.objects.get().sections.all()] == ["cost", "risks"]
