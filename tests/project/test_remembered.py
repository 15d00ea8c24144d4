"""What a remembered factory puts back is what it made, and only where that is certain."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from locations.models import ServiceArea
from tests.databases import on_sqlite_alone
from tests.factories import make_area, make_clinic, make_site
from tests.remembered import memory, remembered, stored_rows

# On PostgreSQL nothing is remembered.
pytestmark = [pytest.mark.django_db, on_sqlite_alone]


@pytest.fixture
def made() -> list[str]:
    """The names of the places that were really made."""
    return []


@pytest.fixture
def make_place(made: list[str]) -> Callable[..., ServiceArea]:
    @remembered
    def make(name: str, **facts: Any) -> ServiceArea:
        made.append(name)
        return make_area(name, **facts)

    return make


Rows = dict[tuple[str, int], str]


@pytest.fixture
def rows_after(request: pytest.FixtureRequest) -> Callable[..., Rows]:
    """Return what is stored after a story, and take it back, as the end of a test does."""

    def tell(story: Callable[[], Any], *marks: str) -> Rows:
        with transaction.atomic(), memory(request.node.name, *marks):
            story()
            rows = stored_rows()
            transaction.set_rollback(True)
        return rows

    return tell


def test_the_second_test_finds_what_the_first_made(
    rows_after: Callable[..., Rows], make_place: Callable[..., ServiceArea], made: list[str]
) -> None:
    def story() -> None:
        place = make_place("Woodside", county="San Mateo")
        assert (place.county, place.live, place.local_facts.count()) == ("San Mateo", True, 2)
        place.name = "Changed by this test"

    assert rows_after(story) == rows_after(story)
    assert made == ["Woodside"]


def test_a_whole_site_is_put_back_to_the_last_byte(rows_after: Callable[..., Rows]) -> None:
    first = rows_after(make_site)

    assert len(first) > len(rows_after(int))
    assert rows_after(make_site) == first


def test_each_state_argument_mark_and_day_has_its_own(
    rows_after: Callable[..., Rows],
    make_place: Callable[..., ServiceArea],
    made: list[str],
    time_machine: Any,
) -> None:
    rows_after(lambda: make_place("Woodside"))
    rows_after(lambda: make_place("Atherton"))
    rows_after(lambda: make_place("Woodside", county="San Mateo"))
    rows_after(lambda: (make_clinic(), make_place("Woodside")))
    rows_after(lambda: make_place("Woodside"), "gate")
    time_machine.move_to(timezone.now() + timedelta(days=1))
    rows_after(lambda: make_place("Woodside"))
    assert len(made) == 6


def test_whatever_else_is_written_makes_the_state_unknown(
    rows_after: Callable[..., Rows], make_place: Callable[..., ServiceArea], made: list[str]
) -> None:
    def story(county: str) -> None:
        make_place("Woodside")
        ServiceArea.objects.update(county=county)
        make_place("Atherton")
        assert ServiceArea.objects.get(name="Woodside").county == county

    rows_after(lambda: story("San Mateo"))
    rows_after(lambda: story("Santa Clara"))
    assert made == ["Woodside", "Atherton", "Atherton"]


def test_what_is_taken_back_makes_the_state_unknown(
    rows_after: Callable[..., Rows], make_place: Callable[..., ServiceArea], made: list[str]
) -> None:
    def story() -> None:
        with transaction.atomic():
            make_place("Woodside")
            transaction.set_rollback(True)
        make_place("Atherton")
        assert ServiceArea.objects.get().name == "Atherton"

    rows_after(story)
    rows_after(story)
    assert made == ["Woodside", "Atherton", "Atherton"]


def test_people_do_not_count(
    rows_after: Callable[..., Rows], make_place: Callable[..., ServiceArea], made: list[str]
) -> None:
    def story() -> None:
        User.objects.create_user("ada")
        make_place("Woodside")

    rows_after(story)
    rows_after(story)
    assert made == ["Woodside"]
