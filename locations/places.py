"""Reading the places that have pages: which there are, how far away, which lie near."""

from __future__ import annotations

from collections.abc import Iterable
from math import cos, radians
from typing import TYPE_CHECKING, Any

from django.db.models import ExpressionWrapper, F, FloatField, QuerySet
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Locale
from wagtail.query import PageQuerySet

from clinic.fetching import live_clinics, main_clinic
from clinic.models import Clinic
from clinic.page_data import ClinicData
from locations.distance import miles_between, miles_label, nearest, neighbours
from locations.map_sketch import MapSketchData, map_sketch
from locations.models.areas import ServiceArea
from locations.page_data import PlaceData
from page_cache.tags import PageFetch
from seo.fetching import public_pages

if TYPE_CHECKING:
    from locations.models.pages import CityPage

# A degree of latitude is 69 miles; this keeps the search for neighbors to a handful of rows.
NEIGHBOUR_DEGREES = 0.5

# How many places a page names that is not about places. A list of all of them would be read by
# nobody, and search engines take it for keyword stuffing (Google's spam policies).
PLACES_NAMED = 12


def clinic_for(area: ServiceArea | None, fetch: PageFetch) -> Clinic | None:
    """Return the clinic that serves ``area``: the chosen one, or the nearest that is published."""
    if area is None:
        return main_clinic(fetch)
    clinics = {clinic.pk: clinic for clinic in live_clinics(fetch)}
    if area.clinic_id in clinics:
        return clinics[area.clinic_id]
    points = {
        pk: (float(clinic.latitude), float(clinic.longitude))
        for pk, clinic in clinics.items()
        if clinic.latitude is not None and clinic.longitude is not None
    }
    if area.has_coordinates and points:
        return clinics[nearest(_point(area), points, limit=1)[0]]
    return main_clinic(fetch)


def place_data(
    area: ServiceArea, clinic: Clinic | None, *, url: str = "", has_zip_codes: bool = True
) -> PlaceData:
    """Return a place as seen from ``clinic``; ``url`` is the path of its live city page, if any.

    Where only name and distance are shown, ``has_zip_codes=False`` saves a query.
    """
    has_clinic = bool(
        clinic
        and clinic.locality.casefold() == area.name.casefold()
        and clinic.region == area.state
    )
    miles = "" if has_clinic else _miles_to(area, clinic)
    return PlaceData(
        key=area.slug,
        name=area.name,
        kind=area.kind,
        kind_label=_kind_in_a_sentence(area),
        state=area.state_name,
        state_code=area.state,
        county=area.county,
        zip_codes=_zip_codes(area) if has_zip_codes else (),
        distance_miles=miles,
        has_clinic=has_clinic,
        url=url,
        latitude=float(area.latitude) if area.latitude is not None else None,
        longitude=float(area.longitude) if area.longitude is not None else None,
        geonames_id=area.geonames_id,
        wikidata_id=area.wikidata_id,
    )


def _zip_codes(area: ServiceArea) -> tuple[str, ...]:
    return tuple(row.code for row in area.zip_codes.all() if not row.is_po_box)


def _kind_in_a_sentence(area: ServiceArea) -> str:
    if area.kind == ServiceArea.Kind.CENSUS_DESIGNATED_PLACE:
        return _("community")
    return str(area.get_kind_display()).lower()


def _point(area: ServiceArea) -> tuple[float, float]:
    return float(area.latitude or 0), float(area.longitude or 0)


def _miles_to(area: ServiceArea, clinic: Clinic | None) -> str:
    if clinic is None or clinic.latitude is None or clinic.longitude is None:
        return ""
    if not area.has_coordinates:
        return ""
    distance = miles_between(*_point(area), float(clinic.latitude), float(clinic.longitude))
    return miles_label(distance)


def _general_pages(fetch: PageFetch, locale: Locale) -> PageQuerySet:
    """Return the public city pages of places in service that are not about one treatment."""
    from locations.models.pages import CityPage

    pages = CityPage.objects.filter(
        locale=locale, blueprint__treatment=None, area__in=ServiceArea.objects.in_service()
    )
    return public_pages(pages, fetch).select_related("area").defer_streamfields()


def live_places(request: HttpRequest, fetch: PageFetch, *, locale: Locale) -> tuple[PlaceData, ...]:
    """Return every place in service that has a live general city page, by name."""
    fetch.collection("areas")
    pages = _general_pages(fetch, locale).prefetch_related("area__zip_codes")
    first_pages: dict[int, PlaceData] = {}
    for page in pages.order_by("area__name", "pk"):
        if page.area_id not in first_pages:
            first_pages[page.area_id] = _place_on_page(page, request, fetch)
    return tuple(first_pages.values())


