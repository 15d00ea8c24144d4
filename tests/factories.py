"""A whole valid site in a few lines, so that tests read like prose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from typing import Any

from wagtail.models import Locale, Page, Site

from clinic.models import Clinic, ClinicOpeningHours, Person, Treatment
from editorial.models import Question
from faq_pages.models import FAQIndexPage, FAQPage, QuestionPlacement
from home.models import (
    ContactPage,
    ContentPage,
    HomePage,
    PeopleIndexPage,
    TreatmentIndexPage,
    TreatmentPage,
)
from locations.models import (
    BlueprintSection,
    CityIndexPage,
    CityPage,
    LandingBlueprint,
    LocalFact,
    LocalQuestion,
    ServiceArea,
    ServiceAreaZip,
)
from tests.remembered import remembered

OPEN_DAYS = range(5)


def publish(record: Any) -> Any:
    """Publish ``record`` through a revision, as the editor does, and return it."""
    record.save_revision().publish()
    record.refresh_from_db()
    return record


@remembered
def make_clinic(**facts: Any) -> Clinic:
    """Store a published clinic with weekday hours, 9 to 5."""
    clinic = Clinic(
        **{
            "name": "Test Clinic",
            "slug": "test-clinic",
            "summary": "A clinic for tests.",
            "phone": "+16505550142",
            "email": "desk@clinic.example",
            "street_address": "746 Altos Oaks Drive",
            "locality": "Los Altos",
            "region": "CA",
            "postal_code": "94024",
            "latitude": Decimal("37.360450"),
            "longitude": Decimal("-122.096420"),
        }
        | facts
    )
    clinic.weekly_hours.set(
        in_order(
            ClinicOpeningHours(weekday=day, opens=time(9), closes=time(17)) for day in OPEN_DAYS
        )
    )
    clinic.save()
    return publish(clinic)


def in_order(rows: Iterable[Any]) -> list[Any]:
    """Return ``rows``, numbered as the editor's forms do: only SQLite sorts them without."""
    numbered = list(rows)
    for number, row in enumerate(numbered):
        row.sort_order = number
    return numbered


@remembered
def make_area(name: str = "Palo Alto", **facts: Any) -> ServiceArea:
    """Store a published place in Santa Clara County with one fact on each way."""
    area = ServiceArea(
        **{
            "name": name,
            "slug": f"{name.lower().replace(' ', '-')}-ca",
            "state": "CA",
            "county": "Santa Clara",
            "latitude": Decimal("37.441880"),
            "longitude": Decimal("-122.143020"),
        }
        | facts
    )
    area.local_facts = in_order(
        LocalFact(
            topic=topic,
            text=f"A fact about {topic.label.lower()} for {name}.",
            source_name="County roads",
            source_url="https://roads.example/",
        )
        for topic in (LocalFact.Topic.GETTING_HERE, LocalFact.Topic.GETTING_HOME)
    )
    area.zip_codes = [ServiceAreaZip(code="94301")]
    area.save()
    return publish(area)


def make_section(key: str, **fields: Any) -> BlueprintSection:
    """Return an unsaved section of shared text."""
    words = {"heading": f"Section {key}", "body": f"<p>Shared text of {key} for {{place}}.</p>"}
    return BlueprintSection(**{"key": key} | words | fields)


@remembered
def make_blueprint(*sections: BlueprintSection, **fields: Any) -> LandingBlueprint:
    """Store a published shared page text, with two sections unless others are given."""
    blueprint = LandingBlueprint(
        **{
            "name": "General",
            "slug": "general",
            "heading_pattern": "Infusions for people from {place}",
            "subheading_pattern": "Our clinic is in {clinic_city}, {distance_miles} miles away.",
            "subheading_pattern_same_place": "Our clinic is here in {clinic_city}.",
            "title_pattern": "Infusions for people from {place}, {state_code}",
            "description_pattern": "How people from {place} come to our clinic in {clinic_city}.",
        }
        | fields
    )
    blueprint.sections = list(sections) or [
        make_section("cost"),
        make_section("risks", is_safety=True, appearance="caution"),
    ]
    blueprint.save()
    return publish(blueprint)


@remembered
def make_question(question: str = "Do I need a referral?", **fields: Any) -> Question:
    """Store a published question."""
    record = Question(
        **{
            "question": question,
            "answer": "<p>No. You may call us yourself.</p>",
            "short_answer": "No.",
            "locale": Locale.get_default(),
        }
        | fields
    )
    record.save()
    return publish(record)


