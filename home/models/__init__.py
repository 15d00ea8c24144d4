"""Home, treatment, people, contact and content pages."""

from home.models.content_pages import ContactPage, ContentPage
from home.models.home_page import HomePage, HomePageCitation, HomePageQuestion
from home.models.people_pages import PeopleIndexPage, PersonPage
from home.models.treatment_pages import (
    TreatmentIndexPage,
    TreatmentPage,
    TreatmentPageCitation,
)

__all__ = [
    "ContactPage",
    "ContentPage",
    "HomePage",
    "HomePageCitation",
    "HomePageQuestion",
    "PeopleIndexPage",
    "PersonPage",
    "TreatmentIndexPage",
    "TreatmentPage",
    "TreatmentPageCitation",
]
