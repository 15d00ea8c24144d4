"""What visitors type into the search of the demo, as it is right after loading."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

FAQ = "/faq/ketamine-for-migraine/"
TREATMENT = "/treatments/ketamine-for-migraine/"
PALO_ALTO = "/locations/palo-alto-ca/"
# Which pages have to be among the first ten.
WANTED = {
    "cost": {FAQ, TREATMENT},
    "parking": {"/contact/", PALO_ALTO},
    "Caltrain": {PALO_ALTO, "/locations/sunnyvale-ca/"},
    "insurance": {FAQ, PALO_ALTO},
    "infusion": {FAQ, TREATMENT},
}


def found(query: str) -> list[str]:
    """Return the addresses that a search lists first."""
    results = Client().get("/search/", {"query": query}).context["data"].results
    return [result.url for result in results]


@pytest.mark.parametrize("query", WANTED)
def test_what_a_page_shows_finds_it(query: str) -> None:
    assert WANTED[query] <= set(found(query))


def test_a_zip_code_finds_its_place_first_and_no_other() -> None:
    # The list of places prints the codes of all.
    assert found("94301") == [PALO_ALTO, "/locations/"]


def test_one_and_many_find_the_same() -> None:
    assert found("infusion") == found("infusions") == found("INFUSIONS")
    assert found("headache") == found("headaches")


def test_pages_about_it_come_before_those_that_mention_it() -> None:
    order = found("migraine")
    assert max(order.index(FAQ), order.index(TREATMENT)) < order.index("/accessibility/")
    assert found("Palo Alto")[0] == PALO_ALTO
    insurance = found("insurance")
    assert insurance.index(FAQ) < insurance.index(PALO_ALTO)
