"""A question and the beginning of its answer can claim together what neither does alone."""

from __future__ import annotations

import pytest

from editorial.rules.answers import answered_claims
from editorial.rules.claim_rules import RuleKey
from editorial.rules.effects import effect_claims
from editorial.services.claims import UncitedEffectError, claims_on
from locations.models import LocalQuestion
from tests.factories import SmallSite, make_question
from tests.whole_site import make_citation

SAFE, EASES = "Is ketamine safe?", "Does ketamine relieve depression?"


def keys(question: str, answer: str) -> set[RuleKey]:
    return {claim.key for claim in answered_claims(question, answer)}


@pytest.mark.parametrize("answer", ["Yes.", "Yes, it is.", "Absolutely! Ask us.", "Of course"])
def test_yes_makes_a_claim_of_what_was_asked(answer: str) -> None:
    assert keys(SAFE, answer) == {RuleKey.SAFETY}
    assert keys(EASES, answer) == {RuleKey.UNCITED_EFFECT}


@pytest.mark.parametrize("answer", ["No.", "Yes, but not for all.", "It depends.", "", "Ask us."])
def test_no_and_perhaps_make_none(answer: str) -> None:
    assert keys(SAFE, answer) == keys(EASES, answer) == set()


@pytest.mark.parametrize(
    "question",
    [
        "Do you take insurance?",
        "Can I drive home?",
        "Will somebody be with me?",
        "Can ketamine raise blood pressure?",
        "Can I go back to work the next day?",
    ],
)
def test_what_asks_about_something_else_may_be_affirmed(question: str) -> None:
    assert keys(question, "Yes.") == set()


def test_what_either_says_alone_is_found_there_and_not_again() -> None:
    assert keys("Ketamine is safe. Who may have it?", "Yes. It cures migraine.") == set()


def test_both_are_shown_and_the_words_that_were_asked_are_marked() -> None:
    (claim,) = answered_claims(" Is  ketamine safe?", "Yes, it is. Ask us.")
    assert claim.sentence == "Is ketamine safe? Yes, it is."
    assert claim.words == ("safe",)


def test_on_one_line_they_are_found_as_well() -> None:
    (claim,) = effect_claims(f"Come in. {EASES} Yes, it does.")
    assert claim.sentence == EASES
    assert effect_claims(f"{EASES} Yes, if you are lucky.") == []


@pytest.mark.django_db
class TestOnARecord:
    def test_a_question_that_is_affirmed_is_not_published(self) -> None:
        with pytest.raises(UncitedEffectError, match=r"relieve depression\? Yes"):
            make_question(EASES, answer="<p>Yes.</p><p>Ask us.</p>")

    def test_a_source_behind_the_answer_is_enough(self) -> None:
        mark = f'<embed embedtype="citation" id="{make_citation().pk}"/>'
        question = make_question(EASES, answer=f"<p>Yes, for some.{mark}</p><p>Ask us.</p>")
        assert claims_on(question) == []

    def test_the_short_answer_counts_and_later_paragraphs_do_not(self) -> None:
        question = make_question(SAFE, answer="<p>Ask us.</p><p>Yes.</p>", short_answer="Yes.")
        (found,) = claims_on(question)
        assert (found.field, found.claim.sentence) == ("short_answer", f"{SAFE} Yes.")

    def test_a_local_question_is_read_with_its_answer(self, site: SmallSite) -> None:
        page = site.city_page
        page.local_questions = [LocalQuestion(question=SAFE, answer="<p>Yes.</p>")]
        assert [found.claim.sentence for found in claims_on(page)] == [f"{SAFE} Yes."]
