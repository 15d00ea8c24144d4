"""How much of a line search engines show."""

from __future__ import annotations

import pytest

from seo.rules.search_width import DESCRIPTION, TITLE, Fit, cut_to_width, fit_of, pixel_width


@pytest.mark.parametrize(
    ("text", "pixels"),
    [("", 0), ("i" * 10, 44), ("W" * 10, 189), ("é", 11), ("e\u0301", 11), ("片", 20), ("я", 11)],
)
def test_narrow_letters_count_less_than_wide_ones(text: str, pixels: int) -> None:
    assert pixel_width(text, 20) == pixels


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Short enough", "Short enough"),
        ("Cut after a word, and nowhere else", "Cut after a word …"),
        ("Unbrokenlylongwordwithoutanyspace", "Unbrokenlylongw …"),
        ("  spaces   count once ", "spaces count once"),
    ],
)
def test_a_wide_line_is_cut_after_a_word(text: str, shown: str) -> None:
    assert cut_to_width(text, font_size=20, width=180) == shown
    assert pixel_width(shown, 20) <= 180


@pytest.mark.parametrize(
    ("text", "fit"),
    [
        ("", Fit.MISSING),
        (" \n", Fit.MISSING),
        ("Too short", Fit.SHORT),
        ("Ketamine infusions for people from Palo Alto, CA", Fit.FITS),
        ("W" * 31, Fit.FITS),
        ("W" * 32, Fit.CUT),
    ],
)
def test_a_title_is_judged_by_its_width(text: str, fit: Fit) -> None:
    assert fit_of(text, TITLE) is fit


def test_a_description_may_fit_on_a_computer_and_be_cut_on_a_phone() -> None:
    assert fit_of("word " * 22, DESCRIPTION) is Fit.CUT_ON_PHONE
