"""The places nearby that a city page names, and the rows in which its editor chooses them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from locations.models import (
    ChosenNeighbour,
    CityIndexPage,
    CityPage,
    LandingBlueprint,
    ServiceArea,
)
from locations.nearby import nearby_places
from page_cache.tags import PageFetch, collection_tag, record_tag
from tests.factories import (
    add_page,
    make_area,
    make_blueprint,
    make_city_page,
    make_clinic,
    make_home,
    publish,
)
from tests.locations.city_page_editor import CityPageEditor
from tests.open_gate import open_gate

pytestmark = pytest.mark.django_db

ROWS = "chosen_neighbours"
NAMES = ("Atherton", "Belmont", "Cupertino", "Danville", "Emeryville", "Fremont")


@dataclass(frozen=True, slots=True)
class Row:
    """Places in a row from south to north, two miles apart, each with a live page, by name."""

    hub: CityIndexPage
    blueprint: LandingBlueprint
    pages: dict[str, CityPage]


@pytest.fixture(scope="module")
def row(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Row]:
    """Six of them, made once; what a test changes is undone after it."""
    with django_db_blocker.unblock(), transaction.atomic(), open_gate():
        hub = add_page(
            make_home(), CityIndexPage(title="Areas", slug="locations", introduction="<p>P.</p>")
        )
        blueprint = make_blueprint()
        make_clinic()
        row = Row(hub, blueprint, {})
        for number, name in enumerate(NAMES):
            add_place(row, name, Decimal("37.30") + number * Decimal("0.03"), Decimal("-122.0"))
        yield row
        transaction.set_rollback(True)


def add_place(row: Row, name: str, latitude: Decimal, longitude: Decimal) -> CityPage:
    area = make_area(name, latitude=latitude, longitude=longitude)
    row.pages[name] = page = make_city_page(row.hub, row.blueprint, area)
    return page


@pytest.fixture
def pages(row: Row) -> dict[str, CityPage]:
    return dict(row.pages)


def named(page: CityPage) -> list[str]:
    """Return the names that ``page`` prints, as it is stored now."""
    page = CityPage.objects.get(pk=page.pk)
    request = RequestFactory(SERVER_NAME="localhost").get("/")
    places = nearby_places(page, page.area, request, PageFetch())
    html = Client().get(page.url).content.decode()
    links = BeautifulSoup(html, "html.parser").select("#nearby a")
    assert [(link.get_text(), link["href"]) for link in links] == [
        (place.name, place.url) for place in places
    ]
    return [place.name for place in places]


def choose(page: CityPage, *names: str) -> CityPage:
    page = CityPage.objects.get(pk=page.pk)
    page.chosen_neighbours = [
        ChosenNeighbour(area=ServiceArea.objects.get(name=name)) for name in names
    ]
    published: CityPage = publish(page)
    return published


def test_without_a_choice_a_page_names_the_nearest_and_they_name_it(
    pages: dict[str, CityPage],
) -> None:
    found = {name: named(page) for name, page in pages.items()}
    assert found["Cupertino"] == ["Belmont", "Danville", "Atherton", "Emeryville"]
    for name, others in found.items():
        assert name not in others
        assert 2 <= len(others) <= 4
        assert all(name in found[other] for other in others)


def test_the_sentence_reads_like_one(pages: dict[str, CityPage]) -> None:
    html = Client().get(pages["Cupertino"].url).content.decode()
    sentence = BeautifulSoup(html, "html.parser").select_one("#nearby p")
    assert sentence is not None
    assert " ".join(sentence.get_text().split()) == (
        "We also have pages for people who come from Belmont, Danville, Atherton and Emeryville."
    )


def test_what_an_editor_chose_is_named_instead_and_names_the_page_back(
    pages: dict[str, CityPage],
) -> None:
    assert "Belmont" not in named(pages["Fremont"])
    choose(pages["Belmont"], "Fremont", "Cupertino")
    assert named(pages["Belmont"]) == ["Fremont", "Cupertino"]
    assert "Belmont" in named(pages["Fremont"])


def test_a_page_that_changes_with_the_choice_of_another_has_a_tag_for_that(
    pages: dict[str, CityPage],
) -> None:
    # It does not show the other page before that page's editor chooses it.
    request = RequestFactory(SERVER_NAME="localhost").get("/")
    request.user = AnonymousUser()
    tags = pages["Fremont"].page_data(request).cache_tags
    assert record_tag(pages["Belmont"]) not in tags
    assert collection_tag("chosen-neighbours") in tags


def test_a_chosen_place_far_away_names_the_page_back(row: Row) -> None:
    far = add_place(row, "Eureka", Decimal("40.80"), Decimal("-124.16"))
    del row.pages["Eureka"]
    assert named(far) == []
    choose(far, "Fremont")
    assert named(far) == ["Fremont"]
    assert named(row.pages["Fremont"])[-1] == "Eureka"


def test_a_chosen_place_that_is_lost_is_passed_over_and_without_any_the_nearest_come_back(
    pages: dict[str, CityPage],
) -> None:
    page = choose(pages["Atherton"], "Fremont", "Emeryville", "Danville")
    pages["Danville"].area.unpublish()
    assert named(page) == ["Fremont", "Emeryville"]
    CityPage.objects.get(pk=pages["Emeryville"].pk).unpublish()
    assert named(page) == ["Fremont"]
    area = pages["Fremont"].area
    area.status = ServiceArea.Status.RETIRED
    publish(area)
    assert named(page) == ["Belmont", "Cupertino"]


def test_a_page_of_another_shared_text_is_no_neighbor(row: Row) -> None:
    other = make_blueprint(name="Other", slug="other")
    area = row.pages["Belmont"].area
    page = make_city_page(row.hub, other, area, slug="belmont-other")
    assert named(page) == []
    choose(page, "Atherton")
    assert named(page) == []


class TestEditor:
    def test_it_says_which_places_the_page_names_by_itself(
        self, pages: dict[str, CityPage], admin_client: Client
    ) -> None:
        form = CityPageEditor(admin_client, pages["Cupertino"])
        assert "<strong>Belmont, Danville, Atherton, Emeryville</strong>" in form.html

    def test_chosen_rows_are_stored_in_their_order_and_can_be_emptied(
        self, pages: dict[str, CityPage], admin_client: Client
    ) -> None:
        form = CityPageEditor(admin_client, pages["Cupertino"])
        for name in ("Fremont", "Atherton"):
            form.add_row(ROWS, area=ServiceArea.objects.get(name=name).pk)
        form.publish()
        assert named(pages["Cupertino"]) == ["Fremont", "Atherton"]

        form = CityPageEditor(admin_client, pages["Cupertino"])
        # What the page would name without the choice stays in sight.
        assert "<strong>Belmont, Danville, Atherton, Emeryville</strong>" in form.html
        for number in range(2):
            form.fill_row(ROWS, number, DELETE="on")
        form.publish()
        assert named(pages["Cupertino"])[0] == "Belmont"

    def test_what_makes_no_sense_is_said_when_publishing_and_a_draft_is_stored(
        self, pages: dict[str, CityPage], admin_client: Client
    ) -> None:
        page = pages["Cupertino"]
        before = named(page)
        form = CityPageEditor(admin_client, page)
        for name in ("Cupertino", "Fremont", "Fremont"):
            form.add_row(ROWS, area=ServiceArea.objects.get(name=name).pk)
        refused = form.post(**{"action-publish": "action-publish"}).content.decode()
        assert refused.count("This is the page&#x27;s own place. Choose one nearby.") == 1
        assert refused.count("This place is chosen above already. Choose another one.") == 1
        assert named(page) == before
        form.save_draft()
        assert named(page) == before

    def test_more_than_four_are_refused(
        self, pages: dict[str, CityPage], admin_client: Client
    ) -> None:
        form = CityPageEditor(admin_client, pages["Cupertino"])
        for name in set(NAMES) - {"Cupertino"}:
            form.add_row(ROWS, area=ServiceArea.objects.get(name=name).pk)
        refused = form.post(**{"action-publish": "action-publish"})
        assert "submit at most 4 forms" in refused.content.decode()

    def test_a_new_page_says_what_to_do_first(self, row: Row, admin_client: Client) -> None:
        address = reverse("wagtailadmin_pages:add", args=["locations", "citypage", row.hub.pk])
        html = admin_client.get(address).content.decode()
        assert "Then you see here which places nearby the page names." in html
