"""The editor's screens for generating city pages, through the browser's eyes."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from locations.models import (
    CityIndexPage,
    CityPage,
    GenerationRun,
    LandingBlueprint,
    ServiceArea,
)
from locations.services.generation import plan_for, start_run
from locations.services.runs import continue_run
from tests.factories import make_area, make_city_page
from tests.locations.row_counts import row_counts

pytestmark = pytest.mark.django_db

PLAN = "/admin/places/generate/"


@pytest.fixture
def areas(db: None) -> list[ServiceArea]:
    return [make_area(name) for name in ("Atherton", "Cupertino")]


@pytest.fixture
def choice(
    hub: CityIndexPage, blueprint: LandingBlueprint, clinic: Any, areas: list[ServiceArea]
) -> dict[str, Any]:
    """What the form posts to apply the plan for all places."""
    plan = plan_for(hub=hub, blueprint=blueprint, areas=ServiceArea.objects.all())
    return {"hub": hub.pk, "blueprint": blueprint.pk, "checksum": plan.checksum}


def preview_url(choice: dict[str, Any], area: ServiceArea) -> str:
    arguments = [choice["hub"], choice["blueprint"], area.pk]
    return reverse("generate_city_pages:preview", args=arguments)


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_the_plan_shows_each_place_with_what_happens_and_why(
    admin_client: Client,
    choice: dict[str, Any],
    hub: CityIndexPage,
    blueprint: LandingBlueprint,
    areas: list[ServiceArea],
) -> None:
    page = make_city_page(hub, blueprint, make_area("Palo Alto"))
    before = row_counts()
    screen = text(admin_client.get(PLAN))

    assert "Atherton has no page from this shared text yet." in screen
    assert f'href="{preview_url(choice, areas[0])}"' in screen
    assert "Palo Alto already has a page from this shared text, live." in screen
    assert f'href="/admin/pages/{page.pk}/edit/"' in screen
    assert "Make 2 draft pages" in screen
    assert row_counts() == before


def test_only_the_chosen_places_are_planned(
    admin_client: Client, choice: dict[str, Any], areas: list[ServiceArea]
) -> None:
    screen = text(admin_client.get(PLAN, {"area": areas[1].pk}))
    assert "Make 1 draft page" in screen
    assert "Cupertino has no page" in screen
    assert "Atherton has no page" not in screen


def test_without_a_page_to_put_them_under_the_screen_says_what_to_add(
    admin_client: Client, blueprint: LandingBlueprint, areas: list[ServiceArea]
) -> None:
    assert "First add the page “Areas we serve”" in text(admin_client.get(PLAN))


def test_without_published_text_the_screen_says_what_to_publish(
    admin_client: Client, hub: CityIndexPage, blueprint: LandingBlueprint, areas: list[ServiceArea]
) -> None:
    blueprint.unpublish()
    assert "First publish a shared page text" in text(admin_client.get(PLAN))


def test_without_a_place_the_screen_says_what_to_add(
    admin_client: Client, hub: CityIndexPage, blueprint: LandingBlueprint
) -> None:
    assert "First add a place, for example Mountain View." in text(admin_client.get(PLAN))


def test_when_every_page_is_there_the_screen_says_so_and_offers_no_button(
    admin_client: Client, choice: dict[str, Any]
) -> None:
    admin_client.post(PLAN, choice)
    screen = text(admin_client.get(PLAN))
    assert "Nothing to do: no page is missing." in screen
    assert "draft pages</button>" not in screen


def test_the_preview_is_the_real_page_and_stores_nothing(
    admin_client: Client, choice: dict[str, Any], areas: list[ServiceArea]
) -> None:
    before = row_counts()
    response = admin_client.get(preview_url(choice, areas[0]))

    assert response.status_code == 200
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "locations/city_page.html" in [template.name for template in response.templates]
    page = text(response)
    assert "Infusions for people from Atherton" in page
    assert "Shared text of cost for Atherton." in page
    assert "A fact about getting here for Atherton." in page
    assert 'aria-current="page"' in page
    assert row_counts() == before


def test_applying_the_plan_makes_the_drafts_and_shows_the_run(
    admin_client: Client, choice: dict[str, Any], manager: User
) -> None:
    response = admin_client.post(PLAN, choice)

    run = GenerationRun.objects.get()
    assert (run.started_by, run.status) == (manager, GenerationRun.Status.FINISHED)
    assert response.url == reverse("generate_city_pages:run", args=[run.pk])
    screen = text(admin_client.get(response.url))
    assert "2 draft pages were made." in screen
    for page in CityPage.objects.all():
        assert f'href="/admin/pages/{page.pk}/edit/"' in screen


def test_applying_a_plan_without_work_says_so_and_stores_nothing(
    admin_client: Client, choice: dict[str, Any], hub: CityIndexPage, blueprint: LandingBlueprint
) -> None:
    admin_client.post(PLAN, choice)
    plan = plan_for(hub=hub, blueprint=blueprint, areas=ServiceArea.objects.all())
    before = row_counts()

    response = admin_client.post(PLAN, choice | {"checksum": plan.checksum}, follow=True)
    assert "Nothing to do: no page is missing." in text(response)
    assert row_counts() == before


@pytest.mark.parametrize("checksum", ["0" * 64, "", "'; DROP TABLE"])
def test_a_plan_that_nobody_looked_at_is_shown_and_not_applied(
    admin_client: Client, choice: dict[str, Any], checksum: str
) -> None:
    before = row_counts()
    response = admin_client.post(PLAN, choice | {"checksum": checksum})

    assert response.status_code == 409
    assert "Something changed since you looked at the plan." in text(response)
    assert "Make 2 draft pages" in text(response)
    assert row_counts() == before


def test_a_plan_that_the_world_has_overtaken_is_shown_anew(
    admin_client: Client, choice: dict[str, Any]
) -> None:
    make_area("Mountain View")
    response = admin_client.post(PLAN, choice)

    assert response.status_code == 409
    assert "Make 3 draft pages" in text(response)
    assert not CityPage.objects.exists()
    current = response.context["plan"].checksum
    assert admin_client.post(PLAN, choice | {"checksum": current}).status_code == 302
    assert CityPage.objects.count() == 3


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("hub", "999"),
        ("hub", ""),
        ("hub", "1 OR 1=1"),
        ("hub", "9" * 40),
        ("blueprint", "999"),
        ("blueprint", "x"),
        ("area", "999"),
        ("area", "<script>"),
        ("area", "9" * 40),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_made_up_choice_gives_a_clear_error_and_changes_nothing(
    admin_client: Client, choice: dict[str, Any], field: str, value: str, method: str
) -> None:
    before = row_counts()
    response = getattr(admin_client, method)(PLAN, choice | {field: value})

    assert response.status_code == (400 if method == "post" else 200)
    assert "error-message" in text(response)
    assert "draft pages</button>" not in text(response)
    assert "<script>alert" not in text(response)
    assert row_counts() == before


def test_the_preview_of_something_that_is_not_there_is_not_found(
    admin_client: Client, choice: dict[str, Any], areas: list[ServiceArea]
) -> None:
    for number in (999, 10**40):
        for wrong in ({"hub": number}, {"blueprint": number}):
            assert admin_client.get(preview_url(choice | wrong, areas[0])).status_code == 404
        run = reverse("generate_city_pages:run", args=[number])
        assert admin_client.get(run).status_code == 404


def test_an_unfinished_run_goes_on_at_the_push_of_a_button(
    admin_client: Client, choice: dict[str, Any], hub: CityIndexPage, blueprint: LandingBlueprint
) -> None:
    plan = plan_for(hub=hub, blueprint=blueprint, areas=ServiceArea.objects.all())
    run = continue_run(start_run(plan=plan, user=None), seconds=0)
    url = reverse("generate_city_pages:run", args=[run.pk])

    screen = text(admin_client.get(url))
    assert "Making drafts: 0 of 2 places done." in screen
    assert "Go on</button>" in screen
    assert not CityPage.objects.exists()

    assert admin_client.post(url).status_code == 302
    assert CityPage.objects.count() == 2
    assert "Go on</button>" not in text(admin_client.get(url))


def test_marketing_editors_may_generate(
    editor: User, choice: dict[str, Any], client: Client
) -> None:
    client.force_login(editor)
    assert client.post(PLAN, choice).status_code == 302
    assert set(CityPage.objects.values_list("owner", flat=True)) == {editor.pk}


def test_who_may_not_add_pages_there_gets_nowhere(
    choice: dict[str, Any],
    areas: list[ServiceArea],
    hub: CityIndexPage,
    blueprint: LandingBlueprint,
    client: Client,
) -> None:
    user = User.objects.create_user("reader")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    plan = plan_for(hub=hub, blueprint=blueprint, areas=ServiceArea.objects.all())
    run = continue_run(start_run(plan=plan, user=None), seconds=0)
    run_url = reverse("generate_city_pages:run", args=[run.pk])
    client.force_login(user)
    before = row_counts()

    for url in (PLAN, run_url, preview_url(choice, areas[0])):
        response = client.get(url)
        assert (response.status_code, response.url) == (302, "/admin/")
    for url in (PLAN, run_url):
        response = client.post(url, choice)
        assert (response.status_code, response.url) == (302, "/admin/")
    assert row_counts() == before
