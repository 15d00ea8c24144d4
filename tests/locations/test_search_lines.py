"""Title and description of city pages in search results: each unlike every other."""

from __future__ import annotations

import random
from itertools import product

import pytest

from locations.models import CityPage
from locations.rules.search_lines import (
    PLAIN_DESCRIPTION,
    PLAIN_TITLE,
    PlaceTraits,
    distinction,
    names_place,
    search_line,
)
from locations.rules.states import STATE_NAMES
from page_cache.tags import PageFetch
from seo.rules.search_width import DESCRIPTION, TITLE, Fit, fit_of

KERN = PlaceTraits("CA", "Kern County", "city", "93301")
TULARE = PlaceTraits("CA", "Tulare County", "city", "93257")
OREGON = PlaceTraits("OR", "Lane County", "city", "97477")
TOWN = PlaceTraits("CA", "Kern County", "town", "93302")
TWIN = PlaceTraits("CA", "Kern County", "city", "93399")
NAMES = ("title", "description")
TITLE_PATTERN = "Infusions for people from {place}, {state_code}"


def values_of(traits: PlaceTraits, name: str = "Springfield") -> dict[str, str | None]:
    return {
        "place": name,
        "place_kind": traits.kind,
        "state": STATE_NAMES[traits.state_code],
        "state_code": traits.state_code,
        "county": traits.county or None,
        "distance_miles": "4",
        "clinic_name": "Bay Area Ketamine Center",
        "clinic_city": "Los Altos",
    }


@pytest.mark.parametrize(
    ("others", "words"),
    [
        ([], ""),
        ([OREGON], "CA"),
        ([TULARE], "Kern County"),
        ([OREGON, TULARE], "Kern County"),
        ([TOWN], "city"),
        ([TWIN], "ZIP 93301"),
        ([TULARE, TOWN], "Kern County, city"),
        ([TULARE, TOWN, TWIN], "ZIP 93301"),
        ([KERN], ""),
    ],
)
def test_a_place_is_told_apart_by_as_little_as_it_takes(
    others: list[PlaceTraits], words: str
) -> None:
    assert distinction(KERN, others) == words


@pytest.mark.parametrize(
    ("pattern", "namesakes", "line"),
    [
        (TITLE_PATTERN, [], "Infusions for people from Springfield, CA"),
        # The pattern itself tells the states apart.
        (TITLE_PATTERN, [OREGON], "Infusions for people from Springfield, CA"),
        ("Infusions near {place}", [OREGON], "Infusions near Springfield (CA)"),
        ("Infusions in {state} near {place}", [OREGON], "Infusions in California near Springfield"),
        (TITLE_PATTERN, [TULARE], "Infusions for people from Springfield (Kern County), CA"),
        ("Infusions near {place}, {county}", [TULARE], "Infusions near Springfield, Kern County"),
        ("Call us", [TULARE], "Call us"),
        # A pattern that leaves nothing, or not the name of the place.
        ("", [], "Springfield, CA | Bay Area Ketamine Center"),
        ("Near {place} for {price_range}", [], "Springfield, CA | Bay Area Ketamine Center"),
        (
            "Call us. From {place} for {price_range}.",
            [TULARE],
            "Springfield (Kern County), CA | Bay Area Ketamine Center",
        ),
    ],
)
def test_a_pattern_gives_a_line_of_its_own_to_each_place(
    pattern: str, namesakes: list[PlaceTraits], line: str
) -> None:
    assert search_line(pattern, PLAIN_TITLE, values_of(KERN), KERN, namesakes) == line


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("From {place}", True),
        ("From {place|here}", True),
        ("A {place_kind}", False),
        ("place", False),
        ("", False),
    ],
)
def test_a_pattern_names_the_place_by_its_token_alone(pattern: str, names: bool) -> None:
    assert names_place(pattern) is names


def test_two_hundred_places_get_two_hundred_titles_and_descriptions_of_a_good_width() -> None:
    """40 names, each of five places: in three states, two counties, as town and city."""
    chance = random.Random(52)  # noqa: S311, for names that are the same in each run
    names = ["".join(chance.choices("abdeilmnorst", k=9)).title() for _ in range(40)]
    places = [KERN, TULARE, OREGON, TOWN, TWIN]
    patterns = {
        (TITLE_PATTERN, PLAIN_TITLE),
        ("Ketamine infusions near {place}", PLAIN_TITLE),
        ("Infusions from {place}: {price_range}", PLAIN_TITLE),
        ("How people from {place} come to our clinic in {clinic_city}.", PLAIN_DESCRIPTION),
        ("", PLAIN_DESCRIPTION),
    }
    for pattern, plain in patterns:
        lines = {
            search_line(pattern, plain, values_of(own, name), own, [p for p in places if p != own])
            for name, own in product(names, places)
        }
        assert len(lines) == 200, pattern
        limits = TITLE if plain == PLAIN_TITLE else DESCRIPTION
        assert {fit_of(line, limits) for line in lines} == {Fit.FITS}, (pattern, sorted(lines)[:3])


@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
def test_each_city_page_of_the_demo_has_its_own_title_and_description_of_a_good_width() -> None:
    fetch = PageFetch()
    lines = [page.search_lines(fetch) for page in CityPage.objects.live()]
    assert len(lines) == 6
    titles, descriptions = ({getattr(each, name) for each in lines} for name in NAMES)
    assert (len(titles), len(descriptions)) == (6, 6)
    assert {fit_of(title, TITLE) for title in titles} == {Fit.FITS}
    assert {fit_of(text, DESCRIPTION) for text in descriptions} <= {Fit.FITS, Fit.CUT_ON_PHONE}
