"""Generation through its services: plan, apply, go on, and never make a page twice."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from wagtail.models import Page, PageLogEntry

from home.models import ContentPage
from locations.models import (
    CityIndexPage,
    CityPage,
    GenerationRun,
    GenerationRunItem,
    LandingBlueprint,
    ServiceArea,
)
from locations.rules.planning import Action
from locations.services.generation import GenerationPlan, plan_for, start_run
from locations.services.runs import continue_run
from tests.databases import on_sqlite_alone
from tests.factories import add_page, make_area, make_city_page
from tests.locations.generation_runs import outcomes, run_through

pytestmark = pytest.mark.django_db

Outcome = GenerationRunItem.Outcome


def test_a_plan_gives_each_place_what_happens_and_why(
    hub: CityIndexPage, blueprint: LandingBlueprint, areas: list[ServiceArea]
) -> None:
    make_city_page(hub, blueprint, areas[0])
    add_page(hub, ContentPage(title="Something else", slug="cupertino-ca"))
    retired = make_area("Alviso", status=ServiceArea.Status.RETIRED)
    unpublished = make_area("Saratoga")
    unpublished.unpublish()

    plan = plan_for(hub=hub, blueprint=blueprint, areas=[*areas, retired, unpublished])

    assert {item.area_name: (item.action, item.reason) for item in plan.items} == {
        "Atherton": (Action.SKIP, "Atherton already has a page from this shared text, live."),
        "Cupertino": (
            Action.CONFLICT,
            'The address "cupertino-ca" is taken by the page "Something else" (live). Give that '
            "page another address, then plan again.",
        ),
        "Palo Alto": (Action.CREATE, "Palo Alto has no page from this shared text yet."),
        "Alviso": (
            Action.CONFLICT,
            "Alviso is retired. Bring it back under Places if it should have a page.",
        ),
        "Saratoga": (
            Action.CONFLICT,
            "Saratoga is not published yet. Publish it under Places, then plan again.",
        ),
    }


def test_a_plan_takes_the_same_number_of_queries_for_any_number_of_places(
    hub: CityIndexPage,
    blueprint: LandingBlueprint,
    areas: list[ServiceArea],
    django_assert_num_queries: Any,
) -> None:
    for count in (1, 3):
        with django_assert_num_queries(7):
            plan_for(hub=hub, blueprint=blueprint, areas=ServiceArea.objects.all()[:count])


def test_a_run_makes_drafts_with_address_revision_claim_and_log_entry(
    plan: GenerationPlan, manager: User
) -> None:
    run = run_through(plan, manager)

    assert run.status == GenerationRun.Status.FINISHED
    assert run.finished_at is not None
    for item in run.items.select_related("page", "area"):
        page = item.page
        assert page is not None
        assert page.title == f"{item.area.name}, CA"
        assert page.url_path.endswith(f"/locations/{item.area.slug}/")
        assert (page.live, page.has_unpublished_changes, page.owner) == (False, True, manager)
        assert page.latest_revision.as_object().area == item.area
        assert page.claim.area == item.area
        assert list(PageLogEntry.objects.filter(page=page.pk).values_list("action", "user")) == [
            ("wagtail.create", manager.pk)
        ]
    assert CityPage.objects.count() == 3
    assert not any(Page.find_problems())


def test_a_second_run_makes_nothing(
    plan: GenerationPlan, hub: CityIndexPage, blueprint: LandingBlueprint, areas: list[ServiceArea]
) -> None:
    run_through(plan)
    again = plan_for(hub=hub, blueprint=blueprint, areas=areas)

    assert again.count(Action.SKIP) == 3
    assert set(outcomes(run_through(again)).values()) == {Outcome.SKIPPED}
    assert CityPage.objects.count() == 3


@on_sqlite_alone
def test_what_a_page_may_not_be_is_said_as_the_reason(
    hub: CityIndexPage, blueprint: LandingBlueprint
) -> None:
    make_area()
    ServiceArea.objects.update(name="P" * 300)
    plan = plan_for(hub=hub, blueprint=blueprint, areas=ServiceArea.objects.all())

    item = run_through(plan).items.get()
    assert (item.outcome, item.page) == (Outcome.FAILED, None)
    assert item.message == "Ensure this value has at most 255 characters (it has 304)."


def test_two_runs_over_the_same_places_make_each_page_once(plan: GenerationPlan) -> None:
    first, second = (start_run(plan=plan, user=None) for _ in range(2))
    continue_run(first)
    continue_run(second)

    assert set(outcomes(first).values()) == {Outcome.CREATED}
    assert set(outcomes(second).values()) == {Outcome.SKIPPED}
    item = second.items.select_related("page").first()
    assert item is not None
    assert item.message == '"Atherton, CA" was made in the meantime.'
    assert item.page.area.name == "Atherton"
    assert CityPage.objects.count() == 3


def test_a_page_made_by_hand_meanwhile_is_left_alone(
    plan: GenerationPlan, hub: CityIndexPage, blueprint: LandingBlueprint, areas: list[ServiceArea]
) -> None:
    run = start_run(plan=plan, user=None)
    by_hand = make_city_page(hub, blueprint, areas[1], title="By hand", slug="our-own-address")

    continue_run(run)
    item = run.items.select_related("page").get(area=areas[1])
    assert (item.outcome, item.page) == (Outcome.SKIPPED, by_hand)
    assert CityPage.objects.filter(area=areas[1]).count() == 1


def test_an_address_taken_meanwhile_is_a_failure_with_its_reason(
    plan: GenerationPlan, hub: CityIndexPage
) -> None:
    run = start_run(plan=plan, user=None)
    add_page(hub, ContentPage(title="Something else", slug="cupertino-ca"))

    continue_run(run)
    item = run.items.get(area__name="Cupertino")
    assert item.outcome == Outcome.FAILED
    assert item.message == (
        'The address "cupertino-ca" was taken by another page in the meantime. Plan again.'
    )
    assert CityPage.objects.count() == 2


@pytest.mark.parametrize("change", ["retire", "unpublish"])
def test_a_place_withdrawn_meanwhile_gets_no_page(
    plan: GenerationPlan, areas: list[ServiceArea], change: str
) -> None:
    run = start_run(plan=plan, user=None)
    if change == "retire":
        ServiceArea.objects.filter(pk=areas[1].pk).update(status=ServiceArea.Status.RETIRED)
    else:
        areas[1].unpublish()

    continue_run(run)
    item = run.items.get(area=areas[1])
    assert item.outcome == Outcome.FAILED
    assert item.message.startswith("Cupertino is ")
    assert not CityPage.objects.filter(area=areas[1]).exists()


def test_nobody_starts_a_run_without_the_right_to_add_pages(plan: GenerationPlan) -> None:
    stranger = User.objects.create_user("stranger")

    with pytest.raises(PermissionDenied, match="You may not add pages here"):
        start_run(plan=plan, user=stranger)
    assert not GenerationRun.objects.exists()


def test_a_copy_whose_original_was_deleted_is_named_and_not_doubled(
    hub: CityIndexPage, blueprint: LandingBlueprint, areas: list[ServiceArea]
) -> None:
    original = make_city_page(hub, blueprint, areas[0])
    copy = original.copy(update_attrs={"slug": "copy", "title": "The copy"}, keep_live=True)
    CityPage.objects.get(pk=original.pk).delete()
    (item,) = plan_for(hub=hub, blueprint=blueprint, areas=areas[:1]).items
    assert item.action is Action.CONFLICT
    assert item.page_id == copy.pk
    copy = CityPage.objects.get(pk=copy.pk)
    copy.save_revision().publish()
    (item,) = plan_for(hub=hub, blueprint=blueprint, areas=areas[:1]).items
    assert item.action is Action.SKIP
