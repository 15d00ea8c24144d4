"""A sketch of the places around a clinic, with rings of distance, as numbers for a drawing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, floor, hypot, log10, radians

from locations.distance import EARTH_RADIUS_MILES

WIDTH = 440
HEIGHT = 410
CENTER = (220, 200)
OUTER_RADIUS = 180
MOST_RINGS = 3
# Room for a name beside its dot, in the units of the drawing, for text 17 units high.
LETTER_WIDTH = 9
LINE_HEIGHT = 20
LABEL_GAP = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class MapRingData:
    """A circle around the clinic; ``radius`` in units of the drawing, ``miles`` as text."""

    radius: int
    miles: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MapPointData:
    """A place; ``label`` is empty where it would cover another one, ``x`` and ``y`` its dot.

    ``text_anchor`` is "start" when the label stands to the right of the dot, or else "end".
    """

    x: int
    y: int
    label: str
    label_x: int
    text_anchor: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MapSketchData:
    """The drawing: the clinic in the middle, north at the top."""

    width: int
    height: int
    center_x: int
    center_y: int
    rings: tuple[MapRingData, ...]
    points: tuple[MapPointData, ...]


@dataclass(frozen=True, slots=True)
class _Box:
    """What a label covers."""

    left: int
    right: int
    middle: int

    def fits(self, others: Iterable[_Box]) -> bool:
        """Tell whether this is inside the drawing and covers none of the others."""
        return (
            self.left >= 0
            and self.right <= WIDTH
            and not any(self._overlaps(other) for other in others)
        )

    def _overlaps(self, other: _Box) -> bool:
        beside = self.right <= other.left or other.right <= self.left
        return not beside and abs(self.middle - other.middle) < LINE_HEIGHT


def map_sketch(
    clinic: tuple[float, float], places: Iterable[tuple[str, float, float]]
) -> MapSketchData | None:
    """Return the sketch, or ``None`` without any place.

    ``clinic`` is (latitude, longitude) and each place (name, latitude, longitude), in degrees. The
    nearest places get their labels first.
    """
    offsets = sorted(
        ((name, *_offset_in_miles(clinic, (lat, lng))) for name, lat, lng in places),
        key=lambda place: (hypot(place[1], place[2]), place[0]),
    )
    if not offsets:
        return None
    _, east, north = offsets[-1]
    step = ring_step(hypot(east, north))
    rings = min(MOST_RINGS, max(1, -floor(-hypot(east, north) / step)))
    scale = OUTER_RADIUS / (rings * step)
    return MapSketchData(
        width=WIDTH,
        height=HEIGHT,
        center_x=CENTER[0],
        center_y=CENTER[1],
        rings=tuple(
            MapRingData(radius=round(number * step * scale), miles=f"{number * step:g}")
            for number in range(1, rings + 1)
        ),
        points=_points(offsets, scale),
    )


def ring_step(farthest_miles: float) -> float:
    """Return the miles from ring to ring: 1, 2 or 5 times a power of ten, so that few suffice."""
    least = max(farthest_miles / MOST_RINGS, 0.1)
    power = 10.0 ** floor(log10(least))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= least)


def _offset_in_miles(
    origin: tuple[float, float], point: tuple[float, float]
) -> tuple[float, float]:
    """Return miles to the east and to the north; plane enough for the size of a county."""
    mile = EARTH_RADIUS_MILES * radians(1)
    degrees_east = (point[1] - origin[1] + 180) % 360 - 180
    return degrees_east * mile * cos(radians(origin[0])), (point[0] - origin[0]) * mile


def _points(offsets: list[tuple[str, float, float]], scale: float) -> tuple[MapPointData, ...]:
    taken = [_Box(CENTER[0] - 50, CENTER[0] + 50, CENTER[1] + 24)]
    return tuple(
        _point(name, CENTER[0] + round(east * scale), CENTER[1] - round(north * scale), taken)
        for name, east, north in offsets
    )


def _point(name: str, x: int, y: int, taken: list[_Box]) -> MapPointData:
    length = LETTER_WIDTH * len(name)
    right = (_Box(x + LABEL_GAP, x + LABEL_GAP + length, y), x + LABEL_GAP, "start")
    left = (_Box(x - LABEL_GAP - length, x - LABEL_GAP, y), x - LABEL_GAP, "end")
    for box, label_x, text_anchor in (right, left) if x >= CENTER[0] else (left, right):
        if box.fits(taken):
            taken.append(box)
            return MapPointData(x=x, y=y, label=name, label_x=label_x, text_anchor=text_anchor)
    return MapPointData(x=x, y=y, label="", label_x=x, text_anchor="start")
