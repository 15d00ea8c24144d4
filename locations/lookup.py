"""Answering on the hub whether a visitor's place is served, from what is known and no guess."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from locations.models.areas import ServiceArea
from locations.page_data import LookupData, PlaceData
from locations.places import place_without_page
from locations.rules.place_query import PlaceQuery, read_query
from page_cache.tags import PageFetch

MOST_FOUND = 5


def look_up(typed: str, fetch: PageFetch, places: Iterable[PlaceData]) -> LookupData:
    """Return the places in service that ``typed`` means; ``places`` are those with a live page."""
    query = read_query(typed)
    if query.problem is not None:
        return LookupData(query=query.text, problem=query.problem.value)
    with_page = {place.key: place for place in places}
    found = _areas(query).order_by("name", "state", "pk")[:MOST_FOUND]
    return LookupData(
        query=query.text,
        asked=query.zip_code or query.text,
        is_zip=bool(query.zip_code),
        places=tuple(
            with_page.get(area.slug) or place_without_page(area, fetch)
            for area in fetch.records(found)
        ),
    )


def _areas(query: PlaceQuery) -> QuerySet[ServiceArea]:
    areas = ServiceArea.objects.in_service()
    if query.zip_code:
        return areas.filter(pk__in=_with_zip(query.zip_code))
    if not query.state:
        return areas.filter(name__iexact=query.name)
    # "Mount Washington" is a name, and not Mount in the state of Washington.
    in_state = Q(name__iexact=query.name, state=query.state)
    return areas.filter(in_state | Q(name__iexact=query.text))


def _with_zip(code: str) -> QuerySet[ServiceArea, int]:
    return ServiceArea.objects.filter(zip_codes__code=code).values_list("pk", flat=True)