@remembered
def make_treatment(**fields: Any) -> Treatment:
    """Store a published treatment."""
    treatment = Treatment(
        **{
            "name": "Ketamine infusion therapy",
            "slug": "ketamine-for-migraine",
            "summary": "A slow infusion.",
            "condition": "Migraine",
            "how_given": "Intravenous infusion",
            "locale": Locale.get_default(),
        }
        | fields
    )
    treatment.save()
    return publish(treatment)


def make_person(name: str = "Test Clinician", **fields: Any) -> Person:
    """Store a published person."""
    person = Person(
        **{
            "name": name,
            "slug": name.lower().replace(" ", "-"),
            "job_title": "Anesthesiologist",
            "credentials": "MD",
            "bio": "<p>Watches over infusions.</p>",
            "locale": Locale.get_default(),
        }
        | fields
    )
    person.save()
    return publish(person)


def add_page(parent: Page, page: Any) -> Any:
    """Add ``page`` below ``parent``, publish it as the editor does, and return it."""
    parent = type(parent).objects.get(pk=parent.pk)
    parent.add_child(instance=page)
    return publish(page)


@remembered
def make_city_page(
    hub: CityIndexPage, blueprint: LandingBlueprint, area: ServiceArea, **fields: Any
) -> CityPage:
    """Add a live city page with a local introduction and one question of its own."""
    page = CityPage(
        **{
            "title": str(area),
            "slug": area.slug,
            "area": area,
            "blueprint": blueprint,
            "local_introduction": f"<p>People from {area.name} come by car.</p>",
        }
        | fields
    )
    page.local_questions = [
        LocalQuestion(question=f"How do I get home to {area.name}?", answer="<p>With somebody.</p>")
    ]
    return add_page(hub, page)


@dataclass(frozen=True, kw_only=True)
class SmallSite:
    """One page of every type, with the records that they show."""

    home: HomePage
    clinic: Clinic
    treatment: Treatment
    area: ServiceArea
    blueprint: LandingBlueprint
    question: Question
    hub: CityIndexPage
    city_page: CityPage
    faq_index: FAQIndexPage
    faq_page: FAQPage
    treatment_index: TreatmentIndexPage
    treatment_page: TreatmentPage
    people_index: PeopleIndexPage
    contact: ContactPage
    about: ContentPage

    @property
    def pages(self) -> list[Page]:
        """Return every page of the site."""
        return [value for value in vars(self).values() if isinstance(value, Page)]


@remembered
def make_home() -> HomePage:
    """Return the site's home page, filled in and live."""
    home = Site.objects.get(is_default_site=True).root_page.specific
    home.title = "Home"
    home.heading = "Infusions in Los Altos"
    home.introduction = "<p>A clinic in Los Altos.</p>"
    home.steps = [("step", {"heading": "You call", "body": "<p>We listen.</p>"})]
    return publish(home)


@remembered
def make_hub() -> CityIndexPage:
    """Store a live page "Areas we serve" below the home page."""
    page = CityIndexPage(title="Areas we serve", slug="locations", introduction="<p>Places.</p>")
    hub: CityIndexPage = add_page(make_home(), page)
    return hub


@remembered
def make_site() -> SmallSite:
    """Store a small whole site and return its parts."""
    home = make_home()
    treatment = make_treatment()
    question = make_question()
    blueprint, area = make_blueprint(), make_area()
    hub = add_page(
        home, CityIndexPage(title="Areas we serve", slug="locations", introduction="<p>Places.</p>")
    )
    faq_index = add_page(home, FAQIndexPage(title="Questions", slug="faq"))
    treatments = add_page(home, TreatmentIndexPage(title="Treatments", slug="treatments"))
    faq_page = FAQPage(
        title="Questions on migraine", slug="migraine", opening="<p>Ask.</p>", treatment=treatment
    )
    faq_page.placements = [QuestionPlacement(question=question)]
    sections = [
        ("section", {"heading": "What it is", "body": "<p>A drip.</p>", "appearance": "plain"})
    ]
    return SmallSite(
        home=home,
        clinic=make_clinic(),
        treatment=treatment,
        area=area,
        blueprint=blueprint,
        question=question,
        hub=hub,
        city_page=make_city_page(hub, blueprint, area),
        faq_index=faq_index,
        faq_page=add_page(faq_index, faq_page),
        treatment_index=treatments,
        treatment_page=add_page(
            treatments,
            TreatmentPage(
                title="Ketamine for migraine",
                slug="ketamine-for-migraine",
                treatment=treatment,
                introduction="<p>What it is.</p>",
                sections=sections,
            ),
        ),
        people_index=add_page(home, PeopleIndexPage(title="People", slug="people")),
        contact=add_page(
            home, ContactPage(title="Contact", slug="contact", introduction="<p>Call.</p>")
        ),
        about=add_page(home, ContentPage(title="About", slug="about", sections=sections)),
    )
