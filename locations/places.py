"""Reading the places that have pages: which there are, how far away, which lie near."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import cos, radians
from typing import Any

from django.db.models import ExpressionWrapper, F, FloatField, QuerySet
from django.db.models.functions import Cast, Least
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Locale
from wagtail.query import PageQuerySet

from clinic.fetching import clinic_label, shown_clinics
from clinic.models import Clinic
from locations.models.areas import ServiceArea
from locations.page_data import PlaceData
from locations.rules.distance import Point, miles_between, miles_label, nearest
from locations.rules.map_sketch import MapSketchData, map_sketch
from page_cache.tags import PageFetch
from seo.fetching import public_pages

# How many places a page names that is not about places. A list of all of them would be read by
# nobody, and search engines take it for keyword stuffing (Google's spam policies).
PLACES_NAMED = 12


def clinic_for(area: ServiceArea | None, fetch: PageFetch) -> Clinic | None:
    """Return the clinic that serves ``area``: the chosen one, or the nearest that is published."""
    clinics = fetch.records(shown_clinics(fetch))
    if area is None or not clinics:
        return next(iter(clinics), None)
    chosen = [clinic for clinic in clinics if clinic.pk and clinic.pk == area.clinic_id]
    if chosen:
        return chosen[0]
    points = {number: point_of(each) for number, each in enumerate(clinics) if has_point(each)}
    # A clinic whose position nobody knows may be the nearest, so that none is guessed.
    if has_point(area) and len(points) == len(clinics):
        return clinics[nearest(point_of(area), points, limit=1)[0]]
    return clinics[0]


def place_data(
    area: ServiceArea,
    clinic: Clinic | None,
    *,
    url: str = "",
    has_zip_codes: bool = True,
    clinics: Sequence[Clinic] = (),
) -> PlaceData:
    """Return a place as seen from ``clinic``; ``url`` is the path of its live city page, if any.

    Where only name and distance are shown, ``has_zip_codes=False`` saves a query. ``clinics`` are
    all there are, so that the one can be told from the others.
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
        kind_label=kind_in_a_sentence(area),
        state=area.state_name,
        state_code=area.state,
        county=area.county,
        zip_codes=_zip_codes(area) if has_zip_codes else (),
        distance_miles=miles,
        has_clinic=has_clinic,
        clinic_slug=clinic.slug if clinic else "",
        clinic_label=clinic_label(clinic, clinics) if clinic else "",
        url=url,
        latitude=float(area.latitude) if area.latitude is not None else None,
        longitude=float(area.longitude) if area.longitude is not None else None,
        geonames_id=area.geonames_id,
        wikidata_id=area.wikidata_id,
    )


def _zip_codes(area: ServiceArea) -> tuple[str, ...]:
    return tuple(row.code for row in area.zip_codes.all() if not row.is_po_box)


def county_name(area: ServiceArea) -> str:
    """Return e.g. "Santa Clara County", ``""`` without a county."""
    return _("%(county)s County") % {"county": area.county} if area.county else ""


def kind_in_a_sentence(area: ServiceArea) -> str:
    """Return what kind of place it is, as it stands within a sentence: "town"."""
    if area.kind == ServiceArea.Kind.CENSUS_DESIGNATED_PLACE:
        return _("community")
    return str(area.get_kind_display()).lower()


def has_point(record: ServiceArea | Clinic) -> bool:
    """Tell whether a place or a clinic has coordinates."""
    return record.latitude is not None and record.longitude is not None


def point_of(record: ServiceArea | Clinic) -> Point:
    """Return latitude and longitude of a place or a clinic that has them, in degrees."""
    return float(record.latitude or 0), float(record.longitude or 0)


def _miles_to(area: ServiceArea, clinic: Clinic | None) -> str:
    if clinic is None or not has_point(clinic) or not has_point(area):
        return ""
    miles = miles_between(*point_of(area), *point_of(clinic))
    return miles_label(miles, below_one=_("less than 1"))


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
            first_pages[page.area_id] = place_on_page(page, request, fetch)
    return tuple(first_pages.values())


