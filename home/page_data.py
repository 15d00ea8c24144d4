"""Home, treatment, people, contact and content pages as templates and graph print them."""

from __future__ import annotations

from dataclasses import dataclass

from appointments.page_data import RequestTermsData
from clinic.page_data import ClinicData, PersonData, TreatmentData
from editorial.page_data import CitationData, DisclosureData, QuestionData, ReviewData
from images.page_data import PictureData
from locations.page_data import PlaceData
from locations.rules.map_sketch import MapSketchData
from navigation.page_data import LinkData
from seo.page_data import PageData


@dataclass(frozen=True, kw_only=True, slots=True)
class StepData:
    """One of the numbered steps of "how it goes"."""

    heading: str
    body_html: str


@dataclass(frozen=True, kw_only=True)
class HomePageData(PageData):
    """The home page."""

    introduction_html: str
    picture: PictureData | None
    treatments: tuple[TreatmentData, ...]
    steps: tuple[StepData, ...]
    not_for_heading: str
    not_for_html: str
    questions: tuple[QuestionData, ...]
    questions_url: str
    clinics: tuple[ClinicData, ...]
    places: tuple[PlaceData, ...]
    hub_url: str
    people: tuple[PersonData, ...]
    citations: tuple[CitationData, ...] = ()
    disclosure: DisclosureData
    map_sketch: MapSketchData | None = None
    review: ReviewData | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TextSectionData:
    """A section of a long page; ``anchor`` is its HTML id; ``appearance`` as on a city page."""

    anchor: str
    heading: str
    body_html: str
    appearance: str = "plain"


@dataclass(frozen=True, kw_only=True)
class TreatmentIndexPageData(PageData):
    """The list of treatments."""

    introduction_html: str
    treatments: tuple[TreatmentData, ...]
    disclosure: DisclosureData


@dataclass(frozen=True, kw_only=True)
class TreatmentPageData(PageData):
    """One treatment."""

    treatment: TreatmentData | None
    introduction_html: str
    picture: PictureData | None
    sections: tuple[TextSectionData, ...]
    faq_link: LinkData | None
    people: tuple[PersonData, ...]
    citations: tuple[CitationData, ...]
    disclosure: DisclosureData
    review: ReviewData | None = None


@dataclass(frozen=True, kw_only=True)
class PeopleIndexPageData(PageData):
    """Everybody whom the clinic shows."""

    introduction_html: str
    people: tuple[PersonData, ...]


@dataclass(frozen=True, kw_only=True)
class PersonPageData(PageData):
    """One person's profile."""

    person: PersonData | None
    introduction_html: str


@dataclass(frozen=True, kw_only=True)
class ContactPageData(PageData):
    """Address, hours, phone, parking, and what happens when you call."""

    introduction_html: str
    sections: tuple[TextSectionData, ...]
    picture: PictureData | None
    clinics: tuple[ClinicData, ...]
    places: tuple[PlaceData, ...]
    treatments: tuple[TreatmentData, ...]
    people: tuple[PersonData, ...]
    citations: tuple[CitationData, ...] = ()
    hub_url: str = ""
    map_sketch: MapSketchData | None = None


@dataclass(frozen=True, kw_only=True)
class ContentPageData(PageData):
    """A plain page: about, privacy, accessibility.

    ``request_terms`` is there on the privacy statement, which tells of requests for an appointment.
    """

    introduction_html: str
    sections: tuple[TextSectionData, ...]
    picture: PictureData | None
    citations: tuple[CitationData, ...] = ()
    updated_on: str = ""
    request_terms: RequestTermsData | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchResultData:
    """One page that the search found."""

    title: str
    url: str
    description: str = ""


@dataclass(frozen=True, kw_only=True)
class SearchPageData(PageData):
    """The results of a search; ``message`` says what was found, or what to type."""

    query: str
    results: tuple[SearchResultData, ...]
    message: str
    previous_url: str = ""
    next_url: str = ""