def nearest_places(
    request: HttpRequest, fetch: PageFetch, *, locale: Locale, clinic: ClinicData | None
) -> tuple[PlaceData, ...]:
    """Return the :data:`PLACES_NAMED` of :func:`live_places` nearest to ``clinic``, nearest first.

    Equal distances are ordered by name, and places without coordinates come last. The database
    measures, so that it takes as long for thousands of places as for a few.
    """
    fetch.collection("areas")
    pages = _general_pages(fetch, locale)
    areas = ServiceArea.objects.filter(pk__in=pages.values("area_id"))
    keys = list(_by_distance(areas, clinic).values_list("pk", flat=True)[:PLACES_NAMED])
    shown = {page.area_id: page for page in pages.filter(area__in=keys).order_by("-pk")}
    return tuple(_place_on_page(shown[key], request, fetch, has_zip_codes=False) for key in keys)


def _by_distance(areas: QuerySet[ServiceArea], clinic: ClinicData | None) -> QuerySet[ServiceArea]:
    if clinic is None or not (clinic.latitude and clinic.longitude):
        return areas.order_by("name", "pk")
    latitude, longitude = float(clinic.latitude), float(clinic.longitude)
    # Plane enough to tell near from far: a degree of longitude shrinks with the latitude.
    north = Cast("latitude", FloatField()) - latitude
    east = (Cast("longitude", FloatField()) - longitude) * cos(radians(latitude))
    distance = ExpressionWrapper(north * north + east * east, output_field=FloatField())
    return areas.annotate(distance=distance).order_by(
        F("distance").asc(nulls_last=True), "name", "pk"
    )


def place_labels(page_keys: Iterable[int]) -> dict[int, str]:
    """Return the name of the place, "Palo Alto, CA", of those that are city pages, by key."""
    from locations.models.pages import CityPage

    pages = CityPage.objects.filter(pk__in=list(page_keys), area__isnull=False)
    return {page.pk: str(page.area) for page in pages.select_related("area").defer_streamfields()}


def _place_on_page(
    page: Any, request: HttpRequest, fetch: PageFetch, *, has_zip_codes: bool = True
) -> PlaceData:
    """Return the place of a live city page as seen from the clinic that serves it."""
    fetch.record(page)
    area: ServiceArea = fetch.record(page.area)
    clinic = clinic_for(area, fetch)
    return place_data(
        area,
        fetch.record(clinic) if clinic else None,
        url=page.get_url(request) or "",
        has_zip_codes=has_zip_codes,
    )


def places_map(clinic: ClinicData | None, places: Iterable[PlaceData]) -> MapSketchData | None:
    """Return the sketch of ``places`` around ``clinic``; those without coordinates are left out."""
    if clinic is None or not (clinic.latitude and clinic.longitude):
        return None
    return map_sketch(
        (float(clinic.latitude), float(clinic.longitude)),
        [
            (place.name, place.latitude, place.longitude)
            for place in places
            if place.latitude is not None and place.longitude is not None
        ],
    )


def nearby_places(
    page: CityPage, area: ServiceArea, request: HttpRequest, fetch: PageFetch
) -> tuple[PlaceData, ...]:
    """Return up to four places nearby that have a live page of the same blueprint."""
    fetch.collection("areas")
    if not area.has_coordinates or page.blueprint_id is None:
        return ()
    latitude, longitude = _point(area)
    same_text = type(page).objects.filter(blueprint_id=page.blueprint_id, locale_id=page.locale_id)
    pages = (
        public_pages(same_text, fetch)
        .filter(
            area__in=ServiceArea.objects.in_service(),
            area__latitude__range=(latitude - NEIGHBOUR_DEGREES, latitude + NEIGHBOUR_DEGREES),
            area__longitude__range=(longitude - NEIGHBOUR_DEGREES, longitude + NEIGHBOUR_DEGREES),
        )
        .exclude(area_id=area.pk)
        .select_related("area")
        .defer_streamfields()
        .order_by("-pk")
    )
    nearby = {other.area.slug: other for other in pages}
    points = {key: _point(other.area) for key, other in nearby.items()}
    points[area.slug] = (latitude, longitude)
    return tuple(
        _place_on_page(nearby[key], request, fetch, has_zip_codes=False)
        for key in neighbours(points, area.slug)
    )
