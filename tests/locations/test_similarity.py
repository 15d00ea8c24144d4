"""What makes two pages alike, and what does not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locations.rules.similarity import (
    Fingerprint,
    LeftOutWords,
    Likeness,
    compare,
    compare_all,
    pack,
    shared_sentences,
    shingles,
    unpack,
    words,
)

NOTHING = LeftOutWords(())
NAMES = LeftOutWords(("Palo Alto", "Alto", "Los Altos", "Santa Clara", "San Mateo", "12 minutes"))
TEXT = "People from Palo Alto take Page Mill Road to Foothill Expressway in Santa Clara County."
SWAPPED = "People from Los Altos take Page Mill Road to Foothill Expressway in San Mateo County."


def fingerprint(every: set[int], own: set[int] = frozenset()) -> Fingerprint:  # type: ignore[assignment]
    return Fingerprint(all=frozenset(every), own=frozenset(own))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It's 5 miles — don't walk!", ["it", "s", "miles", "don", "t", "walk"]),
        ("STRASSE straße", ["strasse", "strasse"]),
        ("", []),
        ("2 3 4", []),
    ],
)
def test_words_are_letters_in_one_spelling(text: str, found: list[str]) -> None:
    assert words(text) == found


def test_swapping_the_names_of_places_earns_nothing() -> None:
    assert shingles(TEXT, NAMES) == shingles(SWAPPED, NAMES)
    assert shingles(TEXT, NOTHING) != shingles(SWAPPED, NOTHING)


def test_swapping_figures_earns_nothing() -> None:
    assert shingles("It takes 12 minutes by car on most days.", NOTHING) == shingles(
        "It takes 25 minutes by car on most days.", NOTHING
    )


def test_of_two_names_that_begin_alike_the_longer_is_taken_out() -> None:
    names = LeftOutWords(("San", "San Jose"))
    assert names.take_out_of(words("From San Jose and San on")) == ["from", "and", "on"]


@pytest.mark.parametrize(("text", "count"), [("one two three four five", 1), ("one", 1), ("", 0)])
def test_a_text_shorter_than_a_shingle_is_one(text: str, count: int) -> None:
    assert len(shingles(text, NOTHING)) == count


def test_a_page_is_judged_by_its_own_length() -> None:
    short, long = fingerprint({1, 2}), fingerprint(set(range(1, 101)))
    found = compare_all({1: short, 2: long})
    assert (found[1].similarity, found[1].closest, found[1].own_share) == (1.0, 2, 0.0)
    assert (found[2].similarity, found[2].closest, found[2].own_share) == (0.02, 1, 0.98)


def test_own_text_is_compared_with_own_text_alone() -> None:
    found = compare_all({1: fingerprint({1, 2, 9}, {9}), 2: fingerprint({1, 2, 9}, {1})})
    assert found[1].own_similarity == 0
    assert found[1].closest_own is None
    assert found[1].similarity == 1


def test_text_that_stands_on_some_sibling_is_not_own_although_no_single_one_has_all() -> None:
    found = compare_all({1: fingerprint({1, 2, 3}), 2: fingerprint({1}), 3: fingerprint({2})})
    assert found[1] == Likeness(similarity=1 / 3, closest=2, own_share=1 / 3)


def test_a_page_without_text_has_nothing_of_its_own() -> None:
    assert compare_all({1: fingerprint(set())})[1] == Likeness(own_share=0.0)


pages = st.dictionaries(
    st.integers(1, 9),
    st.builds(
        lambda every, own: fingerprint(every, own & every),
        st.sets(st.integers(0, 12)),
        st.sets(st.integers(0, 12)),
    ),
    max_size=6,
)


@settings(max_examples=50)
@given(pages)
def test_judging_all_at_once_and_one_by_one_in_any_order_agree(
    site: dict[int, Fingerprint],
) -> None:
    keys = sorted(site, reverse=len(site) % 2 == 0)
    at_once = compare_all({key: site[key] for key in keys})
    for key, page in site.items():
        others = {other: site[other] for other in keys if other != key}
        alone = compare(page, others)
        assert at_once[key] == alone


@given(st.frozensets(st.integers(0, 2**64 - 1)))
def test_stored_shingles_come_back(numbers: frozenset[int]) -> None:
    assert unpack(pack(numbers)) == numbers


def test_the_sentences_that_a_sibling_has_too_are_named() -> None:
    other = shingles("We meet you at the door. A nurse stays in the room all day long.", NAMES)
    sentences = [
        "We meet you at the door.",
        "A nurse stays in the room for a good part of the day.",
        "In Palo Alto a nurse stays in the room all day long.",
        "Bring a friend.",
    ]
    assert list(shared_sentences(sentences, other, NAMES)) == [sentences[0], sentences[2]]
