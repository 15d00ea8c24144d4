"""Marks that cite sources, in shared text and own wordings: they are no words. No database."""

from __future__ import annotations

import pytest

from editorial.rules.citations import expanded_mark, number_marks
from editorial.rules.plain_text import plain_text
from locations.rules.tokens import fill_html, find_problems
from locations.rules.wordings import is_blank, readable_text, wording_hash

MARK = '<embed embedtype="citation" id="7"/>'
PICTURE = '<embed embedtype="image" id="7"/>'


@pytest.mark.parametrize(
    ("template", "filled"),
    [
        (f"<p>In {{place}}.{MARK} Ask.</p>", f"<p>In Palo Alto.{MARK} Ask.</p>"),
        (f"<p>It costs {{price_range}}.{MARK} Ask.</p>", "<p>Ask.</p>"),
        (f"<p>It costs {{price_range}}{MARK}. Ask.</p>", "<p>Ask.</p>"),
        (f"<p>It costs {{price_range}}.{MARK}{MARK} Ask.</p>", "<p>Ask.</p>"),
        (f"<p>Ask.{MARK} It costs {{price_range}}.</p>", f"<p>Ask.{MARK}</p>"),
        (f"<p>Ask. It costs {{price_range}}. {MARK}</p>", "<p>Ask.</p>"),
        (f"<p>It costs {{price_range}}.{MARK}</p><p>Ask.</p>", "<p>Ask.</p>"),
        (f"<p>It costs <b>{{price_range}}</b>.{MARK}</p>", ""),
    ],
)
def test_a_sentence_that_is_left_out_takes_its_marks_along(template: str, filled: str) -> None:
    assert fill_html(template, {"place": "Palo Alto", "price_range": None}) == filled


def test_a_mark_is_no_trouble_for_tokens() -> None:
    assert find_problems(f"<p>In {{place}}.{MARK}</p>") == []


@pytest.mark.parametrize("form", [MARK, expanded_mark("7"), None])
def test_the_gate_reads_the_words_alone(form: str | None) -> None:
    mark = form or number_marks(expanded_mark("7"), {7: 12}, label=str)
    assert plain_text(f"<p>Less pain.{mark} More.</p>") == "Less pain. More."


def test_a_source_that_was_added_can_be_seen_where_two_wordings_are_compared() -> None:
    before, after = "<p>Less pain.</p>", f"<p>Less pain.{MARK}</p>"
    assert wording_hash(before) != wording_hash(after)
    assert readable_text(after) == "Less pain. [source]"
    assert readable_text(f"<p>Less pain.{PICTURE}</p>") == "Less pain."
    assert is_blank("<p></p>")
