"""Sentences that say what the treatment does."""

from __future__ import annotations

from time import perf_counter

import pytest

from editorial.rules.effects import effect_claims
from tests.editorial.claims_corpus import EffectSentence, Half, effect_sentences


@pytest.mark.parametrize(
    "sentence", effect_sentences(Half.WRITTEN_AGAINST), ids=lambda sentence: sentence.text
)
def test_a_sentence_says_that_the_treatment_has_an_effect_or_not(sentence: EffectSentence) -> None:
    assert bool(effect_claims(sentence.text)) is sentence.has_effect


def test_the_sentence_is_told_with_its_place_and_its_words() -> None:
    text = "Come in.\nKetamine may ease depression, we read. It is cold."
    (claim,) = effect_claims(text)
    assert claim.sentence == "Ketamine may ease depression, we read."
    assert text[claim.start :].startswith(claim.sentence)
    assert claim.words == "Ketamine may ease depression"


def test_a_study_named_in_the_sentence_leaves_it_a_claim_of_effect() -> None:
    text = "Afridi and colleagues reported in 2013 that ketamine reduced the severity of aura."
    assert len(effect_claims(text)) == 1


@pytest.mark.parametrize(
    "repeated",
    [
        *["ketamine ", "it a ", "ketamine eases a ", "people have ", "a", "ketamine works so "],
        *["help lift a ", "relief in a ", "effective new option ", "patients a ", "ability to "],
        *["ketamine and end a ", "cure for a ", "ketamine, ", "see a pain "],
    ],
)
def test_hostile_text_takes_time_in_proportion_to_its_length(repeated: str) -> None:
    start = perf_counter()
    effect_claims((repeated * 100_000)[:100_000])
    assert perf_counter() - start < 15


@pytest.mark.parametrize(
    "sentence",
    [
        "Yes, ketamine is completely safe and cures migraine for 90% of people.",
        "Infusions are gentle, quick, and end migraine for good.",
        "Ketamine not only calms but heals the brain.",
        "Our therapy is kind and takes away pain.",
        "Ketamine is a medicine that cures migraine.",
        "Ketamine, a safe drug, will cure your pain.",
        "A cure for migraine is within reach with ketamine.",
    ],
)
def test_what_is_said_second_in_a_sentence_counts_too(sentence: str) -> None:
    assert effect_claims(sentence) != []


@pytest.mark.parametrize(
    "sentence",
    [
        "The infusion takes an hour and ends before pain can set in.",
        "Your treatment ends and your migraine may return.",
        "Ketamine is an anesthetic and does not cure migraine.",
        "Ketamine can cause a fast heartbeat and bring back bad thoughts.",
        "An infusion takes time and makes you tired; sleep helps.",
        "There is no cure for migraine.",
    ],
)
def test_what_an_infusion_does_apart_from_helping_is_no_effect(sentence: str) -> None:
    assert effect_claims(sentence) == []


def test_what_works_for_the_reader_and_is_no_treatment_has_no_effect() -> None:
    assert effect_claims("This site is meant to work for all of you.") == []
    assert effect_claims("This works for migraine.") != []
    assert effect_claims("The infusion works for you.") != []
