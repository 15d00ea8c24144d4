"""The map on the picture for sharing, from the places that a page shows."""

from __future__ import annotations

from collections.abc import Iterable

from clinic.page_data import ClinicData
from locations.page_data import PlaceData
from locations.rules.map_sketch import MapPointData, MapSketchData, map_sketch
from seo.rules.share_card import ShareMapData


def share_map_of(sketch: MapSketchData | None) -> ShareMapData | None:
    """Return the shape of the sketch that a page shows, if it shows one."""
    return _shape(sketch) if sketch else None


def share_map_around(
    clinic: ClinicData | None, places: Iterable[PlaceData], *, own: PlaceData | None = None
) -> ShareMapData | None:
    """Return the shape of a sketch of ``places`` around ``clinic``; ``own`` is set off from them.

    ``None`` where too little is known. Drawn from what a page has read anyway: it takes no query.
    """
    shown = [place for place in ((own, *places) if own else places) if _has_point(place)]
    if clinic is None or not (clinic.latitude and clinic.longitude and shown):
        return None
    sketch = map_sketch(
        [("", float(clinic.latitude), float(clinic.longitude))],
        [(place.key, place.latitude or 0, place.longitude or 0) for place in shown],
    )
    return _shape(sketch, own) if sketch else None


def _has_point(place: PlaceData) -> bool:
    return place.latitude is not None and place.longitude is not None


def _shape(sketch: MapSketchData, own: PlaceData | None = None) -> ShareMapData:
    key = own.key if own else None
    return ShareMapData(
        width=sketch.width,
        height=sketch.height,
        rings=tuple((ring.x, ring.y, ring.radius) for ring in sketch.rings),
        clinics=tuple(map(_dot, sketch.clinics)),
        places=tuple(_dot(point) for point in sketch.points if point.name != key),
        own=tuple(_dot(point) for point in sketch.points if point.name == key),
        own_name=own.name if own else "",
        place_radius=sketch.dot_radius,
    )


def _dot(point: MapPointData) -> tuple[int, int]:
    return point.x, point.y
