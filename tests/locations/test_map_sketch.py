"""The sketch of the places around the clinic."""

from __future__ import annotations

from math import hypot

import pytest

from locations.map_sketch import CENTER, HEIGHT, OUTER_RADIUS, WIDTH, map_sketch, ring_step

CLINIC = (37.36045, -122.09642)
PLACES = [
    ("Los Altos", 37.38522, -122.11413),
    ("Sunnyvale", 37.36883, -122.03635),
    ("Palo Alto", 37.44188, -122.14302),
    ("Stanford", 37.42411, -122.16608),
    ("Atherton", 37.46133, -122.19774),
    ("Cupertino", 37.32300, -122.03218),
]


@pytest.mark.parametrize(
    ("miles", "step"),
    [(0, 0.1), (0.4, 0.2), (2.9, 1), (3, 1), (3.1, 2), (9, 5), (15, 5), (16, 10), (100, 50)],
)
def test_rings_stand_at_round_distances(miles: float, step: float) -> None:
    assert ring_step(miles) == pytest.approx(step)


def test_no_place_makes_no_sketch() -> None:
    assert map_sketch(CLINIC, []) is None


def test_a_place_at_the_clinic_itself_has_one_ring() -> None:
    sketch = map_sketch(CLINIC, [("Here", *CLINIC)])
    assert sketch is not None
    assert [ring.miles for ring in sketch.rings] == ["0.1"]
    assert (sketch.points[0].x, sketch.points[0].y) == CENTER


def test_the_six_places_are_all_named_and_nearest_first() -> None:
    sketch = map_sketch(CLINIC, PLACES)
    assert sketch is not None
    assert [point.label for point in sketch.points] == [
        "Los Altos",
        "Sunnyvale",
        "Cupertino",
        "Stanford",
        "Palo Alto",
        "Atherton",
    ]
    assert [(ring.miles, ring.radius) for ring in sketch.rings] == [("5", 90), ("10", 180)]


def test_north_is_up_and_east_is_right() -> None:
    sketch = map_sketch(CLINIC, PLACES)
    assert sketch is not None
    at = {point.label: (point.x, point.y) for point in sketch.points}
    assert at["Palo Alto"][1] < CENTER[1] < at["Cupertino"][1]
    assert at["Palo Alto"][0] < CENTER[0] < at["Cupertino"][0]


def test_labels_stand_on_the_outer_side_of_their_dots() -> None:
    sketch = map_sketch(CLINIC, PLACES)
    assert sketch is not None
    sides = {point.label: point.text_anchor for point in sketch.points}
    assert (sides["Stanford"], sides["Sunnyvale"]) == ("end", "start")


def test_a_label_that_would_cover_another_or_leave_the_drawing_is_left_out() -> None:
    crowd = [("A" * 12, 37.40, -122.05)] * 3 + [("Long" * 20, 37.30, -122.15)]
    sketch = map_sketch(CLINIC, crowd)
    assert sketch is not None
    labels = [point.label for point in sketch.points]
    assert labels.count("") == 2
    assert len(sketch.points) == 4


@pytest.mark.parametrize("size", [1, 50])
def test_every_dot_is_inside_the_outer_ring(size: int) -> None:
    places = [(f"Place {i}", 36.5 + i * 0.04, -121.0 - i * 0.05) for i in range(size)]
    sketch = map_sketch(CLINIC, places)
    assert sketch is not None
    assert max(ring.radius for ring in sketch.rings) == OUTER_RADIUS
    for point in sketch.points:
        # Two units for the rounding of both coordinates.
        assert hypot(point.x - CENTER[0], point.y - CENTER[1]) <= OUTER_RADIUS + 2
        assert 0 <= point.x <= WIDTH
        assert 0 <= point.y <= HEIGHT


def test_places_across_the_date_line_stay_near() -> None:
    sketch = map_sketch((0.0, 179.9), [("Beyond", 0.0, -179.9)])
    assert sketch is not None
    assert sketch.points[0].x > CENTER[0]
    assert [ring.miles for ring in sketch.rings] == ["5", "10", "15"]