def nearest_places(
    request: HttpRequest, fetch: PageFetch, *, locale: Locale
) -> tuple[PlaceData, ...]:
    """Return :data:`PLACES_NAMED` of :func:`live_places`, those nearest to a clinic first."""
    fetch.collection("areas")
    pages = _general_pages(fetch, locale)
    areas = ServiceArea.objects.filter(pk__in=pages.values("area_id"))
    clinics = fetch.records(shown_clinics(fetch))
    points = [point_of(clinic) for clinic in clinics if has_point(clinic)]
    keys = list(by_distance(areas, points).values_list("pk", flat=True)[:PLACES_NAMED])
    shown = {page.area_id: page for page in pages.filter(area__in=keys).order_by("-pk")}
    return tuple(place_on_page(shown[key], request, fetch, has_zip_codes=False) for key in keys)


def by_distance(areas: QuerySet[ServiceArea], points: Sequence[Point]) -> QuerySet[ServiceArea]:
    """Return ``areas`` by their distance to the nearest of ``points``, and then by name.

    The database measures, so that it takes as long for thousands of places as for a few. Those
    without coordinates come last.
    """
    distances = [_square_of_distance(point) for point in points]
    if not distances:
        return areas.order_by("name", "pk")
    distance = Least(*distances) if len(distances) > 1 else distances[0]
    return areas.annotate(distance=distance).order_by(
        F("distance").asc(nulls_last=True), "name", "pk"
    )


def _square_of_distance(point: Point) -> ExpressionWrapper:
    # Plane enough to tell near from far: a degree of longitude shrinks with the latitude.
    latitude, longitude = point
    north = Cast("latitude", FloatField()) - latitude
    east = (Cast("longitude", FloatField()) - longitude) * cos(radians(latitude))
    return ExpressionWrapper(north * north + east * east, output_field=FloatField())


def place_labels(page_keys: Iterable[int]) -> dict[int, str]:
    """Return what those that are city pages are called, "Palo Alto, CA", by key.

    A page about one treatment is named after both: "Migraine: Palo Alto, CA".
    """
    from locations.models.pages import CityPage

    pages = CityPage.objects.filter(pk__in=list(page_keys), area__isnull=False)
    pages = pages.select_related("area", "blueprint__treatment").defer_streamfields()
    return {page.pk: _label(page) for page in pages}


def _label(page: Any) -> str:
    subject = page.blueprint.subject if page.blueprint else ""
    return f"{subject}: {page.area}" if subject else str(page.area)


def place_on_page(
    page: Any, request: HttpRequest, fetch: PageFetch, *, has_zip_codes: bool = True
) -> PlaceData:
    """Return the place of a live city page as seen from the clinic that serves it."""
    fetch.record(page)
    url = page.get_url(request) or ""
    return _from_its_clinic(fetch.record(page.area), fetch, url=url, has_zip_codes=has_zip_codes)


def place_without_page(area: ServiceArea, fetch: PageFetch) -> PlaceData:
    """Return name and distance of a place as seen from the clinic that serves it."""
    return _from_its_clinic(area, fetch, url="", has_zip_codes=False)


def _from_its_clinic(
    area: ServiceArea, fetch: PageFetch, *, url: str, has_zip_codes: bool
) -> PlaceData:
    return place_data(
        area,
        clinic_for(area, fetch),
        url=url,
        has_zip_codes=has_zip_codes,
        clinics=fetch.records(shown_clinics(fetch)),
    )


def places_map(fetch: PageFetch, places: Iterable[PlaceData]) -> MapSketchData | None:
    """Return the sketch of those of ``places`` and of the clinics that have coordinates."""
    clinics = [each for each in fetch.records(shown_clinics(fetch)) if has_point(each)]
    return map_sketch(
        [(_name_on_map(clinic, clinics), *point_of(clinic)) for clinic in clinics],
        [
            (place.name, place.latitude, place.longitude)
            for place in places
            if place.latitude is not None and place.longitude is not None
        ],
    )


def _name_on_map(clinic: Clinic, clinics: Sequence[Clinic]) -> str:
    if len(clinics) == 1:
        return _("Our clinic")
    return _("Clinic %(label)s") % {"label": clinic_label(clinic, clinics)}
