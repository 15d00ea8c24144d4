"""The small site with one of everything on it: pictures, people, menus, notices, sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.images import ImageFile
from django.db import models, transaction
from django.test import TestCase
from django.utils import timezone
from PIL import Image as PillowImage
from pytest_django import DjangoDbBlocker
from wagtail.models import Locale, Page

from clinic.models import Clinic, ClinicSpecialDays, Person
from editorial.models import Citation, Disclosure, QuestionCitation
from home.models import (
    HomePageCitation,
    HomePageQuestion,
    PeopleIndexPage,
    PersonPage,
    TreatmentPageCitation,
)
from images.models import CustomImage
from images.services.sizes import make_sizes
from locations.models import BlueprintCitation
from navigation.models import Menu, MenuItem, SiteNotice
from seo.services.freshness import look_at_pages
from tests.factories import SmallSite, add_page, make_person, make_site, publish
from tests.open_gate import open_gate


@dataclass(frozen=True, kw_only=True)
class WholeSite:
    """The small site and what was added to it."""

    small: SmallSite
    person: Person
    person_page: PersonPage
    citation: Citation
    disclosure: Disclosure
    main_menu: Menu
    footer_menu: Menu
    notice: SiteNotice
    picture: CustomImage

    @property
    def pages(self) -> list[Page]:
        """Return every page as it is stored now."""
        pages = [*self.small.pages, self.person_page]
        return [type(page).objects.get(pk=page.pk) for page in pages]

    @property
    def records(self) -> list[models.Model]:
        """Return every record that stands on a page, as it is stored now."""
        small = self.small
        records = [
            small.clinic,
            small.treatment,
            small.area,
            small.blueprint,
            small.question,
            self.person,
            self.citation,
            self.disclosure,
            self.main_menu,
            self.footer_menu,
            self.notice,
        ]
        return [type(record).objects.get(pk=record.pk) for record in records]


@pytest.fixture(scope="module")
def whole_site(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[WholeSite]:
    """One whole site for all tests of a module; what a test changes is undone after it."""
    with django_db_blocker.unblock(), transaction.atomic(), open_gate():
        cache.clear()
        with TestCase.captureOnCommitCallbacks(execute=True):
            site = make_whole_site()
        yield site
        transaction.set_rollback(True)
    cache.clear()


def make_picture(title: str = "A window") -> CustomImage:
    """Store a small picture."""
    content = BytesIO()
    PillowImage.new("RGB", (64, 48), "#446688").save(content, "PNG")
    picture = CustomImage(title=title, description=f"What {title} shows", depicts="nobody")
    picture.file = ImageFile(content, name="window.png")
    picture.save()
    make_sizes(image=picture)
    return picture


def make_citation(title: str = "A trial of infusions", **fields: Any) -> Citation:
    """Store a published source that nobody has confirmed."""
    citation = Citation(**{"title": title, "authors": "Doe J", "year": 2013} | fields)
    citation.save()
    return publish(citation)


def make_menu(placement: str, *pages: Page, **fields: Any) -> Menu:
    """Store a published menu."""
    menu = Menu(placement=placement, locale=Locale.get_default(), **fields)
    menu.items = [MenuItem(page=page, label=f"To {page.title}") for page in pages]
    menu.save()
    return publish(menu)


def make_notice(message: str = "<p>Closed on Thursday.</p>", **fields: Any) -> SiteNotice:
    """Store a published notice."""
    notice = SiteNotice(**{"message": message, "locale": Locale.get_default()} | fields)
    notice.save()
    return publish(notice)


def make_whole_site() -> WholeSite:
    """Store a small site with one of everything on it and return its parts."""
    site = make_site()
    picture, citation = make_picture(), make_citation()
    _complete_clinic(site.clinic, picture)
    person = make_person(photo=picture)
    link = f'<p>Read <a linktype="page" id="{site.treatment_index.pk}">what we do</a>.</p>'
    disclosure = Disclosure(
        heading="Off-label use", body="<p>Ask us.</p>", locale=Locale.get_default()
    )
    disclosure.save()
    question = site.question
    question.answer += link
    question.marked_up_on = site.faq_page
    question.citations = [QuestionCitation(citation=citation)]
    publish(question)
    blueprint = site.blueprint
    blueprint.citations = [BlueprintCitation(citation=citation)]
    publish(blueprint)
    _complete_pages(site, picture, citation)
    people = PeopleIndexPage.objects.get(pk=site.people_index.pk)
    return WholeSite(
        small=site,
        person=person,
        person_page=add_page(people, PersonPage(title=person.name, slug="p", person=person)),
        citation=citation,
        disclosure=publish(disclosure),
        main_menu=make_menu(Menu.Placement.MAIN, site.faq_index, site.contact),
        footer_menu=make_menu(Menu.Placement.FOOTER, site.about, text=link),
        notice=make_notice(),
        picture=picture,
    )


def _complete_clinic(clinic: Clinic, picture: CustomImage) -> None:
    clinic.picture = clinic.logo = picture
    clinic.price_range = "$400 to $900"
    clinic.parking = "<p>Behind the building.</p>"
    clinic.booking_url = "https://book.clinic.example/"
    clinic.latitude, clinic.longitude = Decimal("37.360451"), Decimal("-122.096421")
    soon = timezone.localdate() + timedelta(days=10)
    clinic.special_days = [
        ClinicSpecialDays(
            name="Inventory",
            first_date=soon,
            last_date=soon,
            opens=time(10),
            closes=time(12),
        )
    ]
    publish(clinic)


def look_at_all_pages() -> None:
    """Look at the pages that changed, as scheduled work does, so that the site's search knows."""
    look_at_pages(now=timezone.now(), seconds=600)


def _complete_pages(site: SmallSite, picture: CustomImage, citation: Citation) -> None:
    home = type(site.home).objects.get(pk=site.home.pk)
    home.picture = picture
    home.questions = [HomePageQuestion(question=site.question)]
    home.citations = [HomePageCitation(citation=citation)]
    publish(home)
    treatment_page = type(site.treatment_page).objects.get(pk=site.treatment_page.pk)
    treatment_page.picture = picture
    treatment_page.questions_page = Page.objects.get(pk=site.faq_page.pk)
    treatment_page.citations = [TreatmentPageCitation(citation=citation)]
    publish(treatment_page)
    city_page = type(site.city_page).objects.get(pk=site.city_page.pk)
    city_page.pictures = [
        ("picture", {"image": picture, "decorative": False, "alt_text": "The way here"})
    ]
    publish(city_page)
