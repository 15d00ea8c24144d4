"""FAQ pages as the templates and the graph print them."""

from __future__ import annotations

from dataclasses import dataclass

from clinic.page_data import TreatmentData
from editorial.page_data import CitationData, DisclosureData, QuestionData, ReviewData
from locations.page_data import PlaceData
from navigation.page_data import LinkData
from seo.page_data import PageData

QUESTIONS_OF_A_LONG_PAGE = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class FAQCardData:
    """An FAQ page as its index lists it; ``questions`` lead to their answers there."""

    title: str
    url: str
    summary: str
    questions: tuple[LinkData, ...]


@dataclass(frozen=True, kw_only=True)
class FAQIndexPageData(PageData):
    """The index of all FAQ pages."""

    introduction_html: str
    faqs: tuple[FAQCardData, ...]
    disclosure: DisclosureData


@dataclass(frozen=True, kw_only=True, slots=True)
class QuestionGroupData:
    """Questions under one heading; a page with a single unnamed group has ``heading=""``."""

    heading: str
    questions: tuple[QuestionData, ...]


@dataclass(frozen=True, kw_only=True)
class FAQPageData(PageData):
    """An FAQ page: opening, questions in groups, sources, disclosure, call or book, places."""

    opening_html: str
    groups: tuple[QuestionGroupData, ...]
    closing_html: str
    places: tuple[PlaceData, ...]
    hub_url: str
    treatment: TreatmentData | None
    citations: tuple[CitationData, ...]
    disclosure: DisclosureData
    review: ReviewData | None = None
    updated_on: str = ""

    @property
    def is_long(self) -> bool:
        """Whether there are so many questions that one would rather search than read them all."""
        return sum(len(group.questions) for group in self.groups) >= QUESTIONS_OF_A_LONG_PAGE
