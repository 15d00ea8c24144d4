"""Wordings as clinics' marketing has them, and what looks like them and is right."""

from __future__ import annotations

import pytest

from editorial.rules.claims import find_claims
from editorial.rules.effects import effect_claims
from tests.editorial.claims_corpus import Half
from tests.editorial.second_corpus import (
    SecondSentence,
    is_flagged,
    is_found,
    second_sentences,
)

WRITTEN_AGAINST = second_sentences(Half.WRITTEN_AGAINST)
# Two sentences that claim together what neither does alone.
MISSED = {"Side effects? Not with our slow-drip method."}


@pytest.mark.parametrize(
    "sentence", [s for s in WRITTEN_AGAINST if s.kinds], ids=lambda sentence: sentence.text
)
def test_a_risky_sentence_of_another_hand_is_found(sentence: SecondSentence) -> None:
    assert is_found(sentence) is (sentence.text not in MISSED)


@pytest.mark.parametrize(
    "sentence", [s for s in WRITTEN_AGAINST if not s.kinds], ids=lambda sentence: sentence.text
)
def test_a_clean_sentence_of_another_hand_is_left_alone(sentence: SecondSentence) -> None:
    assert not is_flagged(sentence)


@pytest.mark.parametrize(
    ("risky", "right", "rule"),
    [
        (
            "A government-approved drip for pain.",
            "Prior authorization for migraine infusions takes a week.",
            "approval",
        ),
        (
            "Ketamine got FDA clearance for anxiety.",
            "Ketamine lacks FDA approval for anxiety.",
            "approval",
        ),
        (
            "An FDA-approved alternative to triptans.",
            "An FDA-approved triptan may be tried first.",
            "approval",
        ),
        (
            "The safest medicine there is.",
            "The safest way home is by car.",
            "safety",
        ),
        (
            "Its safety has been well established.",
            "Its safety has been studied.",
            "safety",
        ),
        (
            "Ketamine is safe at the dose that we use.",
            "A safe dose depends on the weight.",
            "safety",
        ),
        (
            "Clinics call it safe and harmless.",
            "\u201cIt is safe\u201d, some write; that is false.",
            "safety",
        ),
        (
            "It will never make you dependent.",
            "It can make you dependent.",
            "non_addictive",
        ),
        (
            "You won\u2019t even notice side effects.",
            "Not everyone has side effects.",
            "no_side_effects",
        ),
        (
            "Side effects are nonexistent.",
            "Side effects are common.",
            "no_side_effects",
        ),
        (
            "Kiss your headaches goodbye.",
            "Kiss your children goodbye and come in.",
            "cure",
        ),
        (
            "Your headache is curable.",
            "The glue is cured by light.",
            "cure",
        ),
        (
            "Guaranteed results at any time.",
            "A guaranteed appointment costs nothing.",
            "guarantee",
        ),
        (
            "Everyone who comes to us feels better.",
            "Not everyone who comes to us feels better.",
            "guarantee",
        ),
        (
            "It works when nothing else does.",
            "It may help when other medicines have not.",
            "superiority",
        ),
        (
            "Our care is second to none.",
            "Our care is no better than that of others.",
            "superiority",
        ),
        (
            "Can you afford to lose another month?",
            "Can you come another month?",
            "urgency",
        ),
        (
            "Our offer runs out at midnight.",
            "Our parking permit runs out at midnight.",
            "urgency",
        ),
        (
            "\u201cSuch a calm place,\u201d says Ann, 52.",
            "\u201cPlease ring\u201d is on the door.",
            "testimonial",
        ),
        (
            "Read how Sam overcame his pain.",
            "Read how we handle your data.",
            "testimonial",
        ),
        (
            "Seventy percent of patients improve.",
            "Seventy percent of patients improve (Kryst 2020).",
            "figure",
        ),
        (
            "Imagine life without pills.",
            "Take your pills with water.",
            "stop_medicine",
        ),
        (
            "We work hand in hand with the county hospital.",
            "The county hospital has an emergency room.",
            "affiliation",
        ),
        (
            "She is on the faculty of the Elm School of Medicine.",
            "She went to school in Elm.",
            "affiliation",
        ),
        (
            "It has fewer side effects than pills.",
            "It has side effects, as pills have.",
            "superiority",
        ),
        (
            "It has been used safely for years.",
            "Your weight tells us the safe dose.",
            "safety",
        ),
        # A question that is answered with yes is a claim.
        ("Is ketamine safe? Yes, it is.", "Is ketamine safe? Yes, but only for some.", "safety"),
        ("Is it a cure? Absolutely.", "Is it a cure? No.", "cure"),
    ],
)
def test_a_wording_is_found_and_its_near_miss_is_not(risky: str, right: str, rule: str) -> None:
    assert rule in {claim.key.value for claim in find_claims(risky)}
    assert rule not in {claim.key.value for claim in find_claims(right)}


@pytest.mark.parametrize(
    ("effect", "none"),
    [
        ("Ketamine is remarkably effective.", "Ketamine is often shipped in glass."),
        ("Ketamine works.", "Learn how ketamine works."),
        ("Infusions often help.", "Our nurses often help."),
        ("Effective.", "Effective May 1, parking is free."),
        ("Fast and effective.", "The effective date is May 1."),
        ("Proven to heal.", "It is not proven to help."),
        ("The infusion ends your pain.", "The infusion ends and pain may come back."),
        ("Most people respond to infusions.", "People respond to our letter by phone."),
        ("Instant relief for migraine", "We look for the source of your pain."),
        ("People report a large drop in pain.", "We report a drop in blood pressure."),
        ("It has the power to lift depression.", "It has the power to run for an hour."),
        ("Ketamine, a promising option for anxiety.", "You have the option to leave."),
        ("Ketamine shows promise in depression.", "We promise in writing to keep your records."),
        ("This may help to calm anxiety.", "This may help to find the door."),
        ("Expect fewer migraine days.", "Expect fewer cars in the morning."),
    ],
)
def test_an_effect_is_told_from_what_looks_like_one(effect: str, none: str) -> None:
    assert effect_claims(effect)
    assert not effect_claims(none)
