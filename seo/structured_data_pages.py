"""The whole graph of each kind of page: its nodes, with everything that they refer to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from clinic.page_data import PersonData, TreatmentData
from seo.page_data import PageData
from seo.structured_data import (
    CitedSource,
    Node,
    breadcrumb_node,
    clinic_reference,
    person_id,
    service_id,
    therapy_id,
    web_page_node,
    website_node,
)
from seo.structured_data_clinic import (
    PlaceFacts,
    clinic_node,
    organization_node,
    person_node,
    place_node,
    service_node,
    therapy_node,
)
from seo.structured_data_questions import FaqEntry, faq_page_properties, faq_part_node


def base_nodes(
    data: PageData,
    today: date,
    *,
    clinic_full: bool = False,
    therapy_slugs: Iterable[str] = (),
    place_keys: Iterable[str] = (),
) -> list[Node]:
    """Return what every page has: the site, who runs it, and the way from home."""
    nodes = (
        website_node(data.site, language=data.meta.language),
        organization_node(data.site),
        clinic_node(
            data.site,
            full=clinic_full,
            today=today,
            therapy_slugs=therapy_slugs,
            place_keys=place_keys,
        ),
        breadcrumb_node(data),
    )
    return [node for node in nodes if node is not None]


def plain_page_nodes(
    data: PageData, today: date, *, types: tuple[str, ...] = ("WebPage",)
) -> list[Node]:
    """Return the graph of a page with no subject of its own; an index is a ``CollectionPage``."""
    return [*base_nodes(data, today), web_page_node(data, types=types)]


def clinic_page_nodes(
    data: PageData,
    today: date,
    *,
    types: tuple[str, ...] = ("WebPage",),
    places: Sequence[PlaceFacts] = (),
    treatments: Sequence[TreatmentData] = (),
    people: Sequence[PersonData] = (),
) -> list[Node]:
    """Return the graph of a page about the whole clinic: home, or contact as a ``ContactPage``."""
    root_url = data.site.root_url
    return [
        *base_nodes(
            data,
            today,
            clinic_full=True,
            therapy_slugs=[treatment.slug for treatment in treatments],
            place_keys=[place.key for place in places],
        ),
        *(place_node(root_url, place) for place in places),
        *(therapy_node(root_url, treatment, full=False) for treatment in treatments),
        *_person_nodes(data, people),
        web_page_node(data, types=types, about_ids=_clinic_ids(data)),
    ]


def city_page_nodes(
    data: PageData,
    today: date,
    *,
    place: PlaceFacts | None,
    questions: Iterable[FaqEntry] = (),
    treatment_name: str = "",
    citations: Iterable[CitedSource] = (),
) -> list[Node]:
    """Return the graph of a city page; ``questions`` are those that belong to this city alone."""
    nodes = base_nodes(data, today)
    service = None
    if place is not None:
        nodes.append(place_node(data.site.root_url, place))
        service = service_node(data, place_key=place.key, treatment_name=treatment_name)
    main_entity_id = service_id(data.meta.canonical_url) if service else None
    nodes.append(web_page_node(data, main_entity_id=main_entity_id, citations=citations))
    parts = (service, faq_part_node(data, questions))
    return [*nodes, *(part for part in parts if part is not None)]


def faq_page_nodes(
    data: PageData,
    today: date,
    *,
    questions: Iterable[FaqEntry],
    treatment: TreatmentData | None = None,
    citations: Iterable[CitedSource] = (),
) -> list[Node]:
    """Return the graph of an FAQ page."""
    page = web_page_node(
        data,
        about_ids=_therapy_ids(data, treatment),
        audience=True,
        citations=citations,
    )
    return [
        *base_nodes(data, today),
        *([therapy_node(data.site.root_url, treatment, full=False)] if treatment else []),
        page | faq_page_properties(data, questions),
    ]


def treatment_page_nodes(
    data: PageData,
    today: date,
    *,
    treatment: TreatmentData | None,
    people: Sequence[PersonData] = (),
    citations: Iterable[CitedSource] = (),
) -> list[Node]:
    """Return the graph of a treatment's page."""
    root_url = data.site.root_url
    return [
        *base_nodes(data, today),
        *_person_nodes(data, people),
        *([therapy_node(root_url, treatment, full=True)] if treatment else []),
        web_page_node(
            data,
            types=("MedicalWebPage",),
            main_entity_id=therapy_id(root_url, treatment.slug) if treatment else None,
            audience=True,
            citations=citations,
        ),
    ]


def person_page_nodes(data: PageData, today: date, *, person: PersonData | None) -> list[Node]:
    """Return the graph of somebody's profile; a plain page until a person has been chosen."""
    if person is None:
        return plain_page_nodes(data, today)
    root_url = data.site.root_url
    profile = web_page_node(
        data, types=("ProfilePage",), main_entity_id=person_id(root_url, person.slug)
    )
    own = person_node(root_url, person, full=True, clinic_ref=clinic_reference(data.site))
    return [*base_nodes(data, today), own, profile]


def _person_nodes(data: PageData, people: Iterable[PersonData]) -> list[Node]:
    clinic = clinic_reference(data.site)
    return [
        person_node(data.site.root_url, person, full=False, clinic_ref=clinic) for person in people
    ]


def _clinic_ids(data: PageData) -> list[str]:
    clinic = clinic_reference(data.site)
    return [clinic["@id"]] if clinic else []


def _therapy_ids(data: PageData, treatment: TreatmentData | None) -> list[str]:
    return [therapy_id(data.site.root_url, treatment.slug)] if treatment else []
