"""The graph of each kind of page: right, whole, the same everywhere, and inert."""

from __future__ import annotations

import re
from typing import Any

import pytest

from seo.page_data import PageData
from seo.structured_data import Node, reference
from seo.structured_data_pages import faq_page_nodes
from tests.page_samples import sample_faq_page_data
from tests.samples import (
    ROOT_URL,
    sample_clinic_contact_data,
    sample_clinic_data,
    sample_place_data,
    sample_question_data,
    sample_site_data,
)
from tests.seo.graph_checker import check_page, read_graph
from tests.seo.graph_model import types_of
from tests.seo.page_graphs import PAGES, city, contact, content, faq, home, hub, person, treatment
from tests.seo.page_reader import read_page
from tests.seo.printed_page import printed_page

SECOND = sample_clinic_data(slug="second", name="Second Clinic", phone_e164="+16505550177")
SEVERAL = sample_site_data(
    clinics=(
        sample_clinic_contact_data(),
        sample_clinic_contact_data(slug="second", label="Menlo Park", phone_display="650-555-0177"),
    )
)

EVERY_PAGE = pytest.mark.parametrize("make", PAGES.values(), ids=PAGES)


def problems(page: tuple[PageData, list[Node]]) -> list[str]:
    data, nodes = page
    return check_page(printed_page(data, nodes), canonical_url=data.meta.canonical_url)


def node_of(nodes: list[Node], type_name: str) -> Node:
    (found,) = [node for node in nodes if type_name in types_of(node)]
    return found


@EVERY_PAGE
def test_every_kind_of_page_passes_the_checker(make: Any) -> None:
    assert problems(make()) == []


@EVERY_PAGE
def test_every_kind_of_page_passes_without_a_clinic(make: Any) -> None:
    data, nodes = make(site=sample_site_data(clinic=None, clinics=()))
    assert problems((data, nodes)) == []
    assert not any("MedicalClinic" in types_of(node) for node in nodes)


@EVERY_PAGE
def test_every_kind_of_page_passes_with_several_clinics(make: Any) -> None:
    data, nodes = make(site=SEVERAL)
    assert problems((data, nodes)) == []
    organization = reference(f"{ROOT_URL}/#organization")
    clinic = node_of(nodes, "MedicalClinic")
    assert clinic["parentOrganization"] == organization
    assert node_of(nodes, "WebSite")["publisher"] == organization
    # What stood for the only clinic goes on standing for it.
    alone = node_of(make()[1], "MedicalClinic")
    assert clinic["@id"] == alone["@id"] == f"{ROOT_URL}/#clinic-bay-area-ketamine-center"


@pytest.mark.parametrize("make", [home, contact])
def test_a_page_about_all_clinics_has_each_with_the_places_that_go_to_it(make: Any) -> None:
    north = sample_place_data(key="menlo-park-ca", name="Menlo Park", clinic_slug="second")
    nowhere = sample_place_data(key="reno-nv", name="Reno", clinic_slug="")
    data, nodes = make(
        site=SEVERAL,
        clinics=(sample_clinic_data(), SECOND),
        places=(sample_place_data(), north, nowhere),
    )
    assert problems((data, nodes)) == []
    clinics = {node["@id"]: node for node in nodes if node["@type"] == "MedicalClinic"}
    assert {key: clinic["areaServed"] for key, clinic in clinics.items()} == {
        f"{ROOT_URL}/#clinic-bay-area-ketamine-center": [
            reference(f"{ROOT_URL}/#place-palo-alto-ca")
        ],
        f"{ROOT_URL}/#clinic-second": [reference(f"{ROOT_URL}/#place-menlo-park-ca")],
    }
    about = node_of(nodes, "ContactPage" if make is contact else "WebPage")["about"]
    assert [part["@id"] for part in about] == list(clinics)
    organization = reference(f"{ROOT_URL}/#organization")
    assert node_of(nodes, "Person")["worksFor"] == organization
    assert all(clinic["parentOrganization"] == organization for clinic in clinics.values())


@pytest.mark.parametrize(
    ("page", "types"),
    [
        (home(), "WebSite MedicalClinic City MedicalTherapy Person WebPage"),
        (
            contact(),
            "WebSite MedicalClinic City MedicalTherapy Person ContactPage BreadcrumbList",
        ),
        (city(), "WebSite MedicalClinic City WebPage Service BreadcrumbList FAQPage"),
        (faq(), "WebSite MedicalClinic MedicalTherapy WebPage FAQPage BreadcrumbList"),
        (
            treatment(),
            "WebSite MedicalClinic Person MedicalTherapy MedicalWebPage BreadcrumbList",
        ),
        (person(), "WebSite MedicalClinic Person ProfilePage BreadcrumbList"),
    ],
    ids=["home", "contact", "city", "faq", "treatment", "person"],
)
def test_a_page_has_these_nodes_and_no_others(
    page: tuple[PageData, list[Node]], types: str
) -> None:
    found = sorted(name for node in page[1] for name in types_of(node))
    assert found == sorted(types.split())


def test_the_clinic_says_the_same_on_every_page_and_more_on_some() -> None:
    full = node_of(home()[1], "MedicalClinic")
    assert node_of(contact()[1], "MedicalClinic") == full
    for make in (city, hub, faq, treatment, person, content):
        core = node_of(make()[1], "MedicalClinic")
        assert core.items() < full.items()


HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "\"double\" 'single' \\ back",
    "separators \u2028 and \u2029",
    "right to left \u202e override",
    "emoji \U0001f9e0 and é",
    "R&D &lt;b&gt; &amp;",
    "]]> {{ name }",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_inert_and_whole(text: str) -> None:
    question = sample_question_data(question=text)
    data, nodes = city(
        heading=text,
        site=sample_site_data(name=text, clinic=sample_clinic_data(name=text)),
        place=sample_place_data(name=text),
        questions=(question,),
    )
    html = printed_page(data, nodes)
    page = read_page(html)
    assert len(page.blocks) == 1
    assert html.count("<script") == html.count("</script>") == 1
    assert not re.search("[<>&\u2028\u2029]", page.blocks[0])
    graph = read_graph(page.blocks[0])
    for type_name in ("WebSite", "MedicalClinic", "City", "WebPage"):
        assert node_of(graph, type_name)["name"] == text
    (asked,) = node_of(graph, "FAQPage")["mainEntity"]
    assert asked["name"] == text


def test_a_service_is_given_at_the_clinic_and_not_in_the_place() -> None:
    service = node_of(city()[1], "Service")
    clinic = reference(f"{ROOT_URL}/#clinic-bay-area-ketamine-center")
    assert service["provider"] == clinic
    assert service["availableChannel"]["serviceLocation"] == clinic
    assert service["areaServed"] == reference(f"{ROOT_URL}/#place-palo-alto-ca")


def test_a_city_page_without_a_place_is_still_a_page() -> None:
    assert problems(city(place=None)) == []
    assert node_of(city(place=None)[1], "WebPage")["mainEntity"] is None


def test_an_faq_page_without_questions_of_its_own_is_a_plain_page() -> None:
    data = sample_faq_page_data()
    asked_elsewhere = [sample_question_data(is_marked_up_here=False)]
    nodes = faq_page_nodes(data, questions=asked_elsewhere)
    assert node_of(nodes, "WebPage")["@type"] == "WebPage"
    assert problems((data, nodes)) == []


def test_a_treatment_page_without_a_treatment_is_still_a_page() -> None:
    assert problems(treatment(treatment=None, people=())) == []


def test_a_profile_without_a_person_is_a_plain_page() -> None:
    assert problems(person(person=None)) == []
