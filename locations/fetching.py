"""Reading places, shared text and city pages into page data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils import formats
from django.utils.translation import gettext as _
from wagtail.models import Locale

from clinic.fetching import main_clinic
from clinic.models import Clinic
from clinic.page_data import ClinicData
from editorial.fetching import CitationList, fetch_disclosure
from editorial.page_data import QuestionData
from images.page_data import PictureData
from images.renditions import picture_data
from locations.distance import miles_between, miles_label, nearest, neighbours
from locations.map_sketch import MapSketchData, map_sketch
from locations.models.areas import LocalFact, ServiceArea
from locations.models.blueprints import LandingBlueprint
from locations.page_data import (
    CityIndexPageData,
    CityPageData,
    LocalFactData,
    LocalFactGroupData,
    PlaceData,
    SectionData,
)
from locations.sections import (
    Mode,
    ResolvedSection,
    SectionChoice,
    SectionTemplate,
    resolve_sections,
)
from locations.token_values import token_values
from locations.tokens import fill_text
from page_cache.tags import PageFetch
from seo.rich_text import expand_each

if TYPE_CHECKING:
    from locations.models.pages import CityIndexPage, CityPage

Topic = LocalFact.Topic
GETTING_HERE_TOPICS = (Topic.GETTING_HERE, Topic.TRANSIT, Topic.PARKING)

# A degree of latitude is 69 miles; this keeps the search for neighbors to a handful of rows.
NEIGHBOUR_DEGREES = 0.5


def clinic_for(area: ServiceArea | None) -> Clinic | None:
    """Return the clinic that serves ``area``: the chosen one, or the nearest that is published."""
    if area is None:
        return main_clinic()
    if area.clinic is not None and area.clinic.live:
        return area.clinic
    clinics = {
        clinic.pk: clinic
        for clinic in Clinic.objects.filter(live=True).select_related("logo", "picture")
    }
    points = {
        pk: (float(clinic.latitude), float(clinic.longitude))
        for pk, clinic in clinics.items()
        if clinic.latitude is not None and clinic.longitude is not None
    }
    if area.has_coordinates and points:
        return clinics[nearest(_point(area), points, limit=1)[0]]
    return next(iter(clinics.values()), None)


def place_data(area: ServiceArea, clinic: Clinic | None, *, url: str = "") -> PlaceData:
    """Return a place as seen from ``clinic``; ``url`` is the path of its live city page, if any."""
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
        zip_codes=tuple(row.code for row in area.zip_codes.all() if not row.is_po_box),
        distance_miles=miles,
        has_clinic=has_clinic,
        url=url,
        latitude=float(area.latitude) if area.latitude is not None else None,
        longitude=float(area.longitude) if area.longitude is not None else None,
        geonames_id=area.geonames_id,
        wikidata_id=area.wikidata_id,
    )


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


def live_places(request: HttpRequest, fetch: PageFetch, *, locale: Locale) -> tuple[PlaceData, ...]:
    """Return every place in service that has a live general city page, by name."""
    from locations.models.pages import CityPage

    fetch.collection("areas")
    pages = (
        CityPage.objects.live()
        .public()
        .filter(locale=locale, blueprint__treatment=None)
        .filter(area__in=ServiceArea.objects.in_service())
        .select_related("area__clinic")
        .prefetch_related("area__zip_codes")
        .order_by("area__name", "pk")
    )
    main = main_clinic()
    places = []
    for page in pages:
        area = fetch.record(page.area)
        clinic = area.clinic if area.clinic and area.clinic.live else main
        fetch.record(page)
        places.append(
            place_data(
                area, fetch.record(clinic) if clinic else None, url=page.get_url(request) or ""
            )
        )
    return tuple(places)


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


def city_index_page_data(
    page: CityIndexPage, request: HttpRequest, fetch: PageFetch
) -> CityIndexPageData:
    """Return everything that the hub shows."""
    introduction, body = expand_each(page.introduction, page.body)
    frame = page.frame(request, fetch)
    places = live_places(request, fetch, locale=page.locale)
    return CityIndexPageData(
        **frame,
        introduction_html=introduction,
        body_html=body,
        places=places,
        map_sketch=places_map(frame["site"].clinic, places),
        disclosure=fetch_disclosure(fetch, page.locale),
    )


def city_page_data(page: CityPage, request: HttpRequest, fetch: PageFetch) -> CityPageData:
    """Return everything that a city page shows, shared facts and text as they stand now."""
    area = fetch.record(page.area) if page.area else None
    blueprint = fetch.record(page.blueprint) if page.blueprint else None
    clinic = clinic_for(area)
    if clinic is not None:
        clinic = fetch.record(clinic)
    fetch.collection("clinics")
    place = place_data(area, clinic) if area else None
    values = token_values(place, clinic, blueprint.treatment if blueprint else None)
    patterns = _Patterns(page, blueprint, values, has_clinic=bool(place and place.has_clinic))
    frame = page.frame(
        request,
        fetch,
        clinic=clinic,
        heading=patterns.heading(),
        title=patterns.title(),
        description=patterns.description(),
    )
    citations = CitationList(fetch)
    if blueprint:
        for row in blueprint.citations.select_related("citation"):
            citations.number(row.citation)
    questions = list(page.local_questions.all())
    sections = page_sections(page, blueprint, values)
    introduction, *bodies = expand_each(
        page.local_introduction,
        *(section.body for section in sections),
        *(question.answer for question in questions),
    )
    shown = tuple(map(_section_data, sections, bodies))
    facts = _fact_groups(area, frame["today"], page.locale) if area else {}
    return CityPageData(
        **frame,
        place=place,
        subheading=patterns.subheading(),
        local_introduction_html=introduction,
        top_sections=tuple(section for section in shown if section.placement == "top"),
        sections=tuple(section for section in shown if section.placement == "main"),
        getting_here=tuple(facts[topic] for topic in GETTING_HERE_TOPICS if topic in facts),
        getting_home=facts.get(Topic.GETTING_HOME),
        local_notes=tuple(facts[topic] for topic in (Topic.LOCAL_NOTE,) if topic in facts),
        questions=tuple(
            QuestionData(
                anchor=question.anchor,
                question=question.question,
                answer_html=answer,
                is_marked_up_here=True,
            )
            for question, answer in zip(questions, bodies[len(sections) :], strict=True)
        ),
        pictures=_pictures(page, fetch),
        neighbours=_neighbours(page, area, clinic, request, fetch) if area else (),
        treatment_name=values.get("treatment") or "",
        citations=citations.as_data(),
        disclosure=fetch_disclosure(fetch, page.locale),
    )


def page_sections(
    page: CityPage, blueprint: LandingBlueprint | None, values: dict[str, str | None]
) -> tuple[ResolvedSection, ...]:
    """Return the sections of ``page`` with the wording and the values that hold for it."""
    if blueprint is None:
        return ()
    choices = [
        SectionChoice(key=row.section_key, mode=Mode(row.mode), body=row.body)
        for row in page.section_overrides.all()
    ]
    return resolve_sections(section_templates(blueprint), choices, values)


def section_templates(blueprint: LandingBlueprint) -> list[SectionTemplate]:
    """Return the blueprint's sections in its order."""
    return [
        SectionTemplate(
            key=row.key,
            heading=row.heading,
            body=row.body,
            placement=row.placement,
            appearance=row.appearance,
            is_safety=row.is_safety,
        )
        for row in blueprint.sections.all()
    ]


