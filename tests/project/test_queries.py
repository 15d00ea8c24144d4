"""What each page asks of the database: a fixed number of questions, and none while it prints."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NoReturn

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from clinic.models import Clinic
from locations.models import CityPage, ServiceArea, ServiceAreaZip
from locations.places import PLACES_NAMED
from seo.models import BasePage
from tests.factories import make_blueprint, make_clinic
from tests.whole_site import WholeSite

pytestmark = pytest.mark.django_db

# 15 are in every page: the site, the language, three settings; the clinics, hours, special days,
# the sizes of logo and picture; menus, their links, the pages behind them; notices; linked pages.
# Questions of the library ask for the ids of those merged into them, questions of a city page
# whether their words are marked up elsewhere. A city page asks for places of the same name, to tell
# its title from theirs.
QUERIES = {
    "CityIndexPage": 20,
    "CityPage": 36,
    "ContactPage": 23,
    "ContentPage": 16,
    "FAQIndexPage": 21,
    "FAQPage": 30,
    # One more than it prints: the codes of search consoles, which look at this page alone.
    "HomePage": 35,
    "PeopleIndexPage": 19,
    "PersonPage": 19,
    "TreatmentIndexPage": 19,
    "TreatmentPage": 26,
}
MORE_AREAS = 49
# A city page with others around it reads their pages too, all at once.
QUERIES_AMONG_OTHERS = QUERIES | {"CityPage": QUERIES["CityPage"] + 1}


class QueryWhilePrinting(Exception):
    """A template asked the database for something."""


def refuse(execute: Any, sql: str, *details: Any) -> NoReturn:
    raise QueryWhilePrinting(sql)


def request_for(page: Page) -> HttpRequest:
    """Return a request from somebody who is not signed in, with nothing looked up yet."""
    request = RequestFactory(SERVER_NAME="localhost").get(page.url)
    request.user = AnonymousUser()
    return request


def read(page: Page) -> tuple[dict[str, Any], int]:
    """Return what the template of ``page`` gets, and the number of queries made for it.

    Nothing is remembered from before but the addresses of sites, which Wagtail keeps for an hour.
    """
    request = request_for(page)
    stored = type(page).objects.get(pk=page.pk)
    cache.clear()
    Site.get_site_root_paths()
    with CaptureQueriesContext(connection) as queries:
        context = stored.get_context(request)
    return context, len(queries)


def queries_by_type(site: WholeSite) -> dict[str, int]:
    return {type(page).__name__: read(page)[1] for page in site.pages}


@pytest.fixture(scope="module", autouse=True)
def _visited(whole_site: WholeSite, django_db_blocker: Any) -> None:
    """Let the first visit make sizes of pictures and rows of settings, as on a real site."""
    for page in whole_site.pages:
        Client().get(page.url)


@pytest.fixture
def fifty_areas(whole_site: WholeSite) -> None:
    """49 more places with live pages, all near the first one."""
    areas = ServiceArea.objects.bulk_create(
        ServiceArea(
            name=f"Place {number}",
            slug=f"place-{number}-ca",
            county="Santa Clara",
            latitude=Decimal("37.4") + Decimal(number) / 1000,
            longitude=Decimal("-122.1"),
        )
        for number in range(MORE_AREAS)
    )
    ServiceAreaZip.objects.bulk_create(ServiceAreaZip(area=area, code="94301") for area in areas)
    small = whole_site.small
    hub = type(small.hub).objects.get(pk=small.hub.pk)
    for area in areas:
        page = CityPage(title=area.name, slug=area.slug, area=area, blueprint=small.blueprint)
        hub.add_child(instance=page)


def test_every_page_type_has_its_number_of_queries(whole_site: WholeSite) -> None:
    assert queries_by_type(whole_site) == QUERIES


def test_every_page_type_is_counted() -> None:
    models = [model for model in apps.get_models() if issubclass(model, BasePage)]
    assert {model.__name__ for model in models} == set(QUERIES)


def test_pages_about_a_treatment_need_no_more_queries_for_fifty_places_than_for_two(
    whole_site: WholeSite, fifty_areas: None
) -> None:
    small = whole_site.small
    text = make_blueprint(name="Migraine", slug="migraine", treatment=small.treatment)
    general = list(CityPage.objects.order_by("pk"))
    pages = [
        CityPage(title="Migraine", slug="migraine", area=page.area, blueprint=text)
        for page in general
    ]
    counts = []
    for number, (above, page) in enumerate(zip(general, pages, strict=True), start=1):
        above.add_child(instance=page)
        if number in (2, len(pages)):
            counts.append((read(small.city_page)[1], read(pages[0])[1]))
    assert counts == [(37, 34), (37, 34)]
    assert len(read(pages[0])[0]["data"].neighbours) == 3


def test_fifty_places_need_no_more_queries_than_one(
    whole_site: WholeSite, fifty_areas: None
) -> None:
    hub = whole_site.small.hub
    assert len(read(hub)[0]["data"].places) == MORE_AREAS + 1
    assert len(read(whole_site.small.city_page)[0]["data"].neighbours) == 3
    assert queries_by_type(whole_site) == QUERIES_AMONG_OTHERS


@pytest.mark.parametrize("name", ["home", "contact", "faq_page"])
def test_a_page_about_something_else_names_the_nearest_places_and_leads_to_all(
    whole_site: WholeSite, fifty_areas: None, name: str
) -> None:
    page = getattr(whole_site.small, name)
    context, _count = read(page)
    data = context["data"]
    # They lie in a row to the north of the clinic, and Palo Alto beyond them.
    assert [place.key for place in data.places] == [f"place-{n}-ca" for n in range(PLACES_NAMED)]
    assert data.hub_url == whole_site.small.hub.url
    html = render_to_string(page.get_template(request_for(page)), context, request_for(page))
    assert f'href="{data.hub_url}">All areas we serve' in html
    assert "Place 11" in html
    assert "Place 12" not in html


def test_places_without_coordinates_come_last_and_without_a_clinic_places_go_by_name(
    whole_site: WholeSite, fifty_areas: None
) -> None:
    home = whole_site.small.home
    ServiceArea.objects.filter(slug="place-0-ca").update(latitude=None, longitude=None)
    ServiceArea.objects.filter(slug="place-2-ca").update(latitude=Decimal("37.401"))
    places = read(home)[0]["data"].places
    assert [place.name for place in places][:3] == ["Place 1", "Place 2", "Place 3"]
    Clinic.objects.update(latitude=None, longitude=None)
    places = read(home)[0]["data"].places
    assert [place.name for place in places][:4] == ["Palo Alto", "Place 0", "Place 1", "Place 10"]


def test_a_second_clinic_needs_no_more_queries(whole_site: WholeSite, fifty_areas: None) -> None:
    picture = whole_site.picture
    north = {"latitude": Decimal("37.448"), "longitude": Decimal("-122.1")}
    make_clinic(name="Second", slug="second", logo=picture, picture=picture, **north)
    assert queries_by_type(whole_site) == QUERIES_AMONG_OTHERS


def test_no_query_runs_while_a_template_prints(whole_site: WholeSite) -> None:
    for page in whole_site.pages:
        context, _count = read(page)
        request = request_for(page)
        with connection.execute_wrapper(refuse):
            html = render_to_string(page.get_template(request), context, request=request)
        assert context["data"].heading in html


def test_a_query_while_printing_would_be_seen(whole_site: WholeSite) -> None:
    """The guard proves itself on a page that was read, but whose records were not."""
    page = CityPage.objects.get(pk=whole_site.small.city_page.pk)
    with connection.execute_wrapper(refuse), pytest.raises(QueryWhilePrinting):
        render_to_string("components/address.html", {"address": page.area})


def test_a_place_is_measured_from_the_nearest_clinic(
    whole_site: WholeSite, fifty_areas: None
) -> None:
    north = {"latitude": Decimal("37.448"), "longitude": Decimal("-122.1")}
    second = make_clinic(name="Second", slug="second", locality="Menlo Park", **north)
    ServiceArea.objects.filter(slug="place-0-ca").update(clinic=second)
    places = {place.key: place for place in read(whole_site.small.hub)[0]["data"].places}
    assert places["place-48-ca"].distance_miles == "less than 1"
    assert places["place-1-ca"].distance_miles == "3"
    assert places["place-0-ca"].distance_miles == "3"
