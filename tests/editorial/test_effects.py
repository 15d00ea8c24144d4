"""Sentences that say what the treatment does."""

from __future__ import annotations

from time import perf_counter

import pytest

from editorial.rules.effects import effect_claims
from tests.editorial.claims_corpus import EffectSentence, Half, effect_sentences
from tests.editorial.third_corpus import third_sentences


@pytest.mark.parametrize(
    "sentence", effect_sentences(Half.WRITTEN_AGAINST), ids=lambda sentence: sentence.text
)
def test_a_sentence_says_that_the_treatment_has_an_effect_or_not(sentence: EffectSentence) -> None:
    assert bool(effect_claims(sentence.text)) is sentence.has_effect


def test_of_what_was_learned_nearly_all_is_told_right() -> None:
    sentences = third_sentences(Half.WRITTEN_AGAINST)
    wrong = [s.text for s in sentences if bool(effect_claims(s.text)) is not s.has_effect]
    assert len(wrong) <= len(sentences) * 0.05, wrong


def test_the_sentence_is_told_with_its_place_and_the_words_that_weigh_most() -> None:
    sentence = "The office is on the second floor, and ketamine reduces migraine pain."
    text = f"Come in.\n{sentence} It is cold."
    (claim,) = effect_claims(text)
    assert claim.sentence == sentence
    assert text[claim.start :].startswith(claim.sentence)
    assert claim.words == ("ketamine reduces migraine pain",)


@pytest.mark.parametrize(
    "sentence",
    [
        "From Sunnyvale the trip itself is short; it is the working week that takes planning.",
        "My partner cannot get a day off.",
        "A cap and a seat that tilts back make the ride easier both ways.",
        "I live close enough to walk.",
        "Our hours change around public holidays.",
        "",
        "?!",
    ],
)
def test_what_names_neither_treatment_nor_illness_nor_anything_better_is_none(
    sentence: str,
) -> None:
    assert effect_claims(sentence) == []


def test_a_study_named_in_the_sentence_leaves_it_a_claim_of_effect() -> None:
    text = "Afridi and colleagues reported in 2013 that ketamine reduced the severity of aura."
    assert len(effect_claims(text)) == 1


@pytest.mark.parametrize(
    "repeated",
    [
        *["ketamine ", "ketamine eases a ", "not ", "a", "1.", "it's ", "pain, ", "\u2019"],
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
        "Parking is behind the building; infusions relieve depression.",
        "We are not sure why, but ketamine eases pain.",
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
