"""A sketch of the places around the clinics, with rings of distance, as numbers for a drawing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, dist, floor, hypot, log10, radians

from locations.rules.distance import EARTH_RADIUS_MILES

WIDTH = 440
HEIGHT = 410
CENTER = (220, 200)
OUTER_RADIUS = 180
MOST_RINGS = 3
# Among several clinics: room for names at the sides, and a ring that is large enough for its number
# and small enough for the next clinic.
SIDE_MARGIN = 110
TOP_MARGIN = 40
RING_AMONG_OTHERS = 100
# Room for names and numbers, in the units of the drawing, for text 20 units high.
LETTER_WIDTH = 11
LINE_HEIGHT = 24
LABEL_GAP = 10
# From here on there are too many dots for large ones.
MANY_PLACES = 40

Named = tuple[str, float, float]
Offset = tuple[float, float]


@dataclass(frozen=True, kw_only=True, slots=True)
class MapRingData:
    """A circle around a clinic in units of the drawing; ``miles`` as text.

    The number stands on the ring at ``label_x`` and ``label_y``, if there is room.
    """

    x: int
    y: int
    radius: int
    miles: str
    label_x: int
    label_y: int
    has_label: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class MapPointData:
    """A place or a clinic; ``label`` is its ``name``, or empty where it would cover something else.

    ``x`` and ``y`` are those of its dot. ``text_anchor`` says which end of the label is at
    ``label_x``; the label's middle is at the height ``label_y``.
    """

    name: str
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
    origin = clinics[0][1:]
    around = [(name, _offset_in_miles(origin, point)) for name, *point in clinics]
    offsets = sorted(
        ((name, _offset_in_miles(origin, point)) for name, *point in places),
        key=lambda place: (min(dist(place[1], clinic) for _, clinic in around), place[0]),
    )
    everything = [offset for _, offset in (*around, *offsets)]
    if len(clinics) == 1:
        middle: Offset = (0, 0)
        scale, rings = _scale_around_one(max(hypot(*offset) for offset in everything))
    else:
        middle, scale = _scale_for_all(everything)
        rings = [_ring_among_others(scale)]
    return _drawing(
        [(name, _on_paper(offset, middle, scale)) for name, offset in around],
        rings,
        [(name, _on_paper(offset, middle, scale)) for name, offset in offsets],
        scale,
    )


def _scale_around_one(farthest_miles: float) -> tuple[float, list[float]]:
    """Return units a mile, and the miles of the rings, of which the last encloses everything."""
    step = ring_step(farthest_miles)
    rings = min(MOST_RINGS, max(1, -floor(-farthest_miles / step)))
    return OUTER_RADIUS / (rings * step), [number * step for number in range(1, rings + 1)]


def _scale_for_all(offsets: Sequence[Offset]) -> tuple[Offset, float]:
    """Return the middle of everything, and as many units a mile as leave room for the names."""
    easts, norths = zip(*offsets, strict=True)
    middle = ((min(easts) + max(easts)) / 2, (min(norths) + max(norths)) / 2)
    across = (max(easts) - min(easts)) / (WIDTH - 2 * SIDE_MARGIN)
    along = (max(norths) - min(norths)) / (HEIGHT - 2 * TOP_MARGIN)
    return middle, 1 / max(across, along, 0.001)


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


def _offset_in_miles(origin: Sequence[float], point: Sequence[float]) -> Offset:
    """Return miles to the east and to the north; plane enough for the size of a county."""
    mile = EARTH_RADIUS_MILES * radians(1)
    degrees_east = (point[1] - origin[1] + 180) % 360 - 180
    return degrees_east * mile * cos(radians(origin[0])), (point[0] - origin[0]) * mile


def _on_paper(offset: Offset, middle: Offset, scale: float) -> tuple[int, int]:
    east, north = offset[0] - middle[0], offset[1] - middle[1]
    return CENTER[0] + round(east * scale), CENTER[1] - round(north * scale)


def _drawing(
    clinics: Sequence[tuple[str, tuple[int, int]]],
    ring_miles: Sequence[float],
    places: Sequence[tuple[str, tuple[int, int]]],
    scale: float,
) -> MapSketchData:
    """Place everything in the order in which it may take room from what comes after it."""
    dot_radius = 3 if len(places) > MANY_PLACES else 5
    taken = [_dot(x, y, 10) for _, (x, y) in clinics]
    dots = [_dot(x, y, dot_radius) for _, (x, y) in places]
    clinic_points = tuple(_clinic(name, x, y, taken, dots) for name, (x, y) in clinics)
    # Without its number a ring says nothing, so that may cover places too.
    rings = tuple(
        _ring(x, y, round(miles * scale), f"{miles:g}", taken, dots)
        for _, (x, y) in clinics
        for miles in ring_miles
    )
    taken += dots
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


def _ring(
    x: int, y: int, radius: int, miles: str, taken: list[_Box], dots: list[_Box]
) -> MapRingData:
    """Return a ring with its number at the foot, or on another side where that is free."""
    half = LETTER_WIDTH * (len(miles) + 3) // 2
    sides = ((x, y + radius), (x, y - radius), (x - radius, y), (x + radius, y))
    spots = [
        (_Box(left - half, left + half, top, LINE_HEIGHT - 4), left, top) for left, top in sides
    ]
    free = [spot for spot in spots if spot[0].fits(dots)]
    fitting = [spot for spot in (*free, *spots) if spot[0].fits(taken)]
    box, label_x, label_y = fitting[0] if fitting else spots[0]
    if fitting:
        taken.append(box)
    return MapRingData(
        x=x,
        y=y,
        radius=radius,
        miles=miles,
        label_x=label_x,
        label_y=label_y,
        has_label=bool(fitting),
    )


def _clinic(name: str, x: int, y: int, taken: list[_Box], dots: list[_Box]) -> MapPointData:
    """Return a clinic with its label; rather than without one, it may cover places."""
    half = LETTER_WIDTH * len(name) // 2
    spots = [
        *((_Box(x - half, x + half, middle), x, "middle") for middle in (y + 24, y - 24)),
        *_beside(name, x, y, 14),
    ]
    free = [spot for spot in spots if spot[0].fits(dots)]
    return _labelled(name, x, y, [*free, *spots], taken)


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
                name=name,
                x=x,
                y=y,
                label=name,
                label_x=label_x,
                label_y=box.middle,
                text_anchor=text_anchor,
            )
    return MapPointData(name=name, x=x, y=y, label="", label_x=x, label_y=y, text_anchor="start")
