"""The plan of a generation run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locations.rules.planning import (
    Action,
    AreaFacts,
    ExistingPage,
    PlanItem,
    TreatmentTarget,
    checksum,
    plan_generation,
)

# A busy machine is no fault of the code.
unhurried = settings(deadline=None)

PALO_ALTO = AreaFacts(
    pk=1,
    key="palo-alto-ca",
    name="Palo Alto",
    state_code="CA",
    is_retired=False,
    is_published=True,
    has_coordinates=True,
)
CUPERTINO = replace(PALO_ALTO, pk=2, key="cupertino-ca", name="Cupertino")
PAGE = ExistingPage(
    page_id=70, area_pk=1, slug="palo-alto-ca", title="Ketamine near Palo Alto", is_live=True
)


def heading_for(area: AreaFacts) -> str:
    return f"Coming from {area.name}"


def plan(
    *areas: AreaFacts,
    claims: dict[int, int] | None = None,
    pages: Sequence[ExistingPage] = (),
) -> tuple[PlanItem, ...]:
    return plan_generation(areas=areas, claims=claims or {}, pages=pages, heading_for=heading_for)


def test_a_place_without_a_page_gets_one() -> None:
    assert plan(PALO_ALTO) == (
        PlanItem(
            area_pk=1,
            area_name="Palo Alto",
            slug="palo-alto-ca",
            title="Coming from Palo Alto",
            action=Action.CREATE,
            reason="Palo Alto has no page from this shared text yet.",
        ),
    )


def test_a_place_that_has_its_page_is_skipped_under_the_name_it_has_now() -> None:
    renamed = replace(PAGE, slug="old-address", title="Own title", is_live=False)
    assert plan(PALO_ALTO, claims={1: 70}, pages=[renamed]) == (
        PlanItem(
            area_pk=1,
            area_name="Palo Alto",
            slug="old-address",
            title="Own title",
            action=Action.SKIP,
            reason="Palo Alto already has a page from this shared text, a draft.",
            page_id=70,
        ),
    )


@pytest.mark.parametrize(
    ("area", "claims", "pages", "action", "reason", "page_id"),
    [
        pytest.param(
            PALO_ALTO,
            {1: 70},
            [PAGE],
            Action.SKIP,
            "Palo Alto already has a page from this shared text, live.",
            70,
            id="live page",
        ),
        pytest.param(
            PALO_ALTO,
            {1: 70},
            [],
            Action.SKIP,
            "Palo Alto already has a page from this shared text, elsewhere on the site.",
            70,
            id="page moved away from the hub",
        ),
        pytest.param(
            replace(PALO_ALTO, is_retired=True),
            {1: 70},
            [PAGE],
            Action.SKIP,
            "Palo Alto already has a page from this shared text, live.",
            70,
            id="retired, but the page is there",
        ),
        pytest.param(
            PALO_ALTO,
            {2: 71},
            [],
            Action.CREATE,
            "Palo Alto has no page from this shared text yet.",
            None,
            id="only another place has a page",
        ),
        pytest.param(
            replace(PALO_ALTO, has_coordinates=False),
            {},
            [],
            Action.CREATE,
            "Palo Alto has no page from this shared text yet. It has no coordinates, so the page "
            "leaves the distance out until you add them.",
            None,
            id="no coordinates",
        ),
        pytest.param(
            replace(PALO_ALTO, is_retired=True),
            {},
            [],
            Action.CONFLICT,
            "Palo Alto is retired. Bring it back under Places if it should have a page.",
            None,
            id="retired",
        ),
        pytest.param(
            replace(PALO_ALTO, is_published=False),
            {},
            [],
            Action.CONFLICT,
            "Palo Alto is not published yet. Publish it under Places, then plan again.",
            None,
            id="not published",
        ),
        pytest.param(
            PALO_ALTO,
            {},
            [replace(PAGE, area_pk=None, title="Old page")],
            Action.CONFLICT,
            'The address "palo-alto-ca" is taken by the page "Old page" (live). Give that page '
            "another address, then plan again.",
            70,
            id="address taken",
        ),
        pytest.param(
            PALO_ALTO,
            {},
            [replace(PAGE, is_live=False)],
            Action.CONFLICT,
            'Palo Alto already has another page, "Ketamine near Palo Alto" (a draft), at the '
            'address "palo-alto-ca". Keep that page, or give it another address and plan again.',
            70,
            id="page of the same place from another blueprint",
        ),
        pytest.param(
            PALO_ALTO,
            {},
            [replace(PAGE, slug="palo-alto")],
            Action.CREATE,
            "Palo Alto has no page from this shared text yet.",
            None,
            id="another page at another address",
        ),
    ],
)
def test_each_case_has_its_action_and_a_reason_that_says_what_to_do(
    area: AreaFacts,
    claims: dict[int, int],
    pages: list[ExistingPage],
    action: Action,
    reason: str,
    page_id: int | None,
) -> None:
    (item,) = plan(area, claims=claims, pages=pages)
    assert (item.action, item.reason, item.page_id) == (action, reason, page_id)


class TestTwoPlacesThatWantOneAddress:
    twin = replace(PALO_ALTO, pk=3, name="East Palo Alto")

    def test_are_both_conflicts(self) -> None:
        first, second = plan(PALO_ALTO, self.twin)
        assert first.action is second.action is Action.CONFLICT
        assert first.reason == (
            'Palo Alto and East Palo Alto, CA want the same address, "palo-alto-ca". Change the '
            "address of one of them under Places, then plan again."
        )

    @pytest.mark.parametrize(
        "other",
        [
            pytest.param(replace(twin, is_retired=True), id="retired"),
            pytest.param(replace(twin, is_published=False), id="not published"),
        ],
    )
    def test_are_none_when_one_of_them_gets_no_page_anyway(self, other: AreaFacts) -> None:
        first, second = plan(PALO_ALTO, other)
        assert (first.action, second.action) == (Action.CREATE, Action.CONFLICT)

    def test_are_none_when_one_of_them_has_its_page_elsewhere(self) -> None:
        moved = replace(PAGE, area_pk=3, slug="east-palo-alto")
        first, second = plan(PALO_ALTO, self.twin, claims={3: 70}, pages=[moved])
        assert (first.action, second.action) == (Action.CREATE, Action.SKIP)


def test_the_plan_keeps_the_order_of_the_choice_and_names_each_place_once() -> None:
    items = plan(CUPERTINO, PALO_ALTO, CUPERTINO)
    assert [item.area_name for item in items] == ["Cupertino", "Palo Alto"]
    assert {item.action for item in items} == {Action.CREATE}


@unhurried
@given(st.data())
def test_the_order_of_claims_and_pages_makes_no_difference(data: st.DataObject) -> None:
    areas = [replace(PALO_ALTO, pk=n, key=f"place-{n}", name=f"Place {n}") for n in range(6)]
    pages = [replace(PAGE, page_id=70 + n, area_pk=n, slug=f"place-{n}") for n in range(4)]
    claims = {n: 70 + n for n in range(2)}
    shuffled_pages = data.draw(st.permutations(pages))
    shuffled_claims = dict(data.draw(st.permutations(list(claims.items()))))
    shuffled = plan(*areas, claims=shuffled_claims, pages=shuffled_pages)
    assert shuffled == plan(*areas, claims=claims, pages=pages)
    assert [item.action for item in shuffled] == [
        Action.SKIP,
        Action.SKIP,
        Action.CONFLICT,
        Action.CONFLICT,
        Action.CREATE,
        Action.CREATE,
    ]


BASIS = {"hub": 1}


class TestChecksum:
    def test_is_the_same_for_the_same_plan_on_any_machine(self) -> None:
        assert checksum(plan(PALO_ALTO), BASIS) == checksum(plan(PALO_ALTO), BASIS)
        assert checksum((), BASIS) == (
            "adee37e8cb9c7bf799f98f45b9674e392d198c76dfbef721abbe29386bf7421b"
        )

    @pytest.mark.parametrize(
        "change",
        [
            {"title": "Another title"},
            {"slug": "another-slug"},
            {"action": Action.SKIP},
            {"reason": "Another reason."},
            {"page_id": 5},
            {"parent_id": 5},
            {"parent_slug": "another-place"},
        ],
    )
    def test_changes_with_anything_in_the_plan(self, change: dict[str, object]) -> None:
        items = plan(PALO_ALTO, CUPERTINO)
        changed = (replace(items[0], **change), items[1])  # type: ignore[arg-type]
        assert checksum(changed, BASIS) != checksum(items, BASIS)

    def test_changes_with_the_order(self) -> None:
        first, second = plan(PALO_ALTO, CUPERTINO)
        assert checksum((first, second), BASIS) != checksum((second, first), BASIS)

    def test_changes_with_what_the_plan_rests_on(self) -> None:
        items = plan(PALO_ALTO)
        assert checksum(items, BASIS) != checksum(items, {"hub": 2})


class TestPagesAboutATreatment:
    general = replace(PAGE, page_id=40)

    def plan(
        self, *areas: AreaFacts, pages: Sequence[ExistingPage] = (), **target: Any
    ) -> tuple[PlanItem, ...]:
        fields = {"name": "Migraine", "slug": "migraine", "general_pages": {1: self.general}}
        return plan_generation(
            areas=areas,
            claims={},
            pages=[self.general, *pages],
            heading_for=heading_for,
            treatment=TreatmentTarget(**fields | target),
        )

    def test_stand_below_the_general_page_of_their_place(self) -> None:
        (item,) = self.plan(PALO_ALTO)
        assert (item.action, item.slug) == (Action.CREATE, "migraine")
        assert (item.parent_id, item.parent_slug) == (40, "palo-alto-ca")

    def test_of_two_places_never_stand_in_each_other_s_way(self) -> None:
        twin = replace(PALO_ALTO, pk=3, name="East Palo Alto")
        other = replace(self.general, page_id=41, area_pk=3, slug="east-palo-alto-ca")
        items = self.plan(PALO_ALTO, twin, general_pages={1: self.general, 3: other})
        assert {item.action for item in items} == {Action.CREATE}

    def test_wait_for_the_general_page(self) -> None:
        (item,) = self.plan(CUPERTINO)
        assert (item.action, item.page_id) == (Action.CONFLICT, None)
        assert item.reason == (
            "Cupertino has no general page yet. Make that one first, from a general shared text: "
            "the page about Migraine stands below it."
        )

    def test_say_when_the_general_page_is_elsewhere(self) -> None:
        (item,) = self.plan(CUPERTINO, general_elsewhere=frozenset({2}))
        assert item.action is Action.CONFLICT
        assert "is in another language or stands elsewhere" in item.reason

    def test_name_the_page_that_has_their_address(self) -> None:
        taken = replace(PAGE, page_id=71, area_pk=None, slug="migraine", parent_id=40)
        (item,) = self.plan(PALO_ALTO, pages=[taken])
        assert (item.action, item.page_id) == (Action.CONFLICT, 71)
        assert item.reason.startswith('The address "migraine" is taken')

    def test_mind_no_page_of_that_address_below_another_place_or_the_hub(self) -> None:
        others = [
            replace(PAGE, page_id=71, area_pk=None, slug="migraine", parent_id=None),
            replace(PAGE, page_id=72, area_pk=None, slug="migraine", parent_id=41),
        ]
        (item,) = self.plan(PALO_ALTO, pages=others)
        assert item.action is Action.CREATE


def test_a_copy_of_a_place_s_page_is_in_the_way_and_is_named() -> None:
    copy = ExistingPage(page_id=9, area_pk=1, slug="copy", title="Palo Alto copy", is_live=True)
    (item,) = plan_generation(
        areas=[replace(PALO_ALTO, pk=1)],
        claims={},
        pages=[copy],
        heading_for=lambda area: area.name,
        unclaimed={1: copy},
    )
    assert item.action is Action.CONFLICT
    assert item.page_id == 9
    assert '"Palo Alto copy" (live)' in item.reason
