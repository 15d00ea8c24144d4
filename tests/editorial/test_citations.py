"""Marks for sources in texts: found, numbered, left out. No database."""

from __future__ import annotations

import pytest

from editorial.rules.citations import (
    cited_keys,
    expanded_mark,
    has_citation,
    number_marks,
    passages,
    without_marks,
)

SEVEN = '<embed embedtype="citation" id="7"/>'
NINE = '<embed id="9" embedtype="citation"/>'
PICTURE = '<embed embedtype="image" format="left" id="7"/>'


def mark(key: int) -> str:
    return expanded_mark(str(key))


def number(text: str, **numbers: int) -> str:
    known = {int(key.removeprefix("k")): value for key, value in numbers.items()}
    return number_marks(text, known, label=lambda value: f"Source {value}")


def numbered(value: int) -> str:
    link = f'<a href="#source-{value}" aria-label="Source {value}">[{value}]</a>'
    return f'<sup class="citation-mark">{link}</sup>'


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (f"<p>Less pain.{SEVEN}</p>", (7,)),
        (f"<p>{NINE}{SEVEN} and {NINE}</p>", (9, 7)),
        (f"<p>{mark(7)}</p>", (7,)),
        (f"<p>{numbered(3)}</p>", (3,)),
        (f"<p>{PICTURE}</p>", ()),
        ('<p><a href="#source-1">[1]</a> embedtype="citation" id="7"</p>', ()),
        ('<embed embedtype="citation" id="abc"/>', ()),
        (f'<embed embedtype="citation" id="{"9" * 40}"/>', ()),
        ('<embed embedtype="citation"/>', ()),
        ("", ()),
    ],
)
def test_the_sources_of_a_text_are_found_in_order_each_once(
    text: str, keys: tuple[int, ...]
) -> None:
    assert cited_keys(text) == keys
    assert has_citation(text) == bool(keys)


@pytest.mark.parametrize("key", ["", "abc", "-1", "9" * 40, '7"><script>', "\u0663"])
def test_what_is_no_key_makes_no_mark(key: str) -> None:
    assert expanded_mark(key) == ""


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        (f"<p>Less pain.{mark(7)} More.</p>", f"<p>Less pain.{numbered(1)} More.</p>"),
        (f"<p>Less pain {mark(7)}.</p>", f"<p>Less pain{numbered(1)}.</p>"),
        (f"<p>Pain.{mark(7)}{mark(9)}</p>", f"<p>Pain.{numbered(1)}{numbered(2)}</p>"),
    ],
)
def test_a_mark_shows_the_number_of_its_source(text: str, printed: str) -> None:
    assert number(text, k7=1, k9=2) == printed


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        (f"<p>Less pain.{mark(8)} More.</p>", "<p>Less pain. More.</p>"),
        (f"<p>Less pain {mark(8)}.</p>", "<p>Less pain.</p>"),
        (f"<p>Less {mark(8)} pain.</p>", "<p>Less pain.</p>"),
        (f"<p>Less {mark(8)}pain.</p>", "<p>Less pain.</p>"),
        (f"<p>Less pain. {mark(8)}{mark(8)}</p>", "<p>Less pain.</p>"),
        (f"<p>Less <b>pain</b> {mark(8)}</p>", "<p>Less <b>pain</b></p>"),
    ],
)
def test_the_mark_of_a_source_that_is_not_shown_leaves_no_gap(text: str, printed: str) -> None:
    assert number(text, k7=1) == printed


def test_only_the_first_mark_of_a_source_can_be_led_back_to() -> None:
    text = number_marks(f"{mark(7)} {mark(7)} {mark(9)}", {7: 1, 9: 2}, label=str, first_of={1})
    assert text.count('id="cited-1"') == 1
    assert text.index('id="cited-1"') < text.index("[1]")
    assert "cited-2" not in text


def test_what_a_mark_is_called_is_escaped() -> None:
    text = number_marks(mark(7), {7: 1}, label=lambda _number: '"><script>')
    assert "<script>" not in text


@pytest.mark.parametrize(
    "form", [SEVEN, mark(7), numbered(1), numbered(1).replace("<a", '<a id="cited-1"')]
)
def test_a_text_without_its_marks_says_the_same(form: str) -> None:
    text = f"<p>10<sup>9</sup> cells.{form} See {PICTURE}</p>"
    assert without_marks(text) == f"<p>10<sup>9</sup> cells. See {PICTURE}</p>"


def test_passages_are_what_a_reader_sees_with_the_places_of_the_marks() -> None:
    found = passages(
        f"<h3>R&amp;D</h3><p>Less <b>pain</b>.{SEVEN} More.</p>"
        f"<ul><li>One{NINE}</li><li> </li></ul>"
    )
    assert [passage.text for passage in found] == ["R&D", "Less pain. More.", "One"]
    assert [(m.position, m.key) for m in found[1].marks] == [(10, 7)]
    assert [(m.position, m.key) for m in found[2].marks] == [(3, 9)]
    assert [passage.cites() for passage in found] == [False, True, True]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        (f"One.{SEVEN} Two.", True, False),
        (f"One. {SEVEN}Two.", True, False),
        (f"One{SEVEN}. Two.", True, False),
        (f"One. Two{SEVEN}.", False, True),
        (f"One. Two.{SEVEN}", False, True),
        ("One. Two.", False, False),
        (f"{SEVEN}One. Two.", True, False),
    ],
)
def test_a_mark_belongs_to_the_sentence_before_it(text: str, first: bool, second: bool) -> None:
    (passage,) = passages(text)
    assert (passage.cites(0, 4), passage.cites(5, 9)) == (first, second)
