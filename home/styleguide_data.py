"""Sample data for the style guide: every component in every state, without a database."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time

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
from editorial.page_data import CitationData, DisclosureData, QuestionData, ReviewData
from faq_pages.page_data import QuestionGroupData
from home.page_data import SearchResultData, StepData, TextSectionData
from home.styleguide_forms import SAMPLE_FORM, SampleForm
from images.page_data import PictureData
from locations.page_data import LocalFactData, LocalFactGroupData, LookupData, PlaceData
from locations.rules.map_sketch import MapSketchData, map_sketch
from navigation.page_data import LinkData, NavigationData, NoticeData
from seo.page_data import MetaData, PageData, SiteData

MORNING = Interval(time(8), time(12))
AFTERNOON = Interval(time(13), time(17))
WHOLE_DAY = Interval(time(8), time(17))
HOURS = OpeningHours(
    time_zone="America/Los_Angeles",
    weekly=(
        *(WeeklyInterval(weekday, WHOLE_DAY) for weekday in (0, 1, 3)),
        WeeklyInterval(2, MORNING),
        WeeklyInterval(2, AFTERNOON),
        WeeklyInterval(4, MORNING),
    ),
    special=(
        SpecialDays("Thanksgiving Day", date(2030, 11, 28), date(2030, 11, 28)),
        SpecialDays("Christmas Eve", date(2030, 12, 24), date(2030, 12, 24), (MORNING,)),
    ),
)

CLINIC = ClinicData(
    slug="sample-clinic",
    name="Bay Area Ketamine Center",
    summary="An outpatient clinic that gives ketamine infusions.",
    phone_display="(650) 555-0142",
    phone_e164="+16505550142",
    email="hello@clinic.example",
    address=AddressData(
        street="746 Altos Oaks Drive", locality="Los Altos", region="CA", postal_code="94024"
    ),
    latitude="37.3604500",
    longitude="-122.0964200",
    opening_hours=HOURS,
    hours=hours_data(HOURS, date(2030, 11, 20)),
    directions=(
        DirectionsData(service="Google Maps", url="https://maps.example/one"),
        DirectionsData(service="Apple Maps", url="https://maps.example/two"),
        DirectionsData(service="OpenStreetMap", url="https://maps.example/three"),
    ),
    booking_url="https://booking.example/",
    request_url="/request-appointment/",
    parking_html="<p>You can park in the lot in front of the clinic at no charge.</p>",
    accepts_new_patients=True,
    sample_labels=("Phone number", "E-mail address", "Opening hours"),
)


def _contact(clinic: ClinicData) -> ClinicContactData:
    return ClinicContactData(
        slug=clinic.slug,
        label=clinic.address.locality,
        name=clinic.name,
        address=clinic.address,
        phone_display=clinic.phone_display,
        phone_e164=clinic.phone_e164,
    )


SECOND_CLINIC = replace(
    CLINIC,
    slug="second-clinic",
    name="Bay Area Ketamine Center, Menlo Park",
    phone_display="(650) 555-0177",
    phone_e164="+16505550177",
    address=AddressData(
        street="1 Oak Grove Avenue", locality="Menlo Park", region="CA", postal_code="94025"
    ),
)
SITE = SiteData(
    name=CLINIC.name,
    root_url="http://127.0.0.1:8000",
    home_url="/",
    search_url="/search/",
    counts_url="",
    navigation=NavigationData(
        main=(
            LinkData(label="Ketamine for migraine", url="/treatments/ketamine-for-migraine/"),
            LinkData(label="Questions", url="/faq/"),
            LinkData(label="Areas we serve", url="/locations/", is_current=True),
            LinkData(label="Contact", url="/contact/"),
        ),
        footer=(
            LinkData(label="About us", url="/about/"),
            LinkData(label="Privacy", url="/privacy/"),
            LinkData(label="Accessibility", url="/accessibility/"),
        ),
        footer_html="<p>General information, not medical advice.</p>",
        notices=(
            NoticeData(message_html="<p>We are closed on November 28.</p>", level="info"),
            NoticeData(
                message_html='<p>Roadworks at our door. <a href="#visit">Use the back lot.</a></p>',
                level="caution",
            ),
        ),
    ),
    clinic=CLINIC,
    clinics=(_contact(CLINIC),),
    launched=True,
)

SITE_OF_TWO = replace(SITE, clinics=(*SITE.clinics, _contact(SECOND_CLINIC)))

TREATMENT = TreatmentData(
    slug="ketamine-for-migraine",
    name="Ketamine infusions for migraine",
    summary="A slow infusion for people with migraine whom the usual medicines do not help enough.",
    condition="Migraine",
    how_given="Infusion into a vein",
    session_length="3 to 5 hours",
    observation="About 60 minutes",
    price="$500 to $900 for each infusion",
    url="/treatments/ketamine-for-migraine/",
    sample_labels=("Length of a visit", "Price"),
)

LONG_ANSWER = (
    "<p>It may, for some people. We do not know yet whom it helps, how much, or for how long.</p>"
    "<h3>What the studies found</h3><ul><li><b>In a hospital.</b> About 75% of 61 people had less "
    "pain. There was no control group.</li><li>In a trial of 34 people, a low dose worked no "
    "better than salt water.</li></ul><ol><li>First</li><li>Second</li></ol>"
)
QUESTIONS = (
    QuestionData(
        anchor="faq-2f0c9a52-6a1e-4a37-9e0e-0f5f3a1d0001",
        question="Can ketamine reduce the pain of chronic migraine?",
        answer_html=LONG_ANSWER,
        citation_numbers=(1, 2),
    ),
    QuestionData(
        anchor="faq-2f0c9a52-6a1e-4a37-9e0e-0f5f3a1d0002",
        question="Does a taxi count as my ride home?",
        answer_html="<p>No. You need a person who stays with you.</p>",
    ),
)
GROUPS = tuple(QuestionGroupData(heading=name, questions=QUESTIONS) for name in ("One", "Two", ""))
CITATIONS = (
    CitationData(
        number=1,
        reference="Afridi SK, Giffin NJ, Kaube H, Goadsby PJ. A randomized controlled trial of "
        "intranasal ketamine in migraine with prolonged aura. Neurology 80(7):642-647. 2013.",
        url="https://pubmed.ncbi.nlm.nih.gov/23365053/",
        kind_of_study="Randomized trial; 18 people completed it",
    ),
    CitationData(number=2, reference="A report without a link. 2016.", is_confirmed=False),
)
DISCLOSURE = DisclosureData(
    heading="Ketamine for migraine is off-label",
    body_html="<p>The FDA has approved ketamine as an anesthetic only. Talk with a clinician who "
    "knows your health before you decide.</p>",
)
PLACES = tuple(
    PlaceData(
        key=name.lower(),
        name=name,
        kind="city",
        kind_label=kind_label,
        state="California",
        state_code="CA",
        county=county,
        zip_codes=zip_codes,
        distance_miles=distance,
        has_clinic=not distance,
        url=url,
    )
    for name, kind_label, county, zip_codes, distance, url in (
        ("Los Altos", "City", "Santa Clara", ("94022", "94024"), "", "/locations/los-altos-ca/"),
        ("Palo Alto", "City", "Santa Clara", ("94301", "94303", "94304", "94306"), "6", "/palo/"),
        ("Stanford", "Census-designated place", "Santa Clara", ("94305",), "6", "/stanford/"),
        ("Atherton", "Town", "San Mateo", ("94027",), "9", ""),
    )
)
LOOKUPS = (
    LookupData(query="94301", asked="94301", is_zip=True, places=PLACES[:2]),
    LookupData(query="Atherton", asked="Atherton", places=PLACES[3:]),
    LookupData(query="10001", asked="10001", is_zip=True),
    LookupData(query="9430", problem="no-zip"),
)
LOCAL_FACTS = LocalFactGroupData(
    topic="getting-home",
    heading="Getting home",
    facts=(
        LocalFactData(
            text="Ask your companion to come by car, and to keep the back seat free.",
            source_name=CLINIC.name,
            checked_on="November 1, 2026",
            is_sample=True,
        ),
        LocalFactData(
            text="Caltrain stops in Palo Alto, at California Avenue and at San Antonio.",
            source_name="Caltrain",
            source_url="https://www.caltrain.com/stations",
            checked_on="November 1, 2026",
        ),
        LocalFactData(text="A fact that has no source."),
    ),
)
SECTIONS = (
    TextSectionData(
        anchor="glance",
        heading="At a glance",
        body_html="<ul><li><b>For whom:</b> people with migraine.</li>"
        "<li><b>How long:</b> 3 to 5 hours.</li></ul>",
        appearance="at-a-glance",
    ),
    TextSectionData(anchor="plain", heading="A plain section", body_html=LONG_ANSWER),
    TextSectionData(
        anchor="caution",
        heading="Side effects and risks",
        body_html="<p>You may notice:</p><ul><li>nausea</li><li>higher blood pressure</li></ul>",
        appearance="caution",
    ),
    TextSectionData(anchor="last", heading="Another section", body_html="<p>Short.</p>"),
)
STEPS = (
    StepData(heading="You call", body_html="<p>A person answers.</p>"),
    StepData(heading="We talk", body_html="<p>A clinician goes over your history with you.</p>"),
)
PICTURE = PictureData(
    src="/static/img/chair-by-the-window.svg",
    width=1600,
    height=1200,
    alt="Drawing of an armchair beside a window with a drawn blind",
    caption="A caption, where an editor wrote one.",
)
PEOPLE = (
    PersonData(
        slug="with-picture",
        name="A person with a picture",
        job_title="Nurse",
        credentials="RN",
        url="/people/with-picture/",
        picture=PICTURE,
    ),
    PersonData(slug="without", name="A person without one", job_title="Front desk"),
)
RESULTS = (
    SearchResultData(title="Questions", url="/faq/", description="What people ask us."),
    SearchResultData(title="A result without a description", url="/"),
)

REVIEW = ReviewData(
    people=PEOPLE,
    reviewed_date=date(2030, 11, 1),
    reviewed_on="November 1, 2030",
    next_review_on="November 1, 2031",
)


@dataclass(frozen=True, kw_only=True)
class StyleGuidePageData(PageData):
    """One of everything that a component can print."""

    site_of_two: SiteData
    clinics: tuple[ClinicData, ...]
    lookups: tuple[LookupData, ...]
    treatment: TreatmentData
    treatments: tuple[TreatmentData, ...]
    questions: tuple[QuestionData, ...]
    question_groups: tuple[QuestionGroupData, ...]
    citations: tuple[CitationData, ...]
    disclosure: DisclosureData
    review: ReviewData
    places: tuple[PlaceData, ...]
    map_sketch: MapSketchData | None
    local_facts: LocalFactGroupData
    sections: tuple[TextSectionData, ...]
    steps: tuple[StepData, ...]
    picture: PictureData
    people: tuple[PersonData, ...]
    results: tuple[SearchResultData, ...]
    form: SampleForm


def styleguide_data() -> StyleGuidePageData:
    """Return the data of the style guide page."""
    return StyleGuidePageData(
        page_id=None,
        today=date(2030, 11, 20),
        heading="Style guide",
        meta=MetaData(
            title="Style guide",
            description="Every component of this site in every state.",
            canonical_url=f"{SITE.root_url}/styleguide/",
            site_name=SITE.name,
            language="en",
            robots="noindex",
        ),
        site=SITE,
        breadcrumbs=(
            LinkData(label="Home", url="/"),
            LinkData(label="Style guide", url="/styleguide/", is_current=True),
        ),
        site_of_two=SITE_OF_TWO,
        clinics=(CLINIC, SECOND_CLINIC),
        lookups=LOOKUPS,
        treatment=TREATMENT,
        treatments=(TREATMENT,),
        questions=QUESTIONS,
        question_groups=GROUPS,
        citations=CITATIONS,
        disclosure=DISCLOSURE,
        review=REVIEW,
        places=PLACES,
        map_sketch=map_sketch(
            [("Our clinic", float(CLINIC.latitude), float(CLINIC.longitude))],
            [("Los Altos", 37.38522, -122.11413), ("Cupertino", 37.323, -122.03218)],
        ),
        local_facts=LOCAL_FACTS,
        sections=SECTIONS,
        steps=STEPS,
        picture=PICTURE,
        people=PEOPLE,
        results=RESULTS,
        form=SAMPLE_FORM,
    )
