"""The sketch of the places around the clinic."""

from __future__ import annotations

import random
from math import hypot

import pytest

from locations.rules.map_sketch import (
    CENTER,
    HEIGHT,
    LETTER_WIDTH,
    LINE_HEIGHT,
    OUTER_RADIUS,
    SIDE_MARGIN,
    WIDTH,
    MapSketchData,
    map_sketch,
    ring_step,
)

HERE = (37.36045, -122.09642)
CLINIC = [("Our clinic", *HERE)]
TWO = [("Clinic Los Altos", *HERE), ("Clinic Fremont", 37.5485, -121.9886)]
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


def test_no_place_or_no_clinic_makes_no_sketch() -> None:
    assert map_sketch(CLINIC, []) is None
    assert map_sketch([], PLACES) is None


def test_a_place_at_the_clinic_itself_has_one_ring() -> None:
    sketch = map_sketch(CLINIC, [("Here", *HERE)])
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
    sketch = map_sketch([("Our clinic", 0.0, 179.9)], [("Beyond", 0.0, -179.9)])
    assert sketch is not None
    assert sketch.points[0].x > CENTER[0]
    assert [ring.miles for ring in sketch.rings] == ["5", "10", "15"]


def boxes(sketch: MapSketchData) -> list[tuple[float, float, float, float]]:
    """Return what each label covers: left, top, right and bottom."""
    found = []
    for point in (*sketch.clinics, *sketch.points):
        if point.label:
            length = LETTER_WIDTH * len(point.label)
            shift = {"start": 0.0, "middle": length / 2, "end": float(length)}[point.text_anchor]
            left = point.label_x - shift
            half = LINE_HEIGHT / 2
            found.append((left, point.label_y - half, left + length, point.label_y + half))
    return found


@pytest.mark.parametrize("clinics", [CLINIC, TWO], ids=["one clinic", "two"])
@pytest.mark.parametrize("size", [6, 200])
def test_no_label_covers_another_or_a_dot_or_leaves_the_drawing(
    clinics: list[tuple[str, float, float]], size: int
) -> None:
    draw = random.Random(size)  # noqa: S311
    places = [
        (f"Place number {i}", HERE[0] + draw.gauss(0, 0.2), HERE[1] + draw.gauss(0, 0.2))
        for i in range(size)
    ]
    sketch = map_sketch(clinics, places)
    assert sketch is not None
    labels = boxes(sketch)
    assert len(labels) > len(clinics)
    for number, (left, top, right, bottom) in enumerate(labels):
        assert left >= 0
        assert top >= 0
        assert right <= WIDTH
        assert bottom <= HEIGHT
        for other in labels[:number]:
            assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top
        # A clinic has its label whatever lies there.
        dots = sketch.clinics if number < len(clinics) else (*sketch.points, *sketch.clinics)
        for dot in dots:
            assert not (left < dot.x < right and top < dot.y < bottom)


@pytest.mark.parametrize("size", [6, 200])
def test_the_rings_around_one_clinic_all_have_their_numbers(size: int) -> None:
    draw = random.Random(size)  # noqa: S311
    places = [("P", HERE[0] + draw.gauss(0, 0.2), HERE[1] + draw.gauss(0, 0.2))] * size
    sketch = map_sketch(CLINIC, places)
    assert sketch is not None
    assert all(ring.has_label for ring in sketch.rings)


def test_many_places_have_smaller_dots() -> None:
    few = map_sketch(CLINIC, PLACES)
    many = map_sketch(CLINIC, [(str(i), 37.0 + i / 1000, -122.0) for i in range(200)])
    assert few is not None
    assert many is not None
    assert many.dot_radius < few.dot_radius


class TestSeveralClinics:
    def test_each_has_its_mark_its_name_and_a_ring_of_the_same_distance(self) -> None:
        sketch = map_sketch(TWO, PLACES)
        assert sketch is not None
        assert [clinic.label for clinic in sketch.clinics] == ["Clinic Los Altos", "Clinic Fremont"]
        assert [(ring.x, ring.y) for ring in sketch.rings] == [
            (clinic.x, clinic.y) for clinic in sketch.clinics
        ]
        assert len({ring.miles for ring in sketch.rings}) == 1
        assert len({ring.radius for ring in sketch.rings}) == 1

    def test_a_ring_measures_the_same_as_the_places(self) -> None:
        east = 10 / 69.093 / 0.8
        sketch = map_sketch(
            [("West", 36.8699, -122.0), ("East", 36.8699, -122.0 + east)], [("P", 36.8699, -122.0)]
        )
        assert sketch is not None
        apart = sketch.clinics[1].x - sketch.clinics[0].x
        (miles,) = {float(ring.miles) for ring in sketch.rings}
        assert sketch.rings[0].radius / miles == pytest.approx(apart / 10, rel=0.03)

    def test_all_clinics_and_places_are_inside(self) -> None:
        sketch = map_sketch(TWO, [("Far", 38.58, -121.49)])
        assert sketch is not None
        for point in (*sketch.clinics, *sketch.points):
            assert SIDE_MARGIN - 1 <= point.x <= WIDTH - SIDE_MARGIN + 1
            assert 0 <= point.y <= HEIGHT

    def test_a_clinic_among_dots_has_its_label_all_the_same(self) -> None:
        around = [(str(n), HERE[0] + n % 9 / 400, HERE[1] + n // 9 / 400) for n in range(81)]
        sketch = map_sketch([("One", *HERE), ("Two", HERE[0] + 0.02, HERE[1] + 0.02)], around)
        assert sketch is not None
        assert [clinic.label for clinic in sketch.clinics] == ["One", "Two"]

    def test_of_two_clinics_side_by_side_both_have_a_mark(self) -> None:
        sketch = map_sketch([("One", *HERE), ("Two", *HERE)], PLACES)
        assert sketch is not None
        assert len(sketch.clinics) == len(sketch.rings) == 2

    def test_clinics_on_both_sides_of_the_date_line_stay_together(self) -> None:
        sketch = map_sketch([("West", 0.0, 179.9), ("East", 0.0, -179.9)], [("P", 0.0, 180.0)])
        assert sketch is not None
        assert sketch.clinics[0].x < sketch.points[0].x < sketch.clinics[1].x
