"""Every page type, in every state of what it shows: it answers, and its markup stays correct."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory
from wagtail.models import Page, PageViewRestriction

from clinic.models import Clinic, Person, Treatment
from editorial.models import Citation, Disclosure, Question
from faq_pages.models import FAQPage, QuestionPlacement
from home.models import HomePage, HomePageQuestion, PersonPage, TreatmentPage
from images.models import CustomImage
from locations.models import (
    CityPage,
    LandingBlueprint,
    LocalFact,
    LocalQuestion,
    SectionOverride,
    ServiceArea,
)
from navigation.models import Menu, SiteNotice
from tests.factories import add_page, make_blueprint, make_city_page, make_clinic, publish
from tests.seo.graph_checker import check_page
from tests.whole_site import WholeSite

pytestmark = pytest.mark.django_db


def problems(site: WholeSite) -> dict[str, list[str]]:
    """Return what is wrong with each live page; a private one answers with a form instead."""
    found = {}
    for page in site.pages:
        if not page.live or page.get_view_restrictions():
            continue
        response = Client().get(page.url)
        assert response.status_code == 200, page
        found[type(page).__name__] = check_page(
            response.content.decode(), canonical_url=page.full_url
        )
    return {name: problems for name, problems in found.items() if problems}


def without_optional_facts(site: WholeSite) -> None:
    Clinic.objects.update(
        summary="",
        email="",
        booking_url="",
        latitude=None,
        longitude=None,
        parking="",
        price_range="",
        logo=None,
        picture=None,
    )
    clinic = Clinic.objects.get()
    clinic.weekly_hours.all().delete()
    clinic.special_days.all().delete()
    ServiceArea.objects.update(latitude=None, longitude=None)
    LocalFact.objects.all().delete()
    LocalQuestion.objects.all().delete()
    CityPage.objects.update(local_introduction="")
    Treatment.objects.update(condition="", how_given="")
    Person.objects.update(credentials="", bio="", photo=None)


def without_clinic(site: WholeSite) -> None:
    Clinic.objects.get().unpublish()


def without_records(site: WholeSite) -> None:
    for model in (Question, Citation, Treatment, Person, Disclosure, Menu, SiteNotice):
        for record in model.objects.all():
            record.unpublish()


def with_unpublished_area(site: WholeSite) -> None:
    ServiceArea.objects.get().unpublish()


def with_retired_area(site: WholeSite) -> None:
    ServiceArea.objects.update(status=ServiceArea.Status.RETIRED)


def with_unpublished_text(site: WholeSite) -> None:
    LandingBlueprint.objects.get().unpublish()


def with_everything_hidden(site: WholeSite) -> None:
    page = CityPage.objects.get()
    page.section_overrides = [
        SectionOverride(section_key=key, mode=SectionOverride.ModeChoice.HIDDEN)
        for key in ("cost", "risks", "gone")
    ]
    publish(page)


def with_a_deleted_picture(site: WholeSite) -> None:
    CustomImage.objects.get().delete()


def with_a_lost_file(site: WholeSite) -> None:
    picture = CustomImage.objects.get()
    picture.renditions.all().delete()
    Path(picture.file.path).unlink()
    cache.clear()


def with_a_second_clinic(site: WholeSite) -> None:
    north = {"latitude": Decimal("37.44"), "longitude": Decimal("-122.14")}
    make_clinic(name="North", slug="north", locality="Palo Alto", **north)


def with_everything_twice(site: WholeSite) -> None:
    """Pages and rows that an editor may add a second time."""
    small = site.small
    page = TreatmentPage(
        title="Again", slug="again", treatment=small.treatment, introduction="<p>Again.</p>"
    )
    add_page(small.treatment_index, page)
    add_page(small.people_index, PersonPage(title="Again", slug="again", person=site.person))
    Page.objects.get(pk=small.treatment_page.pk).specific.create_alias(update_slug="alias")
    Page.objects.get(pk=small.city_page.pk).specific.create_alias(update_slug="alias")
    make_city_page(small.hub, make_blueprint(slug="other"), small.area, slug="other")
    faq_page = FAQPage.objects.get(pk=small.faq_page.pk)
    faq_page.placements = [QuestionPlacement(question=small.question) for _ in range(2)]
    publish(faq_page)
    home = HomePage.objects.get(pk=small.home.pk)
    home.questions = [HomePageQuestion(question=small.question) for _ in range(2)]
    publish(home)


def with_private_pages(site: WholeSite) -> None:
    for page in (site.small.faq_index, site.small.city_page, site.small.treatment_page):
        PageViewRestriction.objects.create(
            page=Page.objects.get(pk=page.pk), restriction_type=PageViewRestriction.LOGIN
        )


def without_pages_to_list(site: WholeSite) -> None:
    for name in ("faq_page", "city_page", "treatment_page"):
        page = getattr(site.small, name)
        type(page).objects.get(pk=page.pk).unpublish()


STATES: list[Callable[[WholeSite], None]] = [
    without_optional_facts,
    without_clinic,
    without_records,
    with_unpublished_area,
    with_retired_area,
    with_unpublished_text,
    with_everything_hidden,
    with_a_deleted_picture,
    with_a_lost_file,
    with_a_second_clinic,
    with_everything_twice,
    with_private_pages,
    without_pages_to_list,
]


def test_every_page_is_correct_with_one_of_everything(whole_site: WholeSite) -> None:
    assert problems(whole_site) == {}


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_every_page_stays_correct(
    whole_site: WholeSite, tmp_path: Path, settings: Any, state: Callable[[WholeSite], None]
) -> None:
    shutil.copytree(settings.MEDIA_ROOT, tmp_path / "media")
    settings.MEDIA_ROOT = tmp_path / "media"
    state(whole_site)
    assert problems(whole_site) == {}


@pytest.mark.parametrize("missing", ["area", "blueprint", "area and blueprint"])
def test_a_draft_without_place_or_text_is_shown(whole_site: WholeSite, missing: str) -> None:
    hub = type(whole_site.small.hub).objects.get(pk=whole_site.small.hub.pk)
    page = CityPage(title="Somewhere", slug="somewhere", live=False)
    page.area = None if "area" in missing else whole_site.small.area
    page.blueprint = None if "blueprint" in missing else whole_site.small.blueprint
    hub.add_child(instance=page)

    assert Client().get("/locations/somewhere/").status_code == 404
    request = RequestFactory(SERVER_NAME="localhost").get("/")
    response = page.make_preview_request(request)
    assert response.status_code == 200
    assert check_page(response.content.decode()) == []


def test_a_city_page_whose_place_is_not_published_is_in_no_list(whole_site: WholeSite) -> None:
    url = whole_site.small.city_page.url
    with_unpublished_area(whole_site)
    for page in whole_site.pages:
        if page.url != url:
            assert f'href="{url}"' not in Client().get(page.url).content.decode(), page


def test_an_unpublished_record_is_on_no_page(whole_site: WholeSite) -> None:
    without_records(whole_site)
    for page in whole_site.pages:
        html = Client().get(page.url).content.decode()
        for text in ("Do I need a referral", "A trial of infusions", "Closed on Thursday"):
            assert text not in html, page
