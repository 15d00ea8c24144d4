"""Places around a clinic, from a package that brings its data along."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from clinic.models import Clinic
from locations.models import ServiceArea
from locations.rules.zip_data import PACKAGE, towns_around
from locations.services.place_suggestions import (
    ClinicWithoutCoordinatesError,
    NotSuggestedError,
    copy_suggestions,
    suggest_places,
)
from locations.tables.cells import ZipCode
from tests.factories import make_area, make_clinic
from tests.locations.row_counts import row_counts

LOS_ALTOS = (37.360450, -122.096420)
SCREEN = "/admin/places/suggest/"


def test_the_package_knows_all_places_of_the_demo_with_their_zip_codes() -> None:
    towns = {town.name: town for town in towns_around(*LOS_ALTOS, 12)}
    assert {"Los Altos", "Palo Alto", "Stanford", "Atherton", "Cupertino", "Sunnyvale"} <= set(
        towns
    )
    los_altos = towns["Los Altos"]
    assert los_altos.zip_codes == (
        ZipCode("94022"),
        ZipCode("94024"),
        ZipCode("94023", is_po_box=True),
    )
    assert (los_altos.state, los_altos.county) == ("CA", "Santa Clara")
    assert abs(float(los_altos.latitude) - 37.385) < 0.05
    assert los_altos.other_names == ("Los Altos Hills",)
    assert [town.miles for town in towns.values()] == sorted(town.miles for town in towns.values())


def test_zip_codes_out_of_reach_are_counted_and_not_offered() -> None:
    near = next(town for town in towns_around(*LOS_ALTOS, 8) if town.name == "San Jose")
    far = next(town for town in towns_around(*LOS_ALTOS, 30) if town.name == "San Jose")
    assert 0 < len(near.zip_codes) < len(far.zip_codes)
    assert near.farther_codes == len(far.zip_codes) + far.farther_codes - len(near.zip_codes)
    assert (near.latitude, near.longitude) == (far.latitude, far.longitude)


def test_at_sea_there_is_no_town() -> None:
    assert towns_around(30.0, -140.0, 40) == []


@pytest.mark.django_db
def test_chosen_places_become_drafts_that_say_where_each_figure_is_from(
    clinic: Clinic, editor: User
) -> None:
    (made,) = copy_suggestions(
        clinic=clinic, radius_miles=10, slugs=["mountain-view-ca"], user=editor
    )
    area = ServiceArea.objects.get()
    assert area == made
    assert (area.name, area.state, area.county) == ("Mountain View", "CA", "Santa Clara")
    assert (area.live, area.latest_revision.user) == (False, editor)
    assert "94041" in {row.code for row in area.zip_codes.all()}
    draft = area.get_latest_revision_as_object()
    for words in (PACKAGE, "GeoNames (CC BY 4.0)", "Kind: assumed"):
        assert words in draft.figures_source
    draft.full_clean()

    before = row_counts()
    again = {"radius_miles": 10, "slugs": ["mountain-view-ca"], "user": editor}
    assert copy_suggestions(clinic=clinic, **again) == []
    assert row_counts() == before


@pytest.mark.django_db
def test_a_place_of_the_same_name_in_another_state_is_another_place(clinic: Clinic) -> None:
    make_area("Mountain View", state="AR", slug="mountain-view-ar")
    there = make_area("Palo Alto", slug="our-palo-alto")
    known = {one.slug: one.known for one in suggest_places(clinic=clinic, radius_miles=10)}
    assert known["mountain-view-ca"] is None
    assert known["palo-alto-ca"] == there


@pytest.mark.django_db
def test_what_cannot_be_done_is_refused_and_nothing_is_written(
    clinic: Clinic, editor: User
) -> None:
    nowhere = make_clinic(name="New", slug="new", latitude=None, longitude=None)
    before = row_counts()
    with pytest.raises(NotSuggestedError, match="Choose from the list"):
        copy_suggestions(
            clinic=clinic, radius_miles=5, slugs=["los-altos-ca", "new-york-ny"], user=editor
        )
    with pytest.raises(ClinicWithoutCoordinatesError, match="latitude and longitude of New"):
        copy_suggestions(clinic=nowhere, radius_miles=5, slugs=[], user=editor)
    assert row_counts() == before


@pytest.fixture
def browser(editor: User) -> Client:
    client = Client()
    client.force_login(editor)
    return client


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.django_db
def test_the_screen_offers_towns_marks_known_ones_and_makes_drafts(
    browser: Client, clinic: Clinic
) -> None:
    make_area("Palo Alto")
    screen = text(browser.get(SCREEN))
    assert 'value="mountain-view-ca"' in screen
    assert 'value="palo-alto-ca"' not in screen
    assert "GeoNames (CC BY 4.0)" in screen

    choice = {"clinic": clinic.pk, "miles": 15, "place": ["mountain-view-ca", "los-altos-ca"]}
    done = text(browser.post(SCREEN, choice, follow=True))
    assert "2 drafts were made: Los Altos, CA, Mountain View, CA." in done
    assert "already there, as a draft" in done
    assert "Nothing to do" in text(browser.post(SCREEN, choice, follow=True))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"miles": "7"},
        {"miles": "9" * 40},
        {"clinic": "999"},
        {"clinic": "9" * 40},
        {"place": "atlantis-ca"},
    ],
)
def test_a_made_up_choice_is_refused_with_a_reason(
    browser: Client, clinic: Clinic, wrong: dict[str, str]
) -> None:
    before = row_counts()
    response = browser.post(SCREEN, {"clinic": clinic.pk, "miles": "5"} | wrong)
    assert response.status_code == 400
    assert "error-message" in text(response)
    assert row_counts() == before


@pytest.mark.django_db
def test_without_a_clinic_on_the_map_the_screen_says_what_to_enter(browser: Client) -> None:
    make_clinic(latitude=None, longitude=None)
    assert "First enter the latitude and longitude of a clinic" in text(browser.get(SCREEN))


@pytest.mark.django_db
def test_who_may_change_places_but_not_add_them_gets_no_suggestions(
    client: Client, clinic: Clinic
) -> None:
    user = User.objects.create_user("changer")
    codenames = ["access_admin", "change_servicearea"]
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client.force_login(user)
    assert not Group.objects.filter(user=user).exists()
    for response in (client.get(SCREEN), client.post(SCREEN, {"clinic": clinic.pk, "miles": 5})):
        assert response.url == "/admin/"
