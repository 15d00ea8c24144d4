"""Distances between places."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locations.rules.distance import miles_between, miles_label, nearest

# A busy machine is no fault of the code.
unhurried = settings(deadline=None)

PLACES = {
    "los-altos-ca": (37.38522, -122.11413),
    "sunnyvale-ca": (37.36883, -122.03635),
    "palo-alto-ca": (37.44188, -122.14302),
    "stanford-ca": (37.42411, -122.16608),
    "atherton-ca": (37.46133, -122.19774),
    "cupertino-ca": (37.32300, -122.03218),
}
latitudes = st.floats(-90, 90)
longitudes = st.floats(-180, 180)
points = st.tuples(latitudes, longitudes)


class TestMilesBetween:
    @pytest.mark.parametrize(
        ("one", "other", "miles"),
        [
            pytest.param((37.0, -122.0), (37.0, -122.0), 0, id="same point"),
            # A degree of latitude on the mean sphere is 111.195 km.
            pytest.param((37.0, -122.0), (38.0, -122.0), 69.093, id="a degree of latitude"),
            pytest.param((0.0, 179.5), (0.0, -179.5), 69.093, id="over the date line"),
            pytest.param((90.0, 0.0), (-90.0, 0.0), 12436.82, id="pole to pole"),
            pytest.param(PLACES["los-altos-ca"], PLACES["palo-alto-ca"], 4.22, id="neighbors"),
        ],
    )
    def test_table(
        self, one: tuple[float, float], other: tuple[float, float], miles: float
    ) -> None:
        assert miles_between(*one, *other) == pytest.approx(miles, abs=0.01)

    @unhurried
    @given(points, points)
    def test_is_symmetric_and_never_more_than_half_way_round(
        self, one: tuple[float, float], other: tuple[float, float]
    ) -> None:
        miles = miles_between(*one, *other)
        assert 0 <= miles <= 12436.9
        assert math.isclose(miles, miles_between(*other, *one), abs_tol=1e-6)


@pytest.mark.parametrize(
    ("miles", "label"),
    [
        (0, "less than 1"),
        (0.99, "less than 1"),
        (1, "1"),
        (1.49, "1"),
        (1.5, "2"),
        (2.5, "3"),
        (4.22, "4"),
        (1204.7, "1205"),
    ],
)
def test_miles_are_written_whole_and_halves_go_up(miles: float, label: str) -> None:
    assert miles_label(miles) == label


def test_nearest_come_first_and_ties_by_key() -> None:
    candidates = {"b": (37.0, -121.0), "c": (37.0, -122.1), "a": (37.0, -123.0)}
    assert nearest((37.0, -122.0), candidates, limit=3) == ["c", "a", "b"]
    assert nearest((37.0, -122.0), candidates, limit=1) == ["c"]
