"""Text in a box: wrapped at words, smaller within bounds, cut at last, and never in boxes."""

from __future__ import annotations

import pytest

from seo.rules.text_fitting import FittedText, drawable, fit_text

LATIN = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZéñ,.-?")


def measure(text: str, size: int) -> float:
    """Every letter is half as wide as it is high."""
    return len(text) * size / 2


def fit(text: str, *, width: int = 200, height: int = 100) -> FittedText:
    return fit_text(text, measure=measure, width=width, height=height, sizes=(40, 20, 10))


@pytest.mark.parametrize(
    ("text", "lines", "size"),
    [
        ("Palo Alto", ("Palo Alto",), 40),
        # Two lines of the large size are as high as the box allows.
        ("Palo Alto and Stanford", ("Palo", "Alto and", "Stanford"), 20),
        ("Extraordinarily", ("Extraordinarily",), 20),
        # A word longer than a line is broken, and only in the smallest size.
        ("x" * 50, ("x" * 40, "x" * 10), 10),
        ("  many \n spaces ", ("many", "spaces"), 40),
        ("", (), 40),
    ],
)
def test_a_text_takes_the_largest_size_in_which_all_of_it_fits(
    text: str, lines: tuple[str, ...], size: int
) -> None:
    fitted = fit(text)
    assert fitted.size == size
    assert " ".join(fitted.lines).split() == " ".join(lines).split()
    assert all(measure(line, size) <= 200 for line in fitted.lines)
    assert fitted.height <= 100


def test_lines_are_about_as_long_as_each_other() -> None:
    fitted = fit("one two three four five", width=170, height=60)
    assert fitted == FittedText(("one two three", "four five"), 20)


def test_what_does_not_fit_in_the_smallest_size_ends_in_an_ellipsis() -> None:
    fitted = fit("word " * 100)
    assert (len(fitted.lines), fitted.size) == (8, 10)
    assert fitted.lines[-1].endswith("word…")
    assert all(measure(line, 10) <= 200 for line in fitted.lines)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("San José", "San José"),
        # An accent that stands behind its letter is put onto it.
        ("San Jose\u0301", "San José"),
        ("Ride home \U0001f697 \ufe0f!", ""),
        ("Ride home \U0001f697", "Ride home"),
        ("Palo\u202e Alto\u200b", "Palo Alto"),
        ("tab\tand\nline", "tab and line"),
        ("片頭痛 Palo Alto", ""),
        ("", ""),
    ],
)
def test_a_text_is_drawn_whole_or_not_at_all_but_for_signs(text: str, shown: str) -> None:
    assert drawable(text, LATIN.__contains__) == shown
