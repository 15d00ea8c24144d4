"""Which questions are suggested as the same."""

from __future__ import annotations

import pytest

from editorial.rules.duplicates import (
    LIKELY,
    duplicates_of,
    likely_duplicates,
    likeness,
    stems,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Do I need a referral?", "Is a referral needed?"),
        ("What does it cost?", "How much does this cost?"),
        ("What are the side effects?", "Are there any side effects?"),
        ("Who should not have ketamine?", "Who should not have KETAMINE"),
        ("Can I drive home after an infusion?", "May I drive home after infusions?"),
        ("Who are you?", "Who are you?"),
    ],
)
def test_questions_that_say_the_same_are_likely_duplicates(one: str, other: str) -> None:
    assert likeness(stems(one), stems(other)) >= LIKELY


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Do I need a referral?", "Do I need a driver?"),
        ("What does it cost?", "What does it feel like?"),
        ("What are the side effects?", "What are the benefits?"),
        ("How long does an infusion take?", "How soon can I come?"),
        ("", "What does it cost?"),
    ],
)
def test_questions_about_different_things_are_not(one: str, other: str) -> None:
    assert likeness(stems(one), stems(other)) < LIKELY


def test_the_likeliest_come_first_and_no_more_than_wanted() -> None:
    questions = {
        1: "Do I need a referral from a doctor?",
        2: "Do I need a doctor's referral?",
        3: "Is a referral needed?",
        4: "What does it cost?",
        5: "What does an infusion cost?",
    }
    found = [(pair.one, pair.other) for pair in likely_duplicates(questions, most=10)]
    assert found[0] == (1, 2)
    assert (4, 5) in found
    assert len(likely_duplicates(questions, most=1)) == 1
    assert [pair.other for pair in duplicates_of(3, questions, most=5)] == [1, 2]
    assert duplicates_of(4, {4: "What does it cost?"}, most=5) == []
