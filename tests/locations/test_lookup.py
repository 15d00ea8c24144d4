"""The hub answers whether a place is served, from what is known."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

from locations.models import ServiceArea, ServiceAreaZip
from locations.page_data import PlaceData
from locations.rules.place_groups import MOST_IN_ONE_TABLE, group_places
from locations.rules.place_query import LONGEST_TEXT, PlaceQuery, Problem, read_query
from tests.factories import SmallSite, make_area, make_city_page, make_clinic, make_site, publish
from tests.open_gate import open_gate
from tests.samples import sample_place_data


class TestReadQuery:
    @pytest.mark.parametrize(
        "typed",
        [
            "94301",
            " 94301 ",
            "94301-1234",
            "943011234",
            "CA 94301",
            "Palo Alto, CA 94301",
            "\uff19\uff14\uff13\uff10\uff11",
        ],
    )
    def test_a_zip_code_is_found_wherever_it_stands(self, typed: str) -> None:
        assert read_query(typed).zip_code == "94301"

    @pytest.mark.parametrize(
        "typed",
        ["9430", "943012", "94 301", "94301 or 94303", "4th Street", "12345678901", "?!", "😀"],
    )
    def test_other_numbers_and_marks_are_no_zip_code(self, typed: str) -> None:
        query = read_query(typed)
        assert query.problem is Problem.NO_ZIP
        assert query.text == typed

    @pytest.mark.parametrize("typed", ["", "   ", "\x00", "\t\n"])
    def test_nothing_is_nothing(self, typed: str) -> None:
        assert read_query(typed) == PlaceQuery(text="", problem=Problem.EMPTY)

    @pytest.mark.parametrize(
        ("typed", "name", "state"),
        [
            ("Palo Alto", "Palo Alto", ""),
            ("  palo   ALTO ", "palo ALTO", ""),
            ("Palo Alto, CA", "Palo Alto", "CA"),
            ("Portland , oregon.", "Portland", "OR"),
            ("Palo Alto CA", "Palo Alto", "CA"),
            ("palo alto california", "palo alto", "CA"),
            ("Winston, Salem", "Winston, Salem", ""),
            ("San José", "San José", ""),
            (", CA", ", CA", ""),
        ],
    )
    def test_words_are_a_name_and_perhaps_a_state(self, typed: str, name: str, state: str) -> None:
        query = read_query(typed)
        assert (query.name, query.state, query.zip_code) == (name, state, "")

    def test_a_long_text_is_cut(self) -> None:
        assert len(read_query("x" * 5000).text) == LONGEST_TEXT


class TestGroups:
    def places(self, count: int, **facts: Any) -> list[PlaceData]:
        return [sample_place_data(key=str(number), **facts) for number in range(count)]

    def test_few_places_are_one_table(self) -> None:
        places = self.places(MOST_IN_ONE_TABLE)
        (group,) = group_places(places)
        assert (group.heading, list(group.places)) == ("", places)
        assert group_places([]) == ()

    def test_many_are_grouped_by_county_the_nearest_first(self) -> None:
        places = [
            *self.places(9, county="Yolo", distance_miles=""),
            *self.places(9, county="Marin", distance_miles="30"),
            *self.places(9, county="Napa", distance_miles="9"),
            *self.places(9, county="Kern", distance_miles="less than 1"),
            *self.places(9, county="Inyo", has_clinic=True, distance_miles=""),
            *self.places(1, county="Napa", state_code="TX", distance_miles="900"),
        ]
        groups = group_places(places)
        assert [(group.heading, len(group.places)) for group in groups] == [
            ("Inyo County, CA", 9),
            ("Kern County, CA", 9),
            ("Napa County, CA", 9),
            ("Marin County, CA", 9),
            ("Napa County, TX", 1),
            ("Yolo County, CA", 9),
        ]


@pytest.fixture(scope="module")
def site(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[SmallSite]:
    """The small site, whose Palo Alto has 94301; what a test changes is undone after it."""
    with django_db_blocker.unblock(), transaction.atomic(), open_gate():
        yield make_site()
        transaction.set_rollback(True)


@pytest.mark.django_db
class TestHub:
    def ask(self, site: SmallSite, typed: str, **query: str) -> BeautifulSoup:
        response = Client().get(site.hub.url, {"zip": typed, **query})
        assert response.status_code == 200
        return BeautifulSoup(response.content, "html.parser")

    def answer(self, site: SmallSite, typed: str) -> str:
        found = self.ask(site, typed).select_one(".lookup__answer")
        return " ".join(found.get_text(" ").split()) if found else ""

    def add_zip(self, area: ServiceArea, code: str, **facts: Any) -> None:
        ServiceAreaZip.objects.create(area=area, code=code, **facts)

    def test_a_known_zip_code_is_answered_with_distance_and_page(self, site: SmallSite) -> None:
        page = self.ask(site, "94301")
        text = self.answer(site, "94301")
        assert text.startswith("Yes. 94301 belongs to Palo Alto. It is 6 miles from our clinic")
        (link,) = page.select(".lookup__answer a")
        assert link["href"] == site.city_page.url

    def test_a_code_for_post_office_boxes_works_too(self, site: SmallSite) -> None:
        self.add_zip(site.area, "94302", is_po_box=True)
        assert self.answer(site, "94302").startswith("Yes. 94302 belongs to Palo Alto.")

    def test_a_code_of_two_places_names_both(self, site: SmallSite) -> None:
        here = make_area("Los Altos")
        make_city_page(site.hub, site.blueprint, here)
        page = self.ask(site, "94301")
        assert [answer["href"] for answer in page.select(".lookup__answer a")] == [
            "/locations/los-altos-ca/",
            "/locations/palo-alto-ca/",
        ]
        assert "Our clinic is there." in self.answer(site, "94301")

    def test_a_place_without_a_live_page_is_served_and_told_to_call(self, site: SmallSite) -> None:
        area = make_area("Menlo Park", latitude=Decimal("37.45"))
        area.zip_codes = [ServiceAreaZip(code="94025")]
        publish(area)
        text = self.answer(site, "94025")
        assert "Yes. 94025 belongs to Menlo Park." in text
        assert "We have no page about Menlo Park yet. Call (650) 555-0142 and ask us." in text

    @pytest.mark.parametrize("loss", ["retired", "draft"])
    def test_a_place_that_is_not_served_is_not_named(self, site: SmallSite, loss: str) -> None:
        area = make_area("Menlo Park")
        area.zip_codes = [ServiceAreaZip(code="94025")]
        if loss == "retired":
            area.status = ServiceArea.Status.RETIRED
        publish(area)
        if loss == "draft":
            area.unpublish()
        assert self.answer(site, "94025").startswith("We have no page about 94025.")

    def test_an_unknown_code_is_told_where_the_clinic_is_and_whom_to_call(
        self, site: SmallSite
    ) -> None:
        page = self.ask(site, "10001")
        assert self.answer(site, "10001") == (
            "We have no page about 10001. You do not need to live in one of the places named here "
            "to be our patient. Our clinic is in Los Altos, CA. Call (650) 555-0142 and ask us."
        )
        assert page.select_one(".lookup__answer a")["href"] == "tel:+16505550142"  # type: ignore[index]

    def test_with_two_clinics_an_unknown_code_is_not_sent_to_one_of_them(
        self, site: SmallSite
    ) -> None:
        make_clinic(name="Second Clinic", slug="second-clinic")
        assert "Our clinic is in" not in self.answer(site, "10001")

    @pytest.mark.parametrize("typed", ["palo alto", "Palo Alto, California", "PALO ALTO, ca"])
    def test_a_name_is_answered_like_a_code(self, site: SmallSite, typed: str) -> None:
        assert self.answer(site, typed).startswith("Yes. People come to us from Palo Alto, CA.")

    @pytest.mark.parametrize("typed", ["Palo Alto, NV", "Fresno", "Palo%", "' OR 1=1 --x"])
    def test_a_name_that_is_not_on_the_list_is_not(self, site: SmallSite, typed: str) -> None:
        answer = self.answer(site, typed)
        assert not answer.startswith("Yes")

    @pytest.mark.parametrize("typed", ["", "9430", '"><script>alert(1)</script> 1'])
    def test_what_cannot_be_looked_up_is_said_at_the_field_and_kept(
        self, site: SmallSite, typed: str
    ) -> None:
        page = self.ask(site, typed)
        (field,) = page.select("#zip-field")
        assert field["value"] == typed
        assert field["aria-invalid"] == "true"
        (error,) = page.select(f"#{field['aria-describedby']}")
        assert "for example 94301" in error.get_text()
        assert page.title is not None
        assert page.title.get_text(strip=True).startswith("Error: ")
        assert page.select(".lookup__answer") == []
        assert [script.get("type") for script in page.select("script")] == [
            "module",
            "application/ld+json",
        ]

    def test_an_answer_is_not_indexed_and_the_hub_is_its_address(self, site: SmallSite) -> None:
        page = self.ask(site, "94301")
        robots, canonical = page.select_one("[name=robots]"), page.select_one("[rel=canonical]")
        assert robots is not None
        assert canonical is not None
        assert robots["content"] == "noindex"
        assert canonical["href"] == site.hub.full_url
        plain = BeautifulSoup(Client().get(site.hub.url).content, "html.parser")
        assert plain.select("[name=robots]") == []
        assert plain.select("#zip-error, .lookup__answer, [aria-invalid]") == []

    def test_an_answer_costs_one_query_more(self, site: SmallSite) -> None:
        Client().get(site.hub.url)
        counts = []
        for query in ({}, {"zip": "94301"}, {"zip": "Palo Alto"}, {"zip": "10001"}, {"zip": "x1"}):
            with CaptureQueriesContext(connection) as queries:
                Client().get(site.hub.url, query)
            counts.append(len(queries) - (counts[0] if counts else 0))
        assert counts[1:] == [1, 1, 1, 0]
