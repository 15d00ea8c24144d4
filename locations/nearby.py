"""Reading which places a city page names as lying nearby: those chosen, or those that are near."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q
from django.http import HttpRequest
from wagtail.query import PageQuerySet

from locations.models.areas import ServiceArea
from locations.models.neighbours import ChosenNeighbour
from locations.page_data import PlaceData
from locations.places import by_distance, place_on_page, point_of
from locations.rules.distance import Point
from locations.rules.neighbours import MOST_NEIGHBOURS, neighbours
from page_cache.tags import PageFetch
from seo.fetching import public_pages

if TYPE_CHECKING:
    from locations.models.pages import CityPage

# A degree of latitude is 69 miles. The database looks no further than this, and takes the nearest.
DEGREES = 0.75
MOST_LOOKED_AT = 250


@dataclass(frozen=True, slots=True)
class _Choices:
    """The places that have choices of their own: where they are, and which they name."""

    points: dict[int, Point] = field(default_factory=dict)
    named: dict[int, list[int]] = field(default_factory=dict)


def nearby_places(
    page: CityPage, area: ServiceArea, request: HttpRequest, fetch: PageFetch
) -> tuple[PlaceData, ...]:
    """Return up to four places nearby that have a live page of the same shared text.

    Those that the page's editor chose, in that order, while one of them has such a page; otherwise
    the nearest, each naming the other where both have room for it.
    """
    fetch.collection("areas")
    fetch.collection("chosen-neighbours")
    if page.blueprint_id is None:
        return ()
    rows = dict.fromkeys(row.area_id for row in page.chosen_neighbours.all())
    chosen = [key for key in rows if key not in (None, area.pk)][:MOST_NEIGHBOURS]
    places = _places(page, chosen, request, fetch) if chosen else ()
    return places or nearest_neighbours(page, area, request, fetch)


def nearest_neighbours(
    page: CityPage, area: ServiceArea, request: HttpRequest, fetch: PageFetch
) -> tuple[PlaceData, ...]:
    """Return the places that the page names while its editor has chosen none."""
    if not area.has_coordinates or page.blueprint_id is None:
        return ()
    points = _points_around(page, area, fetch)
    choices = _choices_of_others(page, [area.pk, *points], fetch)
    named = neighbours(
        choices.points | points | {area.pk: point_of(area)}, area.pk, chosen=choices.named
    )
    return _places(page, named, request, fetch)


def _same_text(page: CityPage, fetch: PageFetch) -> PageQuerySet:
    """Return the public pages with the shared text of ``page`` of places in service."""
    pages = type(page).objects.filter(
        blueprint_id=page.blueprint_id,
        locale_id=page.locale_id,
        area__in=ServiceArea.objects.in_service(),
    )
    return public_pages(pages, fetch)


def _points_around(page: CityPage, area: ServiceArea, fetch: PageFetch) -> dict[int, Point]:
    latitude, longitude = point_of(area)
    areas = ServiceArea.objects.exclude(pk=area.pk).filter(
        # Asked of the places in the box alone; a list of all pages would be as long as the site.
        Exists(_same_text(page, fetch).filter(area=OuterRef("pk"))),
        latitude__range=(latitude - DEGREES, latitude + DEGREES),
        longitude__range=(longitude - DEGREES, longitude + DEGREES),
    )
    rows = by_distance(areas, [(latitude, longitude)]).values_list("pk", "latitude", "longitude")
    return {key: (float(lat), float(lng)) for key, lat, lng in rows[:MOST_LOOKED_AT]}


def _choices_of_others(page: CityPage, keys: list[int], fetch: PageFetch) -> _Choices:
    """Return what the editors of other pages chose, where one of the places ``keys`` is part."""
    pages = _same_text(page, fetch)
    rows = (
        ChosenNeighbour.objects.filter(
            Q(page__area__in=keys) | Q(area__in=keys),
            Exists(pages.filter(pk=OuterRef("page")).exclude(pk=page.pk)),
            Exists(pages.filter(area=OuterRef("area"))),
            page__area__latitude__isnull=False,
        )
        .exclude(area=F("page__area"))
        .order_by("page", "sort_order", "pk")
    )
    choices = _Choices()
    for key, latitude, longitude, chosen in rows.values_list(
        "page__area", "page__area__latitude", "page__area__longitude", "area"
    ):
        choices.points[key] = (float(latitude), float(longitude))
        named = choices.named.setdefault(key, [])
        if len(named) < MOST_NEIGHBOURS:
            named.append(chosen)
    return choices


def _places(
    page: CityPage, keys: list[int], request: HttpRequest, fetch: PageFetch
) -> tuple[PlaceData, ...]:
    """Return those of the places ``keys`` that have a public page, in that order."""
    pages = _same_text(page, fetch).filter(area__in=keys).exclude(pk=page.pk)
    found = pages.select_related("area").defer_streamfields().order_by("-pk")
    shown = {each.area_id: each for each in found}
    return tuple(
        place_on_page(shown[key], request, fetch, has_zip_codes=False)
        for key in keys
        if key in shown
    )
