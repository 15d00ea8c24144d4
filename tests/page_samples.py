"""The data of each kind of page for tests, without a database.

Each function takes changes by field name: ``sample_city_page_data(place=None)``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from faq_pages.page_data import FAQPageData, QuestionGroupData
from home.page_data import (
    ContactPageData,
    ContentPageData,
    HomePageData,
    PersonPageData,
    TreatmentPageData,
)
from locations.page_data import CityIndexPageData, CityPageData, PlaceGroupData
from navigation.page_data import LinkData
from tests.samples import (
    TODAY,
    sample_citation_data,
    sample_clinic_data,
    sample_disclosure_data,
    sample_meta_data,
    sample_person_data,
    sample_place_data,
    sample_question_data,
    sample_site_data,
    sample_treatment_data,
)


def sample_home_page_data(**changes: Any) -> HomePageData:
    """Return the home page with one of everything."""
    page = HomePageData(
        **_page("/", "Ketamine infusions in Los Altos", trail=()),
        introduction_html="<p>Welcome.</p>",
        picture=None,
        treatments=(sample_treatment_data(),),
        steps=(),
        not_for_heading="Who should not have it",
        not_for_html="<p>Some people.</p>",
        questions=(),
        questions_url="/faq/",
        clinics=(sample_clinic_data(),),
        places=(sample_place_data(),),
        hub_url="/locations/",
        people=(sample_person_data(),),
        disclosure=sample_disclosure_data(),
    )
    return _with_own_clinic(replace(page, **changes), changes)


def sample_contact_page_data(**changes: Any) -> ContactPageData:
    """Return the contact page with one of everything."""
    page = ContactPageData(
        **_page("/contact/", "Contact and directions"),
        introduction_html="<p>Call us.</p>",
        sections=(),
        picture=None,
        clinics=(sample_clinic_data(),),
        places=(sample_place_data(),),
        treatments=(sample_treatment_data(),),
        people=(sample_person_data(),),
    )
    return _with_own_clinic(replace(page, **changes), changes)


def sample_content_page_data(**changes: Any) -> ContentPageData:
    """Return a plain page."""
    page = ContentPageData(
        **_page("/about/", "About the clinic"),
        introduction_html="<p>One address, in Los Altos.</p>",
        sections=(),
        picture=None,
    )
    return replace(page, **changes)


def sample_treatment_page_data(**changes: Any) -> TreatmentPageData:
    """Return the migraine treatment's page."""
    page = TreatmentPageData(
        **_page(
            "/treatments/ketamine-for-migraine/",
            "Ketamine infusion for migraine",
            trail=(("Treatments", "/treatments/"),),
        ),
        treatment=sample_treatment_data(),
        introduction_html="<p>What it is.</p>",
        picture=None,
        sections=(),
        faq_link=None,
        people=(sample_person_data(),),
        citations=(sample_citation_data(),),
        disclosure=sample_disclosure_data(),
    )
    return replace(page, **changes)


def sample_person_page_data(**changes: Any) -> PersonPageData:
    """Return a clinician's profile."""
    page = PersonPageData(
        **_page("/people/test-clinician/", "Test Clinician", trail=(("People", "/people/"),)),
        person=sample_person_data(),
        introduction_html="<p>Watches over infusions.</p>",
    )
    return replace(page, **changes)


def sample_faq_page_data(**changes: Any) -> FAQPageData:
    """Return the migraine FAQ page with one question."""
    page = FAQPageData(
        **_page(
            "/faq/ketamine-for-migraine/",
            "Ketamine infusions for migraine: questions",
            trail=(("Questions", "/faq/"),),
        ),
        opening_html="<p>Who we are.</p>",
        groups=(QuestionGroupData(heading="", questions=(sample_question_data(),)),),
        closing_html="<p>Call or book.</p>",
        places=(sample_place_data(),),
        hub_url="/locations/",
        treatment=sample_treatment_data(),
        citations=(sample_citation_data(),),
        disclosure=sample_disclosure_data(),
    )
    return replace(page, **changes)


def sample_city_index_page_data(**changes: Any) -> CityIndexPageData:
    """Return the hub with one place."""
    page = CityIndexPageData(
        **_page("/locations/", "Areas we serve"),
        introduction_html="<p>Where people come from.</p>",
        places=(sample_place_data(),),
        place_groups=(PlaceGroupData(heading="", places=(sample_place_data(),)),),
        disclosure=sample_disclosure_data(),
    )
    return replace(page, **changes)


def sample_city_page_data(**changes: Any) -> CityPageData:
    """Return Palo Alto's page with one question of its own."""
    page = CityPageData(
        **_page(
            "/locations/palo-alto-ca/",
            "Ketamine infusions for people from Palo Alto",
            trail=(("Areas we serve", "/locations/"),),
        ),
        place=sample_place_data(),
        subheading="Our clinic is in Los Altos.",
        local_introduction_html="<p>Foothill Expressway leads here.</p>",
        top_sections=(),
        sections=(),
        getting_here=(),
        getting_home=None,
        local_notes=(),
        questions=(sample_question_data(question="How do I get home to Palo Alto?"),),
        pictures=(),
        neighbours=(),
        disclosure=sample_disclosure_data(),
    )
    return replace(page, **changes)


def _with_own_clinic(page: Any, changes: dict[str, Any]) -> Any:
    """Return a page that shows its site's clinic, unless the clinics shown were given."""
    if "clinics" in changes:
        return page
    return replace(page, clinics=(page.site.clinic,) if page.site.clinic else ())


def _page(path: str, heading: str, *, trail: tuple[tuple[str, str], ...] = ()) -> dict[str, Any]:
    """Return the fields that every page has; ``trail`` is what lies between home and the page."""
    steps = [] if path == "/" else [("Home", "/"), *trail, (heading, path)]
    return {
        "page_id": 7,
        "heading": heading,
        "meta": sample_meta_data(path),
        "site": sample_site_data(),
        "today": TODAY,
        "breadcrumbs": tuple(LinkData(label=label, url=url) for label, url in steps),
    }
