"""Comparing texts word by word, and whose wording counts."""

from __future__ import annotations

from random import Random

import pytest

from editorial.rules.word_diff import WORDS_COMPARED, changed_words
from locations.rules.wordings import (
    Source,
    choice_hash,
    is_blank,
    needs_look,
    readable_text,
    whose_counts,
    wording_hash,
)


def marked(text: str, other: str, *, of_new: bool) -> list[str]:
    return [run.text for run in changed_words(text, other)[of_new] if run.is_changed]


def test_the_words_that_differ_are_marked_and_no_others() -> None:
    old, new = "We bill no plan. Ask us first.", "We bill some plans. Ask  us\nfirst. Call."
    assert marked(old, new, of_new=False) == ["no plan. "]
    assert marked(old, new, of_new=True) == ["some plans. ", "Call."]


def test_runs_joined_are_the_text_byte_for_byte() -> None:
    random = Random(3)  # noqa: S311
    for _ in range(200):
        texts = ["".join(random.choices("ab \n<&•", k=random.randrange(12))) for _ in "on"]
        for text, runs in zip(texts, changed_words(*texts), strict=True):
            assert "".join(run.text for run in runs) == text


def test_a_very_long_text_is_compared_at_once_or_not_at_all() -> None:
    long = "word " * (WORDS_COMPARED + 1)
    assert marked(long, long + "more", of_new=True) == []


def test_readable_text_has_a_line_for_each_paragraph_and_bullets() -> None:
    body = (
        '<h3>Cost</h3><p>A &amp; <b>b</b><br/>c</p><ul><li data-block-key="x">One</li></ul><p></p>'
    )
    assert readable_text(body) == "Cost\nA & b\nc\n• One"
    assert readable_text("<p>&lt;b&gt;</p>") == "<b>"


@pytest.mark.parametrize("body", ["", "<p></p>", "<p> &nbsp;</p>", "<ul><li></li></ul>"])
def test_text_without_a_word_is_blank(body: str) -> None:
    assert is_blank(body)
    assert not is_blank(body + "<p>0</p>")


def test_block_keys_are_no_change_and_everything_else_is() -> None:
    plain, keyed = "<p>Text</p>", '<p data-block-key="a1b2c">Text</p>'
    assert wording_hash(plain) == wording_hash(keyed)
    others = ["<p>text</p>", "<p><b>Text</b></p>", '<p><a href="/">Text</a></p>', "<p>Text </p>"]
    assert wording_hash(plain) not in map(wording_hash, others)
    assert choice_hash("own", plain) != choice_hash("shared", plain)


def test_an_own_wording_is_to_be_looked_at_once_the_shared_text_differs() -> None:
    seen, now = "<p>Then.</p>", "<p>Now.</p>"
    own = {"mode": "own", "body": "<p>Own.</p>", "replaced_hash": wording_hash(seen)}
    assert needs_look(**own, shared_body=now)
    assert not needs_look(**own, shared_body=seen)
    for change in ({"mode": "shared"}, {"body": "<p></p>"}, {"replaced_hash": ""}):
        assert not needs_look(**own | change, shared_body=now)


@pytest.mark.parametrize(
    ("opened", "stored", "posted", "expected"),
    [
        ("a", "a", "b", Source.POSTED),
        ("a", "b", "a", Source.STORED),
        ("a", "b", "b", Source.POSTED),
        ("a", "b", "c", Source.UNDECIDED),
        ("a", "a", "a", Source.POSTED),
        ("", "b", "c", Source.POSTED),
    ],
)
def test_the_side_that_changed_counts(
    opened: str, stored: str, posted: str, expected: Source
) -> None:
    assert whose_counts(opened=opened, stored=stored, posted=posted) is expected
