"""Straight-line distances between places, in miles."""

from __future__ import annotations

from collections.abc import Mapping
from math import asin, cos, radians, sin, sqrt
from typing import TypeVar

# Mean radius R1 of the Earth, 6,371,008.8 m: H. Moritz, "Geodetic Reference System 1980", Journal
# of Geodesy 74 (2000). An international mile has 1,609.344 m.
EARTH_RADIUS_MILES = 6371.0088 / 1.609344

Key = TypeVar("Key", int, str)
Point = tuple[float, float]


def miles_between(lat1: float, lng1: float, lat2: float, lng2: float) -> float:
    """Return the great-circle distance of two points in degrees, by the haversine formula."""
    phi1, phi2 = radians(lat1), radians(lat2)
    half_chord_squared = (
        sin((phi2 - phi1) / 2) ** 2 + cos(phi1) * cos(phi2) * sin(radians(lng2 - lng1) / 2) ** 2
    )
    # Rounding can carry opposite points of the globe a hair past 1, where asin is undefined.
    return 2 * EARTH_RADIUS_MILES * asin(sqrt(min(1.0, half_chord_squared)))


def miles_label(miles: float, below_one: str = "less than 1") -> str:
    """Return whole miles as text, "4", and ``below_one`` below one mile."""
    if miles < 1:
        return below_one
    # round() would send 2.5 to 2 and 3.5 to 4.
    return str(int(miles + 0.5))


def nearest(point: Point, candidates: Mapping[Key, Point], *, limit: int) -> list[Key]:
    """Return the keys of the ``limit`` candidates closest to ``point``, nearest first.

    Points are (latitude, longitude) in degrees. Equal distances are ordered by key.
    """
    return [key for _, key in _by_distance(point, candidates)[:limit]]


def _by_distance(point: Point, candidates: Mapping[Key, Point]) -> list[tuple[float, Key]]:
    return sorted((miles_between(*point, *other), key) for key, other in candidates.items())
