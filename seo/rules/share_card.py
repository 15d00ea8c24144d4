"""What a picture for sharing shows, and the name that changes when it does."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from hashlib import sha256

WIDTH, HEIGHT = 1200, 630
"""Pixels, the shape that social networks ask for."""

DRAWING_VERSION = 2
"""Count it up when the drawing changes: then every picture gets a new name, and is made anew."""

DIGEST_LENGTH = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class ShareMapData:
    """The shape of a map: dots and rings of distance, in units of a drawing of its own.

    Rings are (x, y, radius), dots (x, y). ``own`` are the dots of the place that the page is about,
    and ``own_name`` is what it is called.
    """

    width: int
    height: int
    rings: tuple[tuple[int, int, int], ...]
    clinics: tuple[tuple[int, int], ...]
    places: tuple[tuple[int, int], ...] = ()
    own: tuple[tuple[int, int], ...] = ()
    own_name: str = ""
    place_radius: int = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class ShareCardData:
    """All that a picture for sharing shows: the page's heading, the clinic, the map's shape.

    ``clinic_place`` is like "Los Altos, CA". A page that is about no place has no map; the site's
    sign stands there.
    """

    title: str
    clinic_name: str
    clinic_place: str
    map: ShareMapData | None = None

    @property
    def digest(self) -> str:
        """The name of the picture: the same as long as it shows the same."""
        shown = json.dumps([DRAWING_VERSION, asdict(self)], sort_keys=True)
        return sha256(shown.encode()).hexdigest()[:DIGEST_LENGTH]
