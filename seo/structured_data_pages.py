"""The whole graph of each kind of page: its nodes, with everything that they refer to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from clinic.page_data import ClinicData, PersonData, TreatmentData
from seo.page_data import PageData
from seo.structured_data import (
    CitedSource,
    Node,
    Review,
    breadcrumb_node,
    person_id,
    service_id,
    therapy_id,
    web_page_node,
    website_node,
)
from seo.structured_data_clinic import (
    PlaceFacts,
    ServedPlace,
    clinic_node,
    full_clinic_node,
    organization_node,
    person_node,
    place_node,
    service_node,
    therapy_node,
)
from seo.structured_data_questions import FaqEntry, faq_page_properties, faq_part_node


def base_nodes(data: PageData, clinics: Iterable[Node | None] | None = None) -> list[Node]:
    """Return what every page has: the site, who runs it, and the way from home.

    ``clinics`` are the nodes of the clinics, where the page says more than every page does.
    """
    nodes = (
        website_node(data.site, language=data.meta.language),
        organization_node(data.site),
        *([clinic_node(data.site, data.site.clinic)] if clinics is None else clinics),
        breadcrumb_node(data),
    )
    return [node for node in nodes if node is not None]


def plain_page_nodes(
    data: PageData,
    *,
    types: tuple[str, ...] = ("WebPage",),
    citations: Iterable[CitedSource] = (),
) -> list[Node]:
    """Return the graph of a page with no subject of its own; an index is a ``CollectionPage``."""
    return [*base_nodes(data), web_page_node(data, types=types, citations=citations)]


def clinic_page_nodes(
    data: PageData,
    *,
    clinics: Iterable[ClinicData],
    types: tuple[str, ...] = ("WebPage",),
    places: Sequence[ServedPlace] = (),
    treatments: Sequence[TreatmentData] = (),
    people: Sequence[PersonData] = (),
    citations: Iterable[CitedSource] = (),
    review: Review | None = None,
) -> list[Node]:
    """Return the graph of a page about all clinics: home, or contact as a ``ContactPage``.

    Each clinic serves those of the ``places`` that go to it.
    """
    root_url = data.site.root_url
    clinic_nodes = [
        full_clinic_node(
            data.site,
            clinic,
            today=data.today,
            therapy_slugs=[treatment.slug for treatment in treatments],
            place_keys=[place.key for place in places if place.clinic_slug == clinic.slug],
        )
        for clinic in clinics
    ]
    return [
        *base_nodes(data, clinic_nodes),
        *(place_node(root_url, place) for place in places),
        *(therapy_node(root_url, treatment, full=False) for treatment in treatments),
        *_person_nodes(data, people, review),
        web_page_node(
            data,
            types=types,
            about_ids=[node["@id"] for node in clinic_nodes if node],
            citations=citations,
            review=review,
        ),
    ]


def city_page_nodes(
    data: PageData,
    *,
    place: PlaceFacts | None,
    questions: Iterable[FaqEntry] = (),
    treatment_name: str = "",
    citations: Iterable[CitedSource] = (),
    review: Review | None = None,
) -> list[Node]:
    """Return the graph of a city page; ``questions`` are those that belong to this city alone."""
    nodes = base_nodes(data)
    service = None
    if place is not None:
        nodes.append(place_node(data.site.root_url, place))
        service = service_node(data, place_key=place.key, treatment_name=treatment_name)
    main_entity_id = service_id(data.meta.canonical_url) if service else None
    nodes += _person_nodes(data, (), review)
    nodes.append(
        web_page_node(data, main_entity_id=main_entity_id, citations=citations, review=review)
    )
    parts = (service, faq_part_node(data, questions))
    return [*nodes, *(part for part in parts if part is not None)]


def faq_page_nodes(
    data: PageData,
    *,
    questions: Iterable[FaqEntry],
    treatment: TreatmentData | None = None,
    citations: Iterable[CitedSource] = (),
    review: Review | None = None,
) -> list[Node]:
    """Return the graph of an FAQ page."""
    page = web_page_node(
        data,
        about_ids=_therapy_ids(data, treatment),
        audience=True,
        citations=citations,
        review=review,
    )
    return [
        *base_nodes(data),
        *_person_nodes(data, (), review),
        *([therapy_node(data.site.root_url, treatment, full=False)] if treatment else []),
        page | faq_page_properties(data, questions),
    ]


def treatment_page_nodes(
    data: PageData,
    *,
    treatment: TreatmentData | None,
    people: Sequence[PersonData] = (),
    citations: Iterable[CitedSource] = (),
    review: Review | None = None,
) -> list[Node]:
    """Return the graph of a treatment's page."""
    root_url = data.site.root_url
    return [
        *base_nodes(data),
        *_person_nodes(data, people, review),
        *([therapy_node(root_url, treatment, full=True)] if treatment else []),
        web_page_node(
            data,
            types=("MedicalWebPage",),
            main_entity_id=therapy_id(root_url, treatment.slug) if treatment else None,
            audience=True,
            citations=citations,
            review=review,
        ),
    ]


def person_page_nodes(data: PageData, *, person: PersonData | None) -> list[Node]:
    """Return the graph of somebody's profile; a plain page until a person has been chosen."""
    if person is None:
        return plain_page_nodes(data)
    root_url = data.site.root_url
    profile = web_page_node(
        data, types=("ProfilePage",), main_entity_id=person_id(root_url, person.slug)
    )
    own = person_node(data.site, person, full=True)
    return [*base_nodes(data), own, profile]


def _person_nodes(
    data: PageData, people: Iterable[PersonData], review: Review | None
) -> list[Node]:
    """Return a node for each of ``people`` and of the reviewers, once."""
    reviewers = review.people if review else ()
    by_slug = {person.slug: person for person in (*people, *reviewers)}
    return [person_node(data.site, person, full=False) for person in by_slug.values()]


def _therapy_ids(data: PageData, treatment: TreatmentData | None) -> list[str]:
    return [therapy_id(data.site.root_url, treatment.slug)] if treatment else []
