"""A sketch of the places around the clinics, with rings of distance, as numbers for a drawing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, floor, hypot, log10, radians

from locations.distance import EARTH_RADIUS_MILES

WIDTH = 440
HEIGHT = 410
CENTER = (220, 200)
OUTER_RADIUS = 180
MOST_RINGS = 3
# Around one of several clinics: large enough for its number, small enough for the next clinic.
RING_AMONG_OTHERS = 100
# Room for names and numbers, in the units of the drawing, for text 20 units high.
LETTER_WIDTH = 10
LINE_HEIGHT = 24
LABEL_GAP = 10
# From here on there are too many dots for large ones.
MANY_PLACES = 40

Named = tuple[str, float, float]
Offset = tuple[float, float]


@dataclass(frozen=True, kw_only=True, slots=True)
class MapRingData:
    """A circle around a clinic in units of the drawing; ``miles`` as text, if there is room."""

    x: int
    y: int
    radius: int
    miles: str
    has_label: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class MapPointData:
    """A place or a clinic; ``label`` is empty where it would cover something else.

    ``x`` and ``y`` are those of its dot. ``text_anchor`` says which end of the label is at
    ``label_x``; the label's middle is at the height ``label_y``.
    """

    x: int
    y: int
    label: str
    label_x: int
    label_y: int
    text_anchor: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MapSketchData:
    """The drawing, north at the top; a single clinic stands in the middle."""

    width: int
    height: int
    rings: tuple[MapRingData, ...]
    clinics: tuple[MapPointData, ...]
    points: tuple[MapPointData, ...]
    dot_radius: int


@dataclass(frozen=True, slots=True)
class _Box:
    """What a label or a dot covers."""

    left: int
    right: int
    middle: int
    height: int = LINE_HEIGHT

    def fits(self, others: Iterable[_Box]) -> bool:
        """Tell whether this is inside the drawing and covers none of the others."""
        return (
            self.left >= 0
            and self.right <= WIDTH
            and self.middle - self.height / 2 >= 0
            and self.middle + self.height / 2 <= HEIGHT
            and not any(self._overlaps(other) for other in others)
        )

    def _overlaps(self, other: _Box) -> bool:
        beside = self.right <= other.left or other.right <= self.left
        return not beside and abs(self.middle - other.middle) < (self.height + other.height) / 2


def map_sketch(clinics: Sequence[Named], places: Iterable[Named]) -> MapSketchData | None:
    """Return the sketch, or ``None`` without any clinic or any place.

    Clinics and places are (name, latitude, longitude), in degrees. The clinics get their labels
    first, then their rings, then the places, those nearest to a clinic first.
    """
    places = list(places)
    if not clinics or not places:
        return None
    origin = _middle([point[1:] for point in clinics])
    around = [_offset_in_miles(origin, clinic[1:]) for clinic in clinics]
    offsets = sorted(
        ((name, _offset_in_miles(origin, point)) for name, *point in places),
        key=lambda place: (_nearest(place[1], around), place[0]),
    )
    farthest = max(hypot(*offset) for offset in (*around, *(place[1] for place in offsets)))
    step = ring_step(farthest)
    rings = min(MOST_RINGS, max(1, -floor(-farthest / step)))
    scale = OUTER_RADIUS / (rings * step)
    if len(clinics) > 1:
        step, rings = _ring_among_others(scale), 1
    return _drawing(
        [
            (clinic[0], _on_paper(offset, scale))
            for clinic, offset in zip(clinics, around, strict=True)
        ],
        [number * step for number in range(1, rings + 1)],
        [(name, _on_paper(offset, scale)) for name, offset in offsets],
        scale,
    )


def ring_step(farthest_miles: float) -> float:
    """Return the miles from ring to ring: 1, 2 or 5 times a power of ten, so that few suffice."""
    least = max(farthest_miles / MOST_RINGS, 0.1)
    power = 10.0 ** floor(log10(least))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= least)


def _ring_among_others(scale: float) -> float:
    """Return the most miles, 1, 2 or 5 times a power of ten, whose ring is not too large."""
    most = RING_AMONG_OTHERS / scale
    power = 10.0 ** floor(log10(most))
    return next(step * power for step in (5, 2, 1) if step * power <= most)


def _middle(points: Sequence[Sequence[float]]) -> tuple[float, float]:
    """Return the middle of the clinics; of a single one, where it is."""
    latitudes, first = [point[0] for point in points], points[0][1]
    easts = [(point[1] - first + 180) % 360 - 180 for point in points]
    return (min(latitudes) + max(latitudes)) / 2, first + (min(easts) + max(easts)) / 2


def _offset_in_miles(origin: Sequence[float], point: Sequence[float]) -> Offset:
    """Return miles to the east and to the north; plane enough for the size of a county."""
    mile = EARTH_RADIUS_MILES * radians(1)
    degrees_east = (point[1] - origin[1] + 180) % 360 - 180
    return degrees_east * mile * cos(radians(origin[0])), (point[0] - origin[0]) * mile


def _nearest(offset: Offset, clinics: Iterable[Offset]) -> float:
    return min(hypot(offset[0] - east, offset[1] - north) for east, north in clinics)


def _on_paper(offset: Offset, scale: float) -> tuple[int, int]:
    return CENTER[0] + round(offset[0] * scale), CENTER[1] - round(offset[1] * scale)


def _drawing(
    clinics: Sequence[tuple[str, tuple[int, int]]],
    ring_miles: Sequence[float],
    places: Sequence[tuple[str, tuple[int, int]]],
    scale: float,
) -> MapSketchData:
    """Place everything in the order in which it may take room from what comes after it."""
    dot_radius = 3 if len(places) > MANY_PLACES else 5
    taken = [_dot(x, y, 10) for _, (x, y) in clinics]
    taken += [_dot(x, y, dot_radius) for _, (x, y) in places]
    clinic_points = tuple(_clinic(name, x, y, taken) for name, (x, y) in clinics)
    rings = tuple(
        _ring(x, y, round(miles * scale), f"{miles:g}", taken)
        for _, (x, y) in clinics
        for miles in ring_miles
    )
    return MapSketchData(
        width=WIDTH,
        height=HEIGHT,
        rings=rings,
        clinics=clinic_points,
        points=tuple(_place(name, x, y, taken) for name, (x, y) in places),
        dot_radius=dot_radius,
    )


def _dot(x: int, y: int, radius: int) -> _Box:
    return _Box(x - radius, x + radius, y, 2 * radius)


def _ring(x: int, y: int, radius: int, miles: str, taken: list[_Box]) -> MapRingData:
    half = LETTER_WIDTH * (len(miles) + 3) // 2
    box = _Box(x - half, x + half, y + radius, LINE_HEIGHT - 4)
    fits = box.fits(taken)
    if fits:
        taken.append(box)
    return MapRingData(x=x, y=y, radius=radius, miles=miles, has_label=fits)


def _clinic(name: str, x: int, y: int, taken: list[_Box]) -> MapPointData:
    half = LETTER_WIDTH * len(name) // 2
    below = (_Box(x - half, x + half, y + 24), x, "middle")
    above = (_Box(x - half, x + half, y - 24), x, "middle")
    return _labelled(name, x, y, [below, above, *_beside(name, x, y, 14)], taken)


def _place(name: str, x: int, y: int, taken: list[_Box]) -> MapPointData:
    return _labelled(name, x, y, _beside(name, x, y, LABEL_GAP), taken)


def _beside(name: str, x: int, y: int, gap: int) -> list[tuple[_Box, int, str]]:
    """Return where a label can stand beside a dot, on the outer side of the drawing first."""
    length = LETTER_WIDTH * len(name)
    right = (_Box(x + gap, x + gap + length, y), x + gap, "start")
    left = (_Box(x - gap - length, x - gap, y), x - gap, "end")
    return [right, left] if x >= CENTER[0] else [left, right]


def _labelled(
    name: str, x: int, y: int, spots: Iterable[tuple[_Box, int, str]], taken: list[_Box]
) -> MapPointData:
    for box, label_x, text_anchor in spots:
        if box.fits(taken):
            taken.append(box)
            return MapPointData(
                x=x, y=y, label=name, label_x=label_x, label_y=box.middle, text_anchor=text_anchor
            )
    return MapPointData(x=x, y=y, label="", label_x=x, label_y=y, text_anchor="start")
