"""Which words are one for the site's search."""

from __future__ import annotations

import pytest

from seo.rules.search_words import search_words

SAME = [
    "infusion Infusions INFUSION",
    "headache headaches",
    "search searches",
    "therapy therapies",
    "cookie cookies",
    "box boxes",
    "process processes",
    "rush rushes",
    "clinic clinics clinic's clinic\u2019s clinics'",
    "migraña migrana MIGRAN\u0303A",
    "don't dont",
]
# Each of these is a word of its own.
DIFFERENT = [
    "cost coast",
    "care car",
    "plan plane",
    "illness illnes",
    "virus viru",
    "analysis analysi",
    "gas ga",
    "this thi",
    "94301 94302",
]


@pytest.mark.parametrize("words", SAME)
def test_forms_of_one_word_are_one(words: str) -> None:
    assert len(set(search_words(words))) == 1, search_words(words)


@pytest.mark.parametrize("words", DIFFERENT)
def test_different_words_stay_so(words: str) -> None:
    assert len(set(search_words(words))) == 2


def test_marks_part_words_and_are_none() -> None:
    assert search_words('"Cost", NOT (parking)* a_b ride-home -- ?') == [
        *("cost", "not", "parking", "a", "b", "ride", "home")
    ]
    assert search_words("(650) 555-0142") == ["650", "555", "0142"]
    assert search_words(' "?" _ \u2019 ') == []
