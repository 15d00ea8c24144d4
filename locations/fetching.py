"""Reading places, shared text and city pages into page data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest
from django.utils import formats
from django.utils.translation import gettext as _
from wagtail.models import Locale

from clinic.page_data import ClinicData
from editorial.fetching import CitationList, fetch_disclosure
from editorial.reviewed_text import ReviewedText
from images.page_data import PictureData
from images.renditions import picture_data
from locations.local_questions import local_questions_data
from locations.lookup import look_up
from locations.models.areas import LocalFact, ServiceArea
from locations.models.blueprints import BlueprintCitation, LandingBlueprint
from locations.nearby import nearby_places
from locations.page_data import (
    CityIndexPageData,
    CityPageData,
    LocalFactData,
    LocalFactGroupData,
    LookupData,
    SectionData,
)
from locations.places import clinic_for, live_places, place_data, places_map
from locations.rules.phone_links import link_phone
from locations.rules.place_groups import group_places
from locations.rules.sections import ResolvedSection
from locations.search_lines import PagePatterns
from locations.shared_text import page_sections, shared_pieces_on
from locations.token_values import token_values
from locations.treatment_pages import treatment_page_links
from navigation.rich_text import expand_each
from page_cache.tags import PageFetch
from seo.page_data import MetaData

if TYPE_CHECKING:
    from locations.models.pages import CityIndexPage, CityPage

Topic = LocalFact.Topic
LOOKUP_FIELD = "zip"
GETTING_HERE_TOPICS = (Topic.GETTING_HERE, Topic.TRANSIT, Topic.PARKING)


def city_index_page_data(
    page: CityIndexPage, request: HttpRequest, fetch: PageFetch
) -> CityIndexPageData:
    """Return everything that the hub shows."""
    introduction, body = expand_each(fetch, page.introduction, page.body)
    frame = page.frame(request, fetch)
    places = live_places(request, fetch, locale=page.locale)
    lookup = None
    if LOOKUP_FIELD in request.GET:
        lookup = look_up(request.GET[LOOKUP_FIELD], fetch, places)
        frame["meta"] = _meta_of_answer(frame["meta"], lookup)
    return CityIndexPageData(
        **frame,
        lookup=lookup,
        place_groups=group_places(places, _("{county} County, {state}")),
        introduction_html=introduction,
        body_html=body,
        places=places,
        map_sketch=places_map(fetch, places),
        disclosure=fetch_disclosure(fetch, page.locale),
    )


def _meta_of_answer(meta: MetaData, lookup: LookupData) -> MetaData:
    """Return the head of the hub as it answers one visitor; search engines shall keep the hub."""
    title = _("Error: %(title)s") % {"title": meta.title} if lookup.problem else meta.title
    return replace(meta, title=title, robots="noindex")


def city_page_data(page: CityPage, request: HttpRequest, fetch: PageFetch) -> CityPageData:
    """Return everything that a city page shows, shared facts and text as they stand now."""
    area = fetch.record(page.area) if page.area else None
    # A text that is off the site, or never was on it, may have been changed and signed by nobody.
    is_shown = page.blueprint is not None and fetch.shows(page.blueprint)
    blueprint = fetch.record(page.blueprint) if page.blueprint and is_shown else None
    _read_rows(page, blueprint)
    clinic = clinic_for(area, fetch)
    place = place_data(area, clinic) if area else None
    treatment = fetch.record(blueprint.treatment) if blueprint and blueprint.treatment else None
    values = token_values(place, clinic, treatment)
    patterns = PagePatterns(blueprint, area, values, fetch)
    place_label = str(area or page.title)
    label = (treatment.condition or treatment.name) if treatment else place_label
    frame = page.frame(
        request,
        fetch,
        clinic=clinic,
        heading=patterns.heading() or place_label,
        title=str(page.seo_title) or patterns.title(),
        description=str(page.search_description) or patterns.description(),
        label=label,
    )
    if _is_withheld(page, fetch):
        frame["meta"] = replace(frame["meta"], robots="noindex")
    citations = CitationList(fetch)
    questions = list(page.local_questions.all())
    sections = page_sections(page, blueprint, values)
    texts = citations.expand(
        page.local_introduction,
        *(section.body for section in sections),
        *(question.answer for question in questions),
    )
    introduction, *bodies = _with_phone_linked(texts, frame["site"].clinic)
    expanded = tuple(map(_section_data, sections, bodies))
    # Sources are numbered in the order in which the page shows its texts.
    top_sections = _numbered(expanded, "top", citations)
    introduction = citations.number(introduction)
    main_sections = _numbered(expanded, "main", citations)
    answers = [citations.number(answer) for answer in bodies[len(sections) :]]
    reviewed = ReviewedText(fetch)
    reviewed.add(page)
    if blueprint:
        citations.add(row.citation for row in blueprint.citations.all())
        reviewed.add(blueprint, keys=shared_pieces_on(page, sections))
    disclosure = fetch_disclosure(fetch, page.locale, reviewed)
    facts = _fact_groups(area, frame["today"], page.locale) if area else {}
    return CityPageData(
        **frame,
        place=place,
        subheading=patterns.subheading(has_clinic=bool(place and place.has_clinic)),
        local_introduction_html=introduction,
        top_sections=top_sections,
        sections=main_sections,
        getting_here=tuple(facts[topic] for topic in GETTING_HERE_TOPICS if topic in facts),
        getting_home=facts.get(Topic.GETTING_HOME),
        local_notes=tuple(facts[topic] for topic in (Topic.LOCAL_NOTE,) if topic in facts),
        questions=local_questions_data(page, questions, answers, fetch),
        pictures=_pictures(page, fetch),
        neighbours=nearby_places(page, area, request, fetch) if area else (),
        treatment_name=values.get("treatment") or "",
        treatment_pages=() if treatment else treatment_page_links(page, request, fetch),
        citations=citations.as_data(),
        disclosure=disclosure,
        review=reviewed.as_data(request, page.locale),
    )


def _read_rows(page: CityPage, blueprint: LandingBlueprint | None) -> None:
    """Read the rows that are asked for more than once. Those of a version in memory stay."""
    if page.pk:
        prefetch_related_objects([page], "section_overrides", "local_questions")
    if blueprint and blueprint.pk:
        sources = BlueprintCitation.objects.select_related("citation")
        prefetch_related_objects([blueprint], "sections", Prefetch("citations", queryset=sources))


def _is_withheld(page: CityPage, fetch: PageFetch) -> bool:
    """Whether search engines are asked to leave the page out, because the gate turned it down."""
    # An alias is judged as its original.
    judged = page.alias_of.specific if page.alias_of else page
    verdict = getattr(judged, "verdict", None) if judged.pk else None
    return verdict is not None and fetch.record(verdict).withheld_since is not None


def _with_phone_linked(texts: Iterable[str], clinic: ClinicData | None) -> list[str]:
    if clinic is None:
        return list(texts)
    shown, number = clinic.phone_display, clinic.phone_e164
    return [link_phone(text, shown=shown, number=number) for text in texts]


def _section_data(section: ResolvedSection, body_html: str) -> SectionData:
    return SectionData(
        key=section.key,
        heading=section.heading,
        body_html=body_html,
        placement=section.placement,
        appearance=section.appearance,
        is_own=section.is_own,
    )


def _numbered(
    sections: Iterable[SectionData], placement: str, citations: CitationList
) -> tuple[SectionData, ...]:
    return tuple(
        replace(section, body_html=citations.number(section.body_html))
        for section in sections
        if section.placement == placement
    )


def _fact_groups(area: ServiceArea, today: date, locale: Locale) -> dict[str, LocalFactGroupData]:
    """Return the facts that hold ``today``, by topic; ``area`` may be an unsaved preview."""
    by_topic: dict[str, list[LocalFactData]] = {}
    for fact in area.local_facts.all():
        if fact.topic not in Topic.values:
            # Half filled in, in a preview.
            continue
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
    # A picture that was deleted from the library leaves an empty block behind.
    images: list[Any] = [block.value for block in page.pictures if block.value]
    for image in images:
        fetch.record(image)
    pictures = (
        picture_data(image, alt="" if image.decorative else image.contextual_alt_text or None)
        for image in images
    )
    return tuple(picture for picture in pictures if picture is not None)
