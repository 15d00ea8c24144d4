"""The editor's steps for renaming, merging and retiring a place."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from locations.models import (
    CityPage,
    PlaceChange,
    ServiceArea,
)
from locations.services.place_life import retire_place
from tests.factories import make_area, publish
from tests.locations.linked_places import LinkedPlaces
from tests.locations.row_counts import row_counts

pytestmark = pytest.mark.django_db

RENAME = {"name": "West Menlo", "slug": ""}


@pytest.fixture
def page(linked_places: LinkedPlaces) -> CityPage:
    return linked_places.atherton


@pytest.fixture
def other(linked_places: LinkedPlaces) -> CityPage:
    """Cupertino's page, which has typed links to Atherton's."""
    return linked_places.cupertino


def step(name: str, area: ServiceArea) -> str:
    return reverse(f"place_changes:{name}", args=[area.pk])


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def choices(page: CityPage, other: CityPage) -> dict[str, dict[str, Any]]:
    """Return what is chosen in each step."""
    return {
        "rename": RENAME,
        "merge": {"other": other.area.pk, "take_zip_codes": "on", "take_facts": "on"},
        "retire": {"visitors": "place", "place": other.pk},
    }


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("rename", "<code>/locations/west-menlo-ca/</code>"),
        ("merge", "Leads to <code>/locations/cupertino-ca/</code>"),
        ("retire", "Leads to <code>/locations/cupertino-ca/</code>"),
    ],
)
def test_choose_look_do_and_undo(
    admin_client: Client, page: CityPage, other: CityPage, name: str, shown: str
) -> None:
    address, choice = step(name, page.area), choices(page, other)[name]
    assert "What changes" not in text(admin_client.get(address))
    before = row_counts()
    overview = admin_client.get(address, choice | {"show": "1"})
    assert "<code>/locations/atherton-ca/</code>" in text(overview)
    assert shown in text(overview)
    assert f'<a href="/admin/pages/{other.pk}/edit/">Cupertino, CA</a>' in text(overview)
    assert row_counts() == before

    checksum = overview.context["plan"].checksum
    done = admin_client.post(address, choice | {"checksum": checksum})
    change = PlaceChange.objects.get()
    assert done.url == reverse("place_changes:change", args=[change.pk])
    assert shown in text(admin_client.get(done.url))
    taken_over = "Next: read what was taken over, and publish it."
    assert (taken_over in text(admin_client.get(done.url))) == (name == "merge")
    assert change.summary in text(admin_client.get(reverse("place_changes:index")))
    admin_client.post(done.url)
    assert "Undone on" in text(admin_client.get(done.url))
    area, page = ServiceArea.objects.get(pk=page.area.pk), CityPage.objects.get(pk=page.pk)
    assert (area.name, area.status, page.live) == ("Atherton", "active", True)


@pytest.mark.parametrize("checksum", ["", "0" * 64])
def test_what_nobody_has_looked_at_is_shown_and_not_done(
    admin_client: Client, page: CityPage, checksum: str
) -> None:
    before = row_counts()
    response = admin_client.post(step("rename", page.area), RENAME | {"checksum": checksum})
    assert response.status_code == 409
    assert "Here is how it stands now" in text(response)
    assert "<code>/locations/west-menlo-ca/</code>" in text(response)
    assert row_counts() == before


@pytest.mark.parametrize(
    ("name", "choice"),
    [
        ("rename", {"name": ""}),
        ("rename", {"name": "x" * 101}),
        ("rename", {"name": "東京"}),
        ("rename", {"name": "West", "slug": "not a slug"}),
        ("merge", {"other": "9" * 40}),
        ("merge", {"other": "<script>"}),
        ("merge", {}),
        ("retire", {"visitors": "place"}),
        ("retire", {}),
    ],
)
def test_a_choice_that_makes_no_sense_gets_a_clear_error(
    admin_client: Client, page: CityPage, name: str, choice: dict[str, str]
) -> None:
    before = row_counts()
    address = step(name, page.area)
    for response in (
        admin_client.get(address, choice | {"show": "1"}),
        admin_client.post(address, choice),
    ):
        assert response.status_code in (200, 400)
        assert "error-message" in text(response)
        assert response.context["plan"] is None
    assert row_counts() == before


def test_what_stands_in_the_way_is_said_and_offers_no_button(
    admin_client: Client, page: CityPage, other: CityPage
) -> None:
    choice = {"name": "Cupertino", "slug": "cupertino-ca", "show": "1"}
    screen = text(admin_client.get(step("rename", page.area), choice))
    assert "Cupertino, CA has the address “cupertino-ca” already." in screen
    assert "Rename it now" not in screen


def test_an_undo_that_cannot_be_says_why(
    admin_client: Client, page: CityPage, other: CityPage, editor: User
) -> None:
    change = retire_place(area=page.area, target=other, user=editor)
    CityPage.objects.get(pk=page.pk).delete()
    response = admin_client.post(reverse("place_changes:change", args=[change.pk]))
    assert response.status_code == 409
    assert "The page “Atherton, CA” was deleted since." in text(response)


def test_a_place_without_a_page_is_retired_without_a_question(admin_client: Client) -> None:
    area = make_area("Stanford")
    overview = admin_client.get(step("retire", area), {"show": "1"})
    assert "No address changes." in text(overview)
    checksum = overview.context["plan"].checksum
    admin_client.post(step("retire", area), {"checksum": checksum})
    assert ServiceArea.objects.get(pk=area.pk).status == ServiceArea.Status.RETIRED


def test_the_steps_stand_where_places_are_edited(admin_client: Client, page: CityPage) -> None:
    area = page.area
    for screen in ("/admin/snippets/locations/servicearea/", f"edit/{area.pk}/", "changes"):
        address = {
            "changes": reverse("place_changes:index"),
            f"edit/{area.pk}/": f"/admin/snippets/locations/servicearea/edit/{area.pk}/",
        }.get(screen, screen)
        html = text(admin_client.get(address))
        for name in ("rename", "merge", "retire"):
            assert f'href="{step(name, area)}"' in html, (screen, name)


def test_without_places_or_changes_the_list_says_what_to_do(
    admin_client: Client, page: CityPage
) -> None:
    ServiceArea.objects.update(status=ServiceArea.Status.RETIRED)
    screen = text(admin_client.get(reverse("place_changes:index")))
    assert "No place is in service. Publish one under Places first." in screen
    assert "Nothing yet." in screen


def test_what_was_done_stands_in_the_history_of_the_place(
    admin_client: Client, page: CityPage, other: CityPage
) -> None:
    publish(ServiceArea.objects.get(pk=page.area.pk))
    retire_place(area=page.area, target=None, user=None)
    history = f"/admin/snippets/locations/servicearea/history/{page.area.pk}/"
    assert "Atherton, CA is retired" in text(admin_client.get(history))
