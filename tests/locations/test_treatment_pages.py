"""Pages about one treatment: below the general page of their place, and reached from there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker
from wagtail.models import Locale, Page
from wagtail.test.utils.form_data import rich_text

from locations.models import CityIndexPage, CityPage, LandingBlueprint, ServiceArea
from locations.places import place_labels
from locations.rules.planning import Action
from locations.services.generation import GenerationPlan, plan_for, start_run
from locations.services.place_life import rename_place
from locations.services.runs import continue_run
from tests.factories import (
    add_page,
    make_area,
    make_blueprint,
    make_city_page,
    make_clinic,
    make_home,
    make_treatment,
    publish,
)
from tests.locations.generation_runs import run_through
from tests.open_gate import open_gate

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def keys(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, int]]:
    """One site for all tests of this module; what a test changes is undone after it.

    Palo Alto has a general page and below it one about migraine, Cupertino a general page alone.
    """
    with django_db_blocker.unblock(), transaction.atomic(), open_gate():
        cache.clear()
        make_clinic()
        page = CityIndexPage(title="Areas we serve", slug="locations", introduction="<p>A.</p>")
        hub = add_page(make_home(), page)
        blueprint = make_blueprint()
        migraine = make_blueprint(
            name="Migraine",
            slug="migraine-pages",
            treatment=make_treatment(),
            heading_pattern="Migraine care for people from {place}",
        )
        palo_alto = make_area("Palo Alto")
        general = make_city_page(hub, blueprint, palo_alto)
        other = make_city_page(hub, blueprint, make_area("Cupertino"))
        page = make_city_page(general, migraine, palo_alto, slug="migraine", title="Migraine")  # type: ignore[arg-type]
        yield {
            "hub": hub.pk,
            "blueprint": blueprint.pk,
            "migraine": migraine.pk,
            "general": general.pk,
            "other": other.pk,
            "page": page.pk,
        }
        transaction.set_rollback(True)
    cache.clear()


@pytest.fixture
def hub(keys: dict[str, int]) -> CityIndexPage:
    return CityIndexPage.objects.get(pk=keys["hub"])


@pytest.fixture
def blueprint(keys: dict[str, int]) -> LandingBlueprint:
    return LandingBlueprint.objects.get(pk=keys["blueprint"])


@pytest.fixture
def migraine(keys: dict[str, int]) -> LandingBlueprint:
    """A shared text about ketamine for migraine."""
    return LandingBlueprint.objects.get(pk=keys["migraine"])


@pytest.fixture
def general(keys: dict[str, int]) -> CityPage:
    """The general page of Palo Alto."""
    return CityPage.objects.get(pk=keys["general"])


@pytest.fixture
def other(keys: dict[str, int]) -> CityPage:
    """The general page of Cupertino."""
    return CityPage.objects.get(pk=keys["other"])


@pytest.fixture
def page(keys: dict[str, int]) -> CityPage:
    """The live page about migraine for people from Palo Alto."""
    return CityPage.objects.get(pk=keys["page"])


def plan(hub: CityIndexPage, blueprint: LandingBlueprint) -> GenerationPlan:
    return plan_for(hub=hub, blueprint=blueprint, areas=ServiceArea.objects.all())


def html_of(page: Page) -> str:
    response = Client().get(page.url)
    assert response.status_code == 200
    return response.content.decode()


def graph_of(page: Page) -> list[dict[str, Any]]:
    (script,) = re.findall(r"<script type=.application/ld.json.>(.*?)</script>", html_of(page))
    nodes: list[dict[str, Any]] = json.loads(script)["@graph"]
    return nodes


def links_below_the_heading(page: Page, heading: str) -> list[str]:
    found = re.search(rf"<h2>\s*{heading}\s*</h2>(.*?)</section>", html_of(page), re.DOTALL)
    return re.findall(r'href="([^"]+)"', found[1]) if found else []


def test_a_run_makes_them_below_the_general_page(
    hub: CityIndexPage, other: CityPage, page: CityPage, migraine: LandingBlueprint
) -> None:
    items = {item.area_name: item for item in plan(hub, migraine).items}
    assert (items["Palo Alto"].action, items["Palo Alto"].page_id) == (Action.SKIP, page.pk)
    run = run_through(plan(hub, migraine))

    made = run.items.select_related("page").get(area=other.area).page
    assert made is not None
    assert made.url_path == f"{other.url_path}migraine/"
    assert (made.title, made.live) == ("Migraine: Cupertino, CA", False)
    assert made.claim.blueprint == migraine
    assert not any(Page.find_problems())
    assert {item.action for item in plan(hub, migraine).items} == {Action.SKIP}


def test_their_plan_takes_the_same_number_of_queries_for_any_number_of_places(
    keys: dict[str, int], hub: CityIndexPage, django_assert_num_queries: Any
) -> None:
    for count in (1, 2):
        text = LandingBlueprint.objects.get(pk=keys["migraine"])
        with django_assert_num_queries(10):
            plan_for(hub=hub, blueprint=text, areas=ServiceArea.objects.all()[:count])


def test_their_address_can_be_chosen_with_the_shared_text(
    hub: CityIndexPage, other: CityPage, migraine: LandingBlueprint
) -> None:
    migraine.page_slug = "headache"
    publish(migraine)
    run_through(plan(hub, migraine))
    assert CityPage.objects.child_of(other).get().slug == "headache"


def test_without_a_condition_the_address_is_that_of_the_treatment(
    hub: CityIndexPage, migraine: LandingBlueprint
) -> None:
    migraine.treatment.condition = ""  # type: ignore[union-attr]
    publish(migraine.treatment)
    migraine = LandingBlueprint.objects.get(pk=migraine.pk)
    (item,) = (item for item in plan(hub, migraine).items if item.area_name == "Cupertino")
    assert item.slug == "ketamine-for-migraine"


def test_a_place_without_its_general_page_is_a_conflict(
    hub: CityIndexPage, migraine: LandingBlueprint
) -> None:
    make_area("Atherton")
    items = {item.area_name: item for item in plan(hub, migraine).items}
    assert items["Cupertino"].action is Action.CREATE
    assert items["Atherton"].action is Action.CONFLICT
    assert items["Atherton"].reason.startswith("Atherton has no general page yet.")


def test_a_general_page_in_another_language_is_none(
    hub: CityIndexPage, migraine: LandingBlueprint
) -> None:
    spanish = Locale.objects.create(language_code="es")
    translated = hub.copy_for_translation(spanish, copy_parents=True)
    for item in plan(translated, migraine).items:
        assert item.action is Action.CONFLICT
        assert "is in another language or stands elsewhere" in item.reason


def test_a_general_page_that_went_away_meanwhile_leaves_the_place_without(
    hub: CityIndexPage, other: CityPage, migraine: LandingBlueprint
) -> None:
    run = start_run(plan=plan(hub, migraine), user=None)
    area = other.area
    other.delete()
    item = continue_run(run).items.get(area=area)
    assert item.message.startswith("Cupertino has no general page any more")
    assert not CityPage.objects.filter(area=area).exists()


def test_the_way_to_it_is_named_step_by_step(page: CityPage) -> None:
    breadcrumb = next(node for node in graph_of(page) if node["@type"] == "BreadcrumbList")
    assert [step["name"] for step in breadcrumb["itemListElement"]] == [
        "Home",
        "Areas we serve",
        "Palo Alto, CA",
        "Migraine",
    ]
    assert "Migraine care for people from Palo Alto" in html_of(page)


def test_its_markup_names_the_treatment(page: CityPage) -> None:
    service = next(node for node in graph_of(page) if node["@type"] == "Service")
    assert service["serviceType"] == "Ketamine infusion therapy"
    assert service["@id"].startswith(page.full_url)


def test_the_general_page_leads_to_what_is_live_below_it(general: CityPage, page: CityPage) -> None:
    heading = "More for people from Palo Alto"
    assert links_below_the_heading(general, heading) == [page.url]
    assert links_below_the_heading(page, heading) == []
    page.unpublish()
    assert links_below_the_heading(general, heading) == []


def test_the_hub_lists_the_general_page_alone(hub: CityIndexPage, page: CityPage) -> None:
    html = html_of(hub)
    assert '"/locations/palo-alto-ca/"' in html
    assert "/locations/palo-alto-ca/migraine/" not in html


def test_it_stays_when_the_general_page_is_taken_down(general: CityPage, page: CityPage) -> None:
    general.unpublish()
    names = [
        step["name"]
        for node in graph_of(page)
        if node["@type"] == "BreadcrumbList"
        for step in node["itemListElement"]
    ]
    assert names == ["Home", "Areas we serve", "Migraine"]


def test_it_moves_with_the_general_page(
    hub: CityIndexPage, general: CityPage, page: CityPage
) -> None:
    target = CityIndexPage(title="More areas", slug="more-areas", introduction="<p>More.</p>")
    target = add_page(hub.get_parent(), target)
    assert general.can_move_to(target)
    general.move(target, pos="last-child")
    page = CityPage.objects.get(pk=page.pk)
    assert page.url_path.endswith("/more-areas/palo-alto-ca/migraine/")
    assert not any(Page.find_problems())


def test_it_stands_nowhere_else(
    hub: CityIndexPage, general: CityPage, other: CityPage, page: CityPage
) -> None:
    assert not page.can_move_to(hub)
    assert not page.can_move_to(other)
    assert not other.can_move_to(general)
    assert not general.can_move_to(other)
    assert CityPage.can_create_at(general)
    assert not CityPage.can_create_at(page)


def test_the_editor_offers_no_page_below_it(
    admin_client: Client, general: CityPage, page: CityPage, manager: User
) -> None:
    assert general.permissions_for_user(manager).can_add_subpage()
    assert not page.permissions_for_user(manager).can_add_subpage()
    add = reverse("wagtailadmin_pages:add", args=["locations", "citypage", page.pk])
    assert admin_client.get(add).status_code == 302


def test_its_preview_stands_below_the_general_page(
    admin_client: Client,
    hub: CityIndexPage,
    other: CityPage,
    migraine: LandingBlueprint,
) -> None:
    url = reverse("generate_city_pages:preview", args=[hub.pk, migraine.pk, other.area_id])
    html = admin_client.get(url).content.decode()
    assert "Migraine care for people from Cupertino" in html
    assert '<a href="/locations/cupertino-ca/">Cupertino, CA</a>' in html
    assert '<span aria-current="page">Migraine</span>' in html


def post_city_page(client: Client, url: str, area: ServiceArea, blueprint: LandingBlueprint) -> Any:
    fields = {
        "title": "A page",
        "slug": "a-page",
        "local_introduction": rich_text("<p>How people come.</p>"),
        "area": area.pk,
        "blueprint": blueprint.pk,
        "pictures-count": "0",
        "action-publish": "publish",
    }
    for rows in ("local_questions", "section_overrides", "chosen_neighbours", "comments"):
        fields |= {f"{rows}-TOTAL_FORMS": "0", f"{rows}-INITIAL_FORMS": "0"}
    return client.post(url, fields)


def test_what_is_published_in_the_wrong_place_is_refused_with_what_to_do(
    admin_client: Client,
    hub: CityIndexPage,
    general: CityPage,
    blueprint: LandingBlueprint,
    migraine: LandingBlueprint,
) -> None:
    atherton = make_area("Atherton")
    before = set(CityPage.objects.all())
    for parent, area, text, problem in (
        (hub, atherton, migraine, "stands below the general page of its place"),
        (general, atherton, blueprint, "stand only pages about one treatment"),
        (general, atherton, migraine, "This page stands below the page of Palo Alto, CA"),
    ):
        add = reverse("wagtailadmin_pages:add", args=["locations", "citypage", parent.pk])
        response = post_city_page(admin_client, add, area, text)
        assert problem in response.content.decode()
    assert set(CityPage.objects.all()) == before


def test_the_search_tells_it_from_the_general_page(general: CityPage, page: CityPage) -> None:
    assert place_labels([general.pk, page.pk]) == {
        general.pk: "Palo Alto, CA",
        page.pk: "Migraine: Palo Alto, CA",
    }


def test_general_texts_are_offered_first(
    migraine: LandingBlueprint, blueprint: LandingBlueprint
) -> None:
    assert list(LandingBlueprint.objects.for_generation()) == [blueprint, migraine]


def test_a_renamed_place_takes_the_title_of_its_treatment_page_along(page: CityPage) -> None:
    page.title = page.draft_title = "Migraine: Palo Alto, CA"
    page.save()
    rename_place(area=page.area, name="Palo Verde", slug="palo-verde-ca", user=None)
    page.refresh_from_db()
    assert (page.title, page.draft_title) == ("Migraine: Palo Verde, CA",) * 2
    assert page.url == f"/locations/palo-verde-ca/{page.slug}/"
