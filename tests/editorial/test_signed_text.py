"""When two texts are the same to a signature, and when one word voids it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.rules.plain_text import plain_text
from editorial.rules.signed_text import name_sources, piece, signature_hash, sources_in

TEXT = "Ketamine may raise your blood pressure. We measure it every 10 minutes."


@pytest.mark.parametrize(
    "same",
    [
        "Ketamine may raise your blood pressure; we measure it every 10 minutes",
        "KETAMINE may raise   your blood pressure.\nWe measure it every 10 minutes!",
        "Ketamine may raise your blood pressure — we measure it every 10 minutes.",
        "“Ketamine” may raise your blood pressure. We measure it (every 10 minutes).",
        "Ketamine may raise your blood pressure.\u00a0We measure it every 10\u00a0minutes.",
    ],
)
def test_case_spacing_and_punctuation_void_nothing(same: str) -> None:
    assert signature_hash(same) == signature_hash(TEXT)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (TEXT, TEXT.replace("may", "will")),
        (TEXT, TEXT.replace("10", "15")),
        ("Give 0.5 mg.", "Give 05 mg."),
        ("Give 1.5 mg.", "Give 15 mg."),
        ("Give 1,000 mg.", "Give 1.000 mg."),
        ("About 5% had it.", "About 5 had it."),
        ("Pressure < 140.", "Pressure > 140."),
        ("It is not safe.", "It is safe."),
        ("Below -5 degrees.", "Below 5 degrees."),
        ("Take 10-50 mg.", "Take 1050 mg."),
        ("Take 10-50 mg.", "Take 10 50 mg."),
        ("Ask {clinic_phone}.", "Ask {place}."),
    ],
)
def test_a_word_a_figure_or_a_sign_voids(one: str, other: str) -> None:
    assert signature_hash(one) != signature_hash(other)


def test_a_hyphen_and_a_dash_between_figures_are_one() -> None:
    assert signature_hash("3-5 hours") == signature_hash("3 \u2013 5 hours")
    assert signature_hash("off-label use") == signature_hash("off label use")


def test_links_and_emphasis_say_nothing() -> None:
    one = '<p>Ask <a linktype="page" id="7">us</a>.</p><ul><li>A &amp; B</li></ul>'
    other = '<p>Ask <a href="https://a.example/">u<b>s</b></a>.</p><ul><li>A &amp; B</li></ul>'
    assert plain_text(one) == plain_text(other) == "Ask us.\nA & B"


def test_words_of_two_paragraphs_stay_apart() -> None:
    assert plain_text("<p>one</p><p>two</p>three<br/>four") == "one\ntwo\nthree\nfour"


def test_a_piece_that_says_nothing_is_none() -> None:
    assert piece("answer", "Answer", ["", "<p> </p>", "<p>\u00a0</p>"]) is None
    made = piece("answer", "Answer", ["Is it safe?", "", "<p>No treatment is.</p>"])
    assert made is not None
    assert made.text == "Is it safe?\nNo treatment is."
    assert made.hash == signature_hash("is it safe no treatment is")


ONE, OTHER = (f'<embed embedtype="citation" id="{key}"/>' for key in (7, 12))


def cited(text: str, *listed: int) -> str:
    made = piece("answer", "Answer", [text], sources=listed)
    assert made is not None
    return made.hash


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"<p>Pain fell.{ONE}</p>", f"<p>Pain fell{ONE}!</p>"),
        (f"<p>Pain fell {ONE}.</p>", f"<p><b>Pain</b> fell{ONE}.</p>"),
        (f"<p>Pain fell.{ONE}{OTHER}</p>", f"<p>Pain fell.{OTHER} {ONE}</p>"),
        (f"<p>Pain fell.{ONE}{ONE}</p>", f"<p>Pain fell.{ONE}</p>"),
        (f"<p>Pain fell.{ONE} Next.</p>", f"<p>Pain fell{ONE}. Next.</p>"),
        (f"<p>Pain fell.{ONE}</p>", ONE.join(["<p>Pain fell.", "</p>"]).replace('"/', '" /')),
    ],
)
def test_how_a_mark_is_set_voids_nothing(one: str, other: str) -> None:
    assert cited(one) == cited(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"<p>Pain fell.{ONE}</p>", "<p>Pain fell.</p>"),
        (f"<p>Pain fell.{ONE}</p>", f"<p>Pain fell.{OTHER}</p>"),
        (f"<p>Pain fell.{ONE}</p>", f"<p>Pain fell.{ONE}{OTHER}</p>"),
        (f"<p>Pain fell.{ONE} It rose.{OTHER}</p>", f"<p>Pain fell.{OTHER} It rose.{ONE}</p>"),
        (f"<p>Pain fell.{ONE} It rose.</p>", f"<p>Pain fell. It rose.{ONE}</p>"),
        (f"<p>Pain fell.{ONE}</p>", "<p>Pain fell. source 7</p>"),
        (f"<p>Pain fell.{ONE}</p>", "<p>Pain fell. 7</p>"),
    ],
)
def test_another_source_or_another_place_for_it_voids(one: str, other: str) -> None:
    assert cited(one) != cited(other)


def test_sources_that_are_listed_for_all_of_it_count_in_any_order() -> None:
    text = "<p>Pain fell.</p>"
    assert cited(text, 3, 9) == cited(text, 9, 3, 3)
    assert len({cited(text), cited(text, 3), cited(text, 9), cited(text, 3, 9)}) == 4


def test_a_reader_is_told_the_names_of_the_sources() -> None:
    made = piece("answer", "Answer", [f"<p>Pain fell{ONE}{OTHER}. Next.{ONE}</p>"], sources=[3])
    assert made is not None
    assert sources_in(made.text) == (7, 12, 3)
    named = name_sources(made.text, lambda key: f"Doe {key}")
    assert named == "Pain fell [Doe 7] [Doe 12]. Next. [Doe 7]\n[Doe 3]"


def test_no_words_but_a_source_are_a_piece_of_their_own() -> None:
    assert piece("sources", "Sources", []) is None
    made = piece("sources", "Sources", [], sources=[4])
    assert made is not None
    assert sources_in(made.text) == (4,)


@given(st.text())
def test_any_text_has_a_hash_and_keeps_it(text: str) -> None:
    assert signature_hash(text) == signature_hash(f"  {text}\n")
    plain_text(text)
