"""The verdict on one page, by what it rests on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from locations.rules.gate import POINTS, Criterion, Evidence, Limits, Substance, judge, percent
from locations.rules.presence_claims import Claim, ClaimFinding
from locations.rules.similarity import Likeness

SUBSTANCE = Substance(
    introduction_words=120, getting_here_facts=1, getting_home_facts=2, local_questions=3
)
GOOD = Evidence(
    place="Palo Alto",
    likeness=Likeness(similarity=0.6, closest=7, own_similarity=0.0, own_share=0.4),
    substance=SUBSTANCE,
    siblings={7: "Cupertino, CA", 8: "Stanford, CA"},
)
OFFICE = ClaimFinding(
    claim=Claim.OFFICE, place="Palo Alto", words="our Palo Alto office", sentence="Visit it."
)


def likeness(**values: Any) -> Evidence:
    return replace(GOOD, likeness=replace(GOOD.likeness, **values))


def substance(**values: Any) -> Evidence:
    return replace(GOOD, substance=replace(SUBSTANCE, **values))


def test_a_good_page_passes_without_advice() -> None:
    verdict = judge(GOOD, Limits())
    assert verdict.passes
    assert verdict.advice == ()
    assert not verdict.claims_presence
    assert 80 <= verdict.score < 100


def test_nothing_is_better_than_a_page_all_of_its_own() -> None:
    alone = replace(GOOD, likeness=Likeness())
    assert judge(alone, Limits()).score == sum(POINTS.values()) == 100


FAILING = [
    (likeness(similarity=0.751), Criterion.SIMILARITY, "the page of Cupertino, CA"),
    (
        likeness(own_similarity=0.21, closest_own=8),
        Criterion.OWN_SIMILARITY,
        "nearly that of the page of Stanford, CA",
    ),
    (likeness(own_share=0.249), Criterion.OWN_SHARE, "only this page has"),
    (substance(introduction_words=39), Criterion.SUBSTANCE, "at least 40 words"),
    (substance(getting_here_facts=0), Criterion.SUBSTANCE, '"Getting here" to Palo Alto'),
    (substance(getting_home_facts=0), Criterion.SUBSTANCE, "nobody may drive home"),
    (substance(local_questions=0), Criterion.SUBSTANCE, "one question that people from Palo Alto"),
    (substance(unsourced_facts=("A", "B")), Criterion.SUBSTANCE, '"A" (and 1 more)'),
    (replace(GOOD, unresolved_tokens=("{plcae}",)), Criterion.TOKENS, "{plcae} is no token"),
    (replace(GOOD, presence_claims=(OFFICE,)), Criterion.PRESENCE, "our Palo Alto office"),
]


@pytest.mark.parametrize(("evidence", "criterion", "words"), FAILING)
def test_each_fault_fails_one_part_and_says_what_to_do(
    evidence: Evidence, criterion: Criterion, words: str
) -> None:
    verdict = judge(evidence, Limits())
    assert not verdict.passes
    assert [part.criterion for part in verdict.parts if not part.passes] == [criterion]
    assert words in " ".join(verdict.advice)
    assert verdict.score < judge(GOOD, Limits()).score
    assert verdict.claims_presence == (criterion is Criterion.PRESENCE)


@pytest.mark.parametrize(
    "evidence",
    [
        likeness(similarity=0.75),
        likeness(own_similarity=0.2, closest_own=8),
        likeness(own_share=0.25),
        substance(introduction_words=40),
    ],
)
def test_the_limit_itself_passes(evidence: Evidence) -> None:
    assert judge(evidence, Limits()).passes


def test_every_part_says_what_was_found_and_stays_within_its_points() -> None:
    for evidence in (GOOD, *(row[0] for row in FAILING), replace(GOOD, likeness=Likeness())):
        for part in judge(evidence, Limits()).parts:
            assert part.finding
            assert 0 <= part.points <= part.max_points


@pytest.mark.parametrize(
    ("part", "shown"), [(0.0, 0), (0.001, 1), (0.666, 67), (0.999, 99), (1.0, 100)]
)
def test_percentages_are_never_rounded_to_all_or_nothing(part: float, shown: int) -> None:
    assert percent(part) == shown
