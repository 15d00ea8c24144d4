"""Which places a page names as lying nearby, so that a place which names another is named by it.

Pairs are made nearest first: a pair is made if both places have room left. No two places would
rather have each other than what they got, so the outcome depends on the map alone and not on the
page that asks (the "stable fixtures" of R. W. Irving and S. Scott, Discrete Applied Mathematics
155, 2007; with distances as preferences there is exactly one outcome). Whoever has room left after
that names fewer: filling it up would make links that nobody returns.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import cos, radians, sin
from typing import Generic

from locations.rules.distance import EARTH_RADIUS_MILES, Key, Point

# Search engines take longer lists of places for keyword stuffing (Google's spam policies).
MOST_NEIGHBOURS = 4
MOST_MILES = 25.0


def neighbours(
    points: Mapping[Key, Point],
    key: Key,
    *,
    chosen: Mapping[Key, Iterable[Key]] | None = None,
    limit: int = MOST_NEIGHBOURS,
    max_miles: float = MOST_MILES,
) -> list[Key]:
    """Return up to ``limit`` other keys for ``key``, nearest first; equal distances by key.

    ``points`` are (latitude, longitude) in degrees. ``chosen`` maps a place to those that an
    editor chose for it: it takes part in no pair, and the places that it names name it back while
    they have room, however far it is. A ``key`` without a point has no neighbors.
    """
    if key not in points:
        return []
    choices = {place: list(named) for place, named in (chosen or {}).items()}
    pairs: _Pairs[Key] = _Pairs(points, choices, limit=limit, max_miles=max_miles)
    return pairs.named_by(key)


class _Pairs(Generic[Key]):
    """The pairs as far as they have been asked for.

    Whether two places are a pair depends on pairs that lie closer together alone, so a page that
    asks for one place looks at those around it and not at the whole map.
    """

    def __init__(
        self,
        points: Mapping[Key, Point],
        choices: Mapping[Key, list[Key]],
        *,
        limit: int,
        max_miles: float,
    ) -> None:
        self._points: dict[Key, tuple[float, float, float]] = {
            key: _on_the_globe(point) for key, point in points.items()
        }
        self._choices: Mapping[Key, list[Key]] = choices
        self._limit = limit
        # The straight line through the globe is never longer than the way on its surface, and at
        # these distances hardly shorter: 25 miles differ by three inches.
        self._reach = (max_miles / EARTH_RADIUS_MILES) ** 2
        self._namers: dict[Key, list[Key]] = {}
        self._partners: dict[Key, list[Key]] = {}
        self._open: dict[Key, list[Key]] = {}
        for place, named in choices.items():
            for other in named:
                if place in points and other in points:
                    self._namers.setdefault(other, []).append(place)

    def named_by(self, key: Key) -> list[Key]:
        """Return those that ``key`` names, nearest first."""
        return [other for _, other in self.ranked(key, self.namers(key) + self.partners(key))]

    def ranked(self, key: Key, others: Iterable[Key]) -> list[tuple[float, Key]]:
        """Return the square of the distance and the key of ``others``, nearest first, ties by key.

        That orders pairs by distance, then by their keys, alike from both ends; otherwise the way
        from place to place could run in a circle.
        """
        x, y, z = self._points[key]
        ranked = []
        for other in others:
            other_x, other_y, other_z = self._points[other]
            east, north, up = other_x - x, other_y - y, other_z - z
            ranked.append((east * east + north * north + up * up, other))
        ranked.sort()
        return ranked

    def namers(self, key: Key) -> list[Key]:
        """Return the nearest of those for which an editor chose ``key``, as many as it names."""
        return [other for _, other in self.ranked(key, self._namers.get(key, ()))[: self._limit]]

    def nearest(self, key: Key) -> list[Key]:
        """Return all others within reach, nearest first."""
        ranked = self.ranked(key, self._points.keys() - {key})
        return [other for square, other in ranked if square <= self._reach]

    def partners(self, key: Key) -> list[Key]:
        """Return those that ``key`` makes a pair with.

        From a place to the one it wants most, and from there to the one that wants most, the way
        grows shorter at each step; so it ends at two that want each other.
        """
        while (other := self._wanted(key)) is not None:
            one = key
            while (next_one := self._wanted(other)) != one and next_one is not None:
                one, other = other, next_one
            for place, partner in ((one, other), (other, one)):
                self._partners.setdefault(place, []).append(partner)
                self._open[place].pop()
        return self._partners.get(key, [])

    def _wanted(self, key: Key) -> Key | None:
        """Return the nearest place with room that ``key`` has room for."""
        if not self._has_room(key):
            return None
        if key not in self._open:
            self._open[key] = self.nearest(key)[::-1]
        waiting = self._open[key]
        while waiting and not self._has_room(waiting[-1]):
            waiting.pop()
        return waiting[-1] if waiting else None

    def _has_room(self, key: Key) -> bool:
        if self._choices.get(key):
            return False
        taken = len(self._namers.get(key, ())) + len(self._partners.get(key, ()))
        return taken < self._limit


def _on_the_globe(point: Point) -> tuple[float, float, float]:
    """Return a point in degrees as one on a globe of radius 1: far cheaper to measure between."""
    latitude, longitude = map(radians, point)
    return cos(latitude) * cos(longitude), cos(latitude) * sin(longitude), sin(latitude)
