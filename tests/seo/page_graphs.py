"""Each kind of page with its graph, from sample data."""

from __future__ import annotations

from typing import Any

from seo.page_data import PageData
from seo.structured_data import Node
from seo.structured_data_pages import (
    city_page_nodes,
    clinic_page_nodes,
    faq_page_nodes,
    person_page_nodes,
    plain_page_nodes,
    treatment_page_nodes,
)
from tests.page_samples import (
    sample_city_index_page_data,
    sample_city_page_data,
    sample_contact_page_data,
    sample_content_page_data,
    sample_faq_page_data,
    sample_home_page_data,
    sample_person_page_data,
    sample_treatment_page_data,
)


def home(**changes: Any) -> tuple[PageData, list[Node]]:
    data = sample_home_page_data(**changes)
    return data, clinic_page_nodes(
        data,
        clinics=data.clinics,
        places=data.places,
        treatments=data.treatments,
        people=data.people,
    )


def contact(**changes: Any) -> tuple[PageData, list[Node]]:
    data = sample_contact_page_data(**changes)
    return data, clinic_page_nodes(
        data,
        clinics=data.clinics,
        types=("ContactPage",),
        places=data.places,
        treatments=data.treatments,
        people=data.people,
    )


def city(**changes: Any) -> tuple[PageData, list[Node]]:
    data = sample_city_page_data(**changes)
    return data, city_page_nodes(data, place=data.place, questions=data.questions)


def hub(**changes: Any) -> tuple[PageData, list[Node]]:
    data = sample_city_index_page_data(**changes)
    return data, plain_page_nodes(data, types=("CollectionPage",))


def faq(**changes: Any) -> tuple[PageData, list[Node]]:
    data = sample_faq_page_data(**changes)
    return data, faq_page_nodes(
        data,
        questions=data.groups[0].questions,
        treatment=data.treatment,
        citations=data.citations,
    )


def treatment(**changes: Any) -> tuple[PageData, list[Node]]:
    data = sample_treatment_page_data(**changes)
    return data, treatment_page_nodes(
        data,
        treatment=data.treatment,
        people=data.people,
        citations=data.citations,
    )


def person(**changes: Any) -> tuple[PageData, list[Node]]:
    data = sample_person_page_data(**changes)
    return data, person_page_nodes(data, person=data.person)


def content(**changes: Any) -> tuple[PageData, list[Node]]:
    data = sample_content_page_data(**changes)
    return data, plain_page_nodes(data)


PAGES = {
    make.__name__: make for make in (home, contact, city, hub, faq, treatment, person, content)
}