class _Patterns:
    """The lines of a city page that come from the blueprint's patterns, unless it has its own."""

    def __init__(
        self,
        page: CityPage,
        blueprint: LandingBlueprint | None,
        values: dict[str, str | None],
        *,
        has_clinic: bool,
    ) -> None:
        self._page, self._blueprint, self._values = page, blueprint, values
        self._has_clinic = has_clinic

    def heading(self) -> str:
        return self._filled("heading_pattern")

    def subheading(self) -> str:
        same_place = "subheading_pattern_same_place"
        return self._filled(same_place if self._has_clinic else "subheading_pattern")

    def title(self) -> str:
        return str(self._page.seo_title) or self._filled("title_pattern")

    def description(self) -> str:
        return str(self._page.search_description) or self._filled("description_pattern")

    def _filled(self, pattern: str) -> str:
        if self._blueprint is None:
            return ""
        return fill_text(getattr(self._blueprint, pattern), self._values)


def _section_data(section: ResolvedSection, body_html: str) -> SectionData:
    return SectionData(
        key=section.key,
        heading=section.heading,
        body_html=body_html,
        placement=section.placement,
        appearance=section.appearance,
        is_own=section.is_own,
    )


def _fact_groups(area: ServiceArea, today: date, locale: Locale) -> dict[str, LocalFactGroupData]:
    """Return the facts that hold ``today``, by topic; ``area`` may be an unsaved preview."""
    by_topic: dict[str, list[LocalFactData]] = {}
    for fact in area.local_facts.all():
        if fact.valid_until and fact.valid_until < today:
            continue
        if fact.locale_id not in (None, locale.pk):
            continue
        by_topic.setdefault(fact.topic, []).append(_fact_data(fact))
    return {
        topic: LocalFactGroupData(topic=topic, heading=str(Topic(topic).label), facts=tuple(facts))
        for topic, facts in by_topic.items()
    }


def _fact_data(fact: LocalFact) -> LocalFactData:
    return LocalFactData(
        text=fact.text,
        source_name=fact.source_name,
        source_url=fact.source_url,
        checked_on=formats.date_format(fact.checked_date) if fact.checked_date else "",
        is_sample=fact.is_sample,
    )


def _pictures(page: CityPage, fetch: PageFetch) -> tuple[PictureData, ...]:
    images: Iterable[Any] = [block.value for block in page.pictures]
    for image in images:
        fetch.record(image)
    return tuple(
        picture_data(image, alt="" if image.decorative else image.contextual_alt_text or "")
        for image in images
    )


def _neighbours(
    page: CityPage,
    area: ServiceArea,
    clinic: Clinic | None,
    request: HttpRequest,
    fetch: PageFetch,
) -> tuple[PlaceData, ...]:
    """Return up to four places nearby that have a live page of the same blueprint."""
    fetch.collection("areas")
    if not area.has_coordinates or page.blueprint_id is None:
        return ()
    latitude, longitude = _point(area)
    pages: Sequence[CityPage] = (
        type(page)
        .objects.live()
        .public()
        .filter(blueprint_id=page.blueprint_id, locale_id=page.locale_id)
        .filter(
            area__in=ServiceArea.objects.in_service(),
            area__latitude__range=(latitude - NEIGHBOUR_DEGREES, latitude + NEIGHBOUR_DEGREES),
            area__longitude__range=(longitude - NEIGHBOUR_DEGREES, longitude + NEIGHBOUR_DEGREES),
        )
        .exclude(area_id=area.pk)
        .select_related("area")
    )
    nearby = {other.area.slug: (other.area, other) for other in pages if other.area}
    points = {key: _point(neighbour) for key, (neighbour, _page) in nearby.items()}
    points[area.slug] = (latitude, longitude)
    return tuple(
        place_data(fetch.record(neighbour), clinic, url=fetch.record(other).get_url(request) or "")
        for neighbour, other in (nearby[key] for key in neighbours(points, area.slug))
    )
