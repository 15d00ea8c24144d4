"""Towns and ZIP codes around a point, from the data that the package ``zipcodes`` brings along.

Pure, and without the network. The package puts three lists together, as its documentation says:
ZIP codes, towns and counties from unitedstateszipcodes.org and the Postal Service, coordinates of
ZIP areas from GeoNames under CC BY 4.0. A town here is a name that mail is addressed to, which may
be a city, a community or a part of either.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from statistics import fmean
from typing import Any

import zipcodes

from locations.rules.distance import miles_between
from locations.rules.states import STATE_NAMES
from locations.tables.cells import ZipCode

PACKAGE = f"zipcodes {zipcodes.__version__}"
# The package's coordinates have four digits, about 11 meters.
DIGITS = 4
# How alike two names are, from 0 to 1, that are one: "Los Altos Hills" and "Los Altos Hls".
SAME_NAME = 0.8
DELIVERED, BOXES = "STANDARD", "PO BOX"


@dataclass(frozen=True, kw_only=True, slots=True)
class Town:
    """A town with the ZIP codes in reach; ``miles`` is to the middle of all its ZIP areas.

    ``farther_codes`` counts the ZIP codes of the town that are out of reach, ``other_names`` are
    what mail to these ZIP codes may also be addressed to.
    """

    name: str
    state: str
    county: str
    zip_codes: tuple[ZipCode, ...]
    latitude: Decimal
    longitude: Decimal
    miles: float
    farther_codes: int
    other_names: tuple[str, ...]


def towns_around(latitude: float, longitude: float, radius_miles: float) -> list[Town]:
    """Return the towns with a ZIP area whose middle is in reach, the nearest first.

    ZIP codes of a single company or of the military are left out: nobody lives there.
    """
    names: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in _usable(zipcodes.filter_by_coordinates(latitude, longitude, radius_miles)):
        names.setdefault((row["city"], row["state"]), []).append(row)
    towns = [_town(rows, (latitude, longitude)) for rows in names.values()]
    return sorted(towns, key=lambda town: (town.miles, town.name, town.state))


def _usable(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        row
        for row in rows
        if row["active"]
        and row["zip_code_type"] in (DELIVERED, BOXES)
        and row["state"] in STATE_NAMES
    ]


def _town(in_reach: list[dict[str, Any]], point: tuple[float, float]) -> Town:
    name, state = in_reach[0]["city"], in_reach[0]["state"]
    whole = _usable(zipcodes.filter_by(city=name, state=state))
    # Post-office boxes say where an office is, not where people live.
    areas = [row for row in whole if row["zip_code_type"] == DELIVERED] or whole
    latitude = fmean(float(row["lat"]) for row in areas)
    longitude = fmean(float(row["long"]) for row in areas)
    counties = Counter(row["county"] for row in areas if row["county"])
    county = counties.most_common(1)[0][0] if counties else ""
    codes = [ZipCode(row["zip_code"], row["zip_code_type"] == BOXES) for row in in_reach]
    return Town(
        name=name,
        state=state,
        county=county.removesuffix(" County"),
        zip_codes=tuple(sorted(codes, key=lambda code: (code.is_po_box, code.code))),
        latitude=round(Decimal(latitude), DIGITS),
        longitude=round(Decimal(longitude), DIGITS),
        miles=miles_between(*point, latitude, longitude),
        farther_codes=len(whole) - len(in_reach),
        other_names=_other_names(name, in_reach),
    )


def _other_names(name: str, rows: list[dict[str, Any]]) -> tuple[str, ...]:
    """Return what else mail may be addressed to, without abbreviations of the same name."""
    kept = [name]
    for other in sorted({other for row in rows for other in row["acceptable_cities"]}, key=_length):
        if not get_close_matches(other, kept, cutoff=SAME_NAME):
            kept.append(other)
    return tuple(sorted(kept[1:]))


def _length(name: str) -> tuple[int, str]:
    return -len(name), name
