"""The demo clinic's facts as data for tests, without a database; pages are in ``page_samples``.

Each function takes changes by field name: ``sample_clinic_data(phone_e164="")``.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

from clinic.hours_data import hours_data
from clinic.opening_hours import (
    Interval,
    OpeningHours,
    SpecialDays,
    WeeklyInterval,
)
from clinic.page_data import (
    AddressData,
    ClinicContactData,
    ClinicData,
    DirectionsData,
    PersonData,
    TreatmentData,
)
from editorial.page_data import CitationData, DisclosureData, QuestionData
from locations.page_data import PlaceData
from navigation.page_data import LinkData, NavigationData
from seo.page_data import MetaData, SiteData

ROOT_URL = "https://clinic.example"
TODAY = date(2026, 11, 2)

OPENING_HOURS = OpeningHours(
    time_zone="America/Los_Angeles",
    weekly=(
        WeeklyInterval(0, Interval(time(8), time(17))),
        WeeklyInterval(1, Interval(time(8), time(17))),
        WeeklyInterval(2, Interval(time(8), time(12))),
        WeeklyInterval(2, Interval(time(13), time(18))),
    ),
    special=(
        SpecialDays("Thanksgiving Day", date(2026, 11, 26), date(2026, 11, 26)),
        SpecialDays(
            "Short day", date(2026, 12, 24), date(2026, 12, 24), (Interval(time(9), time(11)),)
        ),
    ),
)


def sample_clinic_data(**changes: Any) -> ClinicData:
    """Return the demo's clinic."""
    clinic = ClinicData(
        slug="bay-area-ketamine-center",
        name="Bay Area Ketamine Center",
        summary="An outpatient clinic in Los Altos that gives ketamine infusions.",
        phone_display="(650) 555-0142",
        phone_e164="+16505550142",
        email="hello@clinic.example",
        address=AddressData(
            street="746 Altos Oaks Drive", locality="Los Altos", region="CA", postal_code="94024"
        ),
        latitude="37.3604512",
        longitude="-122.0964234",
        opening_hours=OPENING_HOURS,
        hours=hours_data(OPENING_HOURS, TODAY),
        directions=(
            DirectionsData(
                service="OpenStreetMap", url="https://www.openstreetmap.org/?mlat=37.36"
            ),
        ),
        booking_url=f"{ROOT_URL}/request-appointment/",
        price_range="$400 to $900",
        accepts_new_patients=True,
        logo_url=f"{ROOT_URL}/media/logo.png",
        image_urls=tuple(f"{ROOT_URL}/media/door-{shape}.jpg" for shape in ("1x1", "4x3", "16x9")),
    )
    return replace(clinic, **changes)


def sample_person_data(**changes: Any) -> PersonData:
    """Return a clinician with a profile page."""
    person = PersonData(
        slug="test-clinician",
        name="Test Clinician",
        job_title="Nurse anesthetist",
        credentials="CRNA",
        url=f"{ROOT_URL}/people/test-clinician/",
        same_as=("https://registry.example/test-clinician",),
    )
    return replace(person, **changes)


def sample_treatment_data(**changes: Any) -> TreatmentData:
    """Return the migraine treatment."""
    treatment = TreatmentData(
        slug="ketamine-for-migraine",
        name="Ketamine infusion for migraine",
        summary="A series of infusions for people whom the usual medicines have not helped enough.",
        condition="migraine",
        how_given="intravenous infusion",
        alternate_name="IV ketamine",
        url=f"{ROOT_URL}/treatments/ketamine-for-migraine/",
    )
    return replace(treatment, **changes)


def sample_place_data(**changes: Any) -> PlaceData:
    """Return Palo Alto."""
    place = PlaceData(
        key="palo-alto-ca",
        name="Palo Alto",
        kind="city",
        kind_label="city",
        state="California",
        state_code="CA",
        county="Santa Clara",
        zip_codes=("94301", "94303", "94304", "94306"),
        distance_miles="5",
        clinic_slug="bay-area-ketamine-center",
        clinic_label="Los Altos",
        url="/locations/palo-alto-ca/",
        latitude=37.44188,
        longitude=-122.14302,
        geonames_id="5380748",
        wikidata_id="Q47265",
    )
    return replace(place, **changes)


def sample_question_data(**changes: Any) -> QuestionData:
    """Return a question that is marked up on its page."""
    question = QuestionData(
        anchor="faq-2f6f0c1e-6a38-4a0b-9f0e-6a0d6f1b7c11",
        question="Can ketamine reduce the pain of chronic migraine?",
        answer_html=(
            "<p>Some patients report <strong>fewer</strong> attacks.</p>"
            '<ul><li>Read <a href="/treatments/ketamine-for-migraine/">about it</a>.</li></ul>'
        ),
        is_marked_up_here=True,
    )
    return replace(question, **changes)


def sample_citation_data(**changes: Any) -> CitationData:
    """Return a confirmed source."""
    citation = CitationData(
        number=1,
        reference="A randomized trial of intranasal ketamine in migraine with aura. 2013.",
        url="https://journal.example/aura",
    )
    return replace(citation, **changes)


def sample_disclosure_data() -> DisclosureData:
    """Return a short disclosure."""
    return DisclosureData(heading="Off-label use", body_html="<p>Talk to a clinician.</p>")


def sample_clinic_contact_data(**changes: Any) -> ClinicContactData:
    """Return how to call and find the demo's clinic."""
    clinic = sample_clinic_data()
    contact = ClinicContactData(
        slug=clinic.slug,
        label=clinic.address.locality,
        name=clinic.name,
        address=clinic.address,
        phone_display=clinic.phone_display,
        phone_e164=clinic.phone_e164,
    )
    return replace(contact, **changes)


def sample_site_data(**changes: Any) -> SiteData:
    """Return a site with one clinic."""
    site = SiteData(
        name="Bay Area Ketamine Center",
        root_url=ROOT_URL,
        home_url="/",
        search_url="/search/",
        counts_url="",
        navigation=NavigationData(main=(LinkData(label="Questions", url="/faq/"),)),
        clinic=sample_clinic_data(),
        clinics=(sample_clinic_contact_data(),),
        launched=True,
    )
    return replace(site, **changes)


def sample_meta_data(path: str = "/", **changes: Any) -> MetaData:
    """Return the head of the page at ``path``."""
    meta = MetaData(
        title="Ketamine infusions in Los Altos",
        description="Who we are, what we give and how to come here.",
        canonical_url=f"{ROOT_URL}{path}",
        site_name="Bay Area Ketamine Center",
        language="en",
    )
    return replace(meta, **changes)
