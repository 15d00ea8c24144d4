"""Which places name each other, from the map alone."""

from __future__ import annotations

import random

import pytest

from locations.rules.distance import miles_between
from locations.rules.neighbours import MOST_MILES, MOST_NEIGHBOURS, neighbours

PLACES = {
    "los-altos-ca": (37.38522, -122.11413),
    "sunnyvale-ca": (37.36883, -122.03635),
    "palo-alto-ca": (37.44188, -122.14302),
    "stanford-ca": (37.42411, -122.16608),
    "atherton-ca": (37.46133, -122.19774),
    "cupertino-ca": (37.32300, -122.03218),
}
Points = dict[int, tuple[float, float]]


def scattered(seed: int, count: int) -> Points:
    """Return places as they lie around a large city: close in the middle, sparse outside."""
    draw = random.Random(seed)  # noqa: S311
    return {key: (37 + draw.gauss(0, 0.2), -122 + draw.gauss(0, 0.25)) for key in range(count)}


def one_sided(named: dict[int, list[int]]) -> list[tuple[int, int]]:
    return [(one, other) for one in named for other in named[one] if one not in named[other]]


def test_a_page_names_the_four_nearest_that_have_room_for_it() -> None:
    # Sunnyvale is nearer to Los Altos than Atherton, and five places would like Los Altos.
    assert neighbours(PLACES, "palo-alto-ca") == [
        "stanford-ca",
        "atherton-ca",
        "los-altos-ca",
        "sunnyvale-ca",
    ]
    assert neighbours(PLACES, "los-altos-ca") == [
        "stanford-ca",
        "palo-alto-ca",
        "sunnyvale-ca",
        "cupertino-ca",
    ]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("count", [6, 60, 200])
def test_all_name_each_other_and_the_nearest_first(seed: int, count: int) -> None:
    points = scattered(seed, count)
    named = {key: neighbours(points, key) for key in points}

    for key, others in named.items():
        miles = [miles_between(*points[key], *points[other]) for other in others]
        assert miles == pytest.approx(sorted(miles))
        assert len(set(others)) == len(others) <= MOST_NEIGHBOURS
        assert key not in others
    assert one_sided(named) == []


@pytest.mark.parametrize("seed", range(3))
def test_two_within_reach_that_both_have_room_name_each_other(seed: int) -> None:
    points = scattered(seed, 80)
    named = {key: neighbours(points, key) for key in points}
    with_room = [key for key, others in named.items() if len(others) < MOST_NEIGHBOURS]
    assert with_room
    for one in with_room:
        for other in with_room:
            is_near = miles_between(*points[one], *points[other]) <= MOST_MILES
            assert one == other or other in named[one] or not is_near


def test_the_outcome_does_not_depend_on_the_order_of_the_places() -> None:
    points = scattered(4, 60)
    shuffled = list(points.items())
    random.Random(1).shuffle(shuffled)  # noqa: S311
    for key in points:
        assert neighbours(dict(shuffled), key) == neighbours(points, key)


def test_places_at_equal_distances_go_by_key_and_end() -> None:
    grid = {row * 5 + column: (row / 10, column / 10) for row in range(5) for column in range(5)}
    named = {key: neighbours(grid, key) for key in grid}
    assert sorted(named[12]) == [7, 11, 13, 17]
    assert one_sided(named) == []


def test_a_row_in_which_every_gap_is_smaller_than_the_one_before_ends() -> None:
    points, latitude = {}, 0.0
    for key in range(300):
        points[key] = (latitude, 0.0)
        latitude += 0.2 * 0.98**key
    assert neighbours(points, 0, limit=1) == [1]


@pytest.mark.parametrize(
    ("limit", "max_miles", "expected"),
    [(2, 25, ["stanford-ca", "atherton-ca"]), (4, 2, ["stanford-ca"]), (4, 0.5, [])],
)
def test_limit_and_reach_are_kept(limit: int, max_miles: float, expected: list[str]) -> None:
    assert neighbours(PLACES, "palo-alto-ca", limit=limit, max_miles=max_miles) == expected


def test_a_place_without_coordinates_has_none() -> None:
    assert neighbours(PLACES, "mountain-view-ca") == []


class TestWhatEditorsChose:
    def test_who_is_chosen_names_it_back_however_far_it_is(self) -> None:
        far = PLACES | {"eureka-ca": (40.80, -124.16)}
        chosen = {"eureka-ca": ["palo-alto-ca"]}
        assert neighbours(far, "palo-alto-ca", chosen=chosen) == [
            "stanford-ca",
            "atherton-ca",
            "los-altos-ca",
            "eureka-ca",
        ]

    def test_who_chose_for_itself_makes_no_pair_and_takes_no_room(self) -> None:
        chosen = {"stanford-ca": ["sunnyvale-ca"]}
        assert "stanford-ca" in neighbours(PLACES, "sunnyvale-ca", chosen=chosen)
        others = PLACES.keys() - {"stanford-ca"}
        named = {key: neighbours(PLACES, key, chosen=chosen) for key in others}
        for key, names in named.items():
            # Five remain, and Stanford takes one of Sunnyvale's four.
            assert set(names) - {"stanford-ca"} <= {one for one in others if key in named[one]}
            assert len(names) >= MOST_NEIGHBOURS - 1

    def test_of_too_many_that_chose_a_place_it_names_the_nearest(self) -> None:
        chosen = {key: ["palo-alto-ca"] for key in PLACES if key != "palo-alto-ca"}
        assert neighbours(PLACES, "palo-alto-ca", chosen=chosen) == [
            "stanford-ca",
            "atherton-ca",
            "los-altos-ca",
            "sunnyvale-ca",
        ]
