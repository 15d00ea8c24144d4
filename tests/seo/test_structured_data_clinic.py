"""The nodes of the clinic and of places."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from seo.structured_data import Node, website_node
from seo.structured_data_clinic import clinic_node, full_clinic_node, place_node, service_node
from tests.page_samples import sample_city_page_data
from tests.samples import ROOT_URL, TODAY, sample_clinic_data, sample_place_data, sample_site_data


@pytest.mark.parametrize("part", ["street", "locality", "region", "postal_code"])
def test_a_clinic_without_a_whole_address_has_no_node(part: str) -> None:
    clinic = sample_clinic_data()
    site = sample_site_data(clinic=replace(clinic, address=replace(clinic.address, **{part: " "})))
    assert clinic_node(site, site.clinic) is None
    assert site.clinic is not None
    assert full_clinic_node(site, site.clinic, today=TODAY) is None
    assert website_node(site, language="en")["publisher"] is None
    assert service_node(sample_city_page_data(site=site), place_key="palo-alto-ca") is None


def full_clinic(**changes: Any) -> Node:
    site = sample_site_data(clinic=sample_clinic_data(**changes))
    assert site.clinic is not None
    node = full_clinic_node(site, site.clinic, today=TODAY)
    assert node is not None
    return node


@pytest.mark.parametrize(
    ("latitude", "longitude", "known"),
    [
        ("37.36045", "-122.09642", True),
        ("37.3604512", "-122.0964234", True),
        ("37.36", "-122.09642", False),
        ("", "", False),
        ("37.36045", "", False),
        ("north", "west", False),
    ],
)
def test_a_position_is_given_only_when_it_is_exact(
    latitude: str, longitude: str, known: bool
) -> None:
    geo = full_clinic(latitude=latitude, longitude=longitude)["geo"]
    assert (geo is not None) is known


def test_a_price_range_too_long_for_search_engines_is_left_out() -> None:
    assert full_clinic(price_range="$" * 99)["priceRange"] == "$" * 99
    assert full_clinic(price_range="$" * 100)["priceRange"] is None


def test_a_split_shift_stays_split_and_closures_are_dated() -> None:
    rows = full_clinic()["openingHoursSpecification"]
    wednesday = [row for row in rows if row.get("dayOfWeek") == ["https://schema.org/Wednesday"]]
    assert [(row["opens"], row["closes"]) for row in wednesday] == [
        ("08:00:00", "12:00:00"),
        ("13:00:00", "18:00:00"),
    ]
    closed = [row for row in rows if row.get("validFrom") == "2026-11-26"]
    assert [(row["opens"], row["closes"]) for row in closed] == [("00:00:00", "00:00:00")]


@pytest.mark.parametrize(
    ("kind", "type_name", "within"),
    [
        ("city", "City", "Santa Clara County"),
        ("town", "City", "Santa Clara County"),
        ("census-designated-place", "Place", "Santa Clara County"),
        ("neighborhood", "Place", "Santa Clara County"),
        ("county", "AdministrativeArea", "California"),
    ],
)
def test_a_place_is_named_by_its_kind_and_is_no_business(
    kind: str, type_name: str, within: str
) -> None:
    node = place_node(ROOT_URL, sample_place_data(kind=kind))
    assert node["@type"] == type_name
    assert node["containedInPlace"]["name"] == within
    assert node.keys() == {"@type", "@id", "name", "containedInPlace", "sameAs"}


def test_a_place_is_identified_only_where_its_numbers_are_known() -> None:
    known = place_node(ROOT_URL, sample_place_data())["sameAs"]
    assert known == ["https://sws.geonames.org/5380748/", "https://www.wikidata.org/wiki/Q47265"]
    assert place_node(ROOT_URL, sample_place_data(geonames_id="", wikidata_id=""))["sameAs"] == []
