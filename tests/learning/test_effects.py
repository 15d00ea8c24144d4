"""What is learned from labeled sentences, and that the site has what was learned last."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from editorial.rules.effect_features import features_of, words_of
from learning.effects import (
    SENTENCES,
    WEIGHTS,
    Labeled,
    digest_of_source,
    labeled_sentences,
    learn,
)
from tests.editorial.claims_corpus import Half, effect_sentences
from tests.editorial.second_corpus import second_sentences
from tests.editorial.third_corpus import plain_page_sentences, third_sentences

FRIENDLY = ["it eases pain", "it eases sleep", "it eases fear"]
PLAIN = ["the room is quiet", "the room is small", "the room is warm"]


def weight(sentence: str, weights: dict[str, float]) -> float:
    names = [feature.name for feature in features_of(words_of(sentence))]
    return weights[""] + sum(weights.get(name, 0) for name in names)


def learned(friendly: list[str], plain: list[str]) -> dict[str, float]:
    return learn([Labeled(text, True) for text in friendly] + [Labeled(t, False) for t in plain])


def test_the_site_has_what_is_learned_from_the_sentences_as_they_are_now() -> None:
    """If this fails: ``make learn``."""
    assert json.loads(WEIGHTS.read_text())["learned_from"] == digest_of_source()


def test_what_was_learned_tells_sentences_that_were_not_among_those() -> None:
    weights = learned(FRIENDLY, PLAIN)
    assert weight("it eases everything", weights) > 0
    assert weight("the room is dark", weights) < 0


def test_turned_labels_turn_what_is_learned() -> None:
    weights = learned(PLAIN, FRIENDLY)
    assert weight("it eases everything", weights) < 0
    assert weight("the room is dark", weights) > 0


def test_the_same_sentences_teach_the_same_every_time() -> None:
    assert learned(FRIENDLY, PLAIN) == learned(FRIENDLY, PLAIN)


def test_what_occurs_once_or_twice_teaches_nothing() -> None:
    weights = learned([*FRIENDLY, "it eases hiccups"], PLAIN)
    assert "hiccu" not in weights
    assert "eases" in weights


def test_no_sentence_that_measures_is_learned_from() -> None:
    measuring = {
        sentence.text.casefold().strip(" .!?")
        for corpus in (effect_sentences, second_sentences, third_sentences)
        for sentence in corpus(Half.HELD_OUT)
    }
    taught = {sentence.text.casefold().strip(" .!?") for sentence in labeled_sentences()}
    measuring |= {sentence.text.casefold().strip(" .!?") for sentence in plain_page_sentences()}
    assert measuring
    assert measuring.isdisjoint(taught)


def test_no_sentence_stands_there_twice_and_each_has_a_known_label() -> None:
    rows = SENTENCES.read_text(encoding="utf-8").splitlines()
    assert {row.partition(",")[0] for row in rows[1:]} == {"no", "stated", "hedged", "attributed"}
    times = Counter(sentence.text for sentence in labeled_sentences())
    assert [text for text, count in times.items() if count > 1] == []


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Ketamine Eases pain.", "eases"),
        ("It's a reduction, in pain", "reduc"),
        ("About 40.5 percent", "#"),
        ("It doesn\u2019t ease pain".replace("\u2019", "'"), "not...ease"),
        ("Does it ease pain?", "? >"),
        ("Ketamine eases pain", "< ketam"),
    ],
)
def test_a_sentence_is_judged_by_how_its_words_begin(sentence: str, name: str) -> None:
    assert name in {feature.name for feature in features_of(words_of(sentence))}


@pytest.mark.parametrize(
    "sentence", ["It is not a room, but it eases pain", "Not so; it eases pain", "It eases not"]
)
def test_a_negation_reaches_no_further_than_its_clause(sentence: str) -> None:
    assert "not...eases" not in {feature.name for feature in features_of(words_of(sentence))}
