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
from statistics import fmean
from typing import Any

import zipcodes

from locations.distance import miles_between
from locations.states import STATE_NAMES
from locations.tables.cells import ZipCode

PACKAGE = f"zipcodes {zipcodes.__version__}"
# The package's coordinates have four digits, about 11 meters.
DIGITS = 4
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
    others = {other for row in in_reach for other in row["acceptable_cities"]}
    return Town(
        name=name,
        state=state,
        county=county.removesuffix(" County"),
        zip_codes=tuple(sorted(codes, key=lambda code: (code.is_po_box, code.code))),
        latitude=round(Decimal(latitude), DIGITS),
        longitude=round(Decimal(longitude), DIGITS),
        miles=miles_between(*point, latitude, longitude),
        farther_codes=len(whole) - len(in_reach),
        other_names=tuple(sorted(others)),
    )
