"""Long lists of places in groups that a visitor can find their own place in."""

from __future__ import annotations

from collections.abc import Sequence

from locations.page_data import PlaceData, PlaceGroupData

# Up to here one table is quicker to read than counties that have to be opened.
MOST_IN_ONE_TABLE = 20


def group_places(
    places: Sequence[PlaceData], heading: str = "{county} County, {state}"
) -> tuple[PlaceGroupData, ...]:
    """Return ``places`` by county, the county of the place nearest to a clinic first.

    Few places are one group without a heading; others have ``heading`` with its gaps filled. The
    order within a group is that of ``places``.
    """
    if len(places) <= MOST_IN_ONE_TABLE:
        return (PlaceGroupData(heading="", places=tuple(places)),) if places else ()
    groups: dict[tuple[str, str], list[PlaceData]] = {}
    for place in places:
        groups.setdefault((place.county, place.state_code), []).append(place)
    ordered = sorted(groups.items(), key=lambda group: (min(map(_miles, group[1])), group[0]))
    return tuple(
        PlaceGroupData(heading=heading.format(county=county, state=state), places=tuple(members))
        for (county, state), members in ordered
    )


def _miles(place: PlaceData) -> float:
    """Return the whole miles that the page prints; those not known are the farthest."""
    if place.has_clinic:
        return -1
    if place.distance_miles.isdecimal():
        return int(place.distance_miles)
    return 0 if place.distance_miles else float("inf")
