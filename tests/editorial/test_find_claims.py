"""What the claims check finds, and what it leaves alone."""

from __future__ import annotations

from time import perf_counter

import pytest

from editorial.rules.claim_patterns import PATTERNS
from editorial.rules.claim_rules import RULES, RuleKey
from editorial.rules.claims import find_claims, sentence_hash
from tests.editorial.claims_corpus import Half, LabeledSentence, labeled_sentences

WRITTEN_AGAINST = labeled_sentences(Half.WRITTEN_AGAINST)


def _keys(text: str) -> set[str]:
    return {claim.key.value for claim in find_claims(text)}


@pytest.mark.parametrize(
    "sentence", [s for s in WRITTEN_AGAINST if s.rules], ids=lambda sentence: sentence.text
)
def test_every_risky_sentence_is_found_for_what_it_claims(sentence: LabeledSentence) -> None:
    assert _keys(sentence.text) >= sentence.rules


@pytest.mark.parametrize(
    "sentence", [s for s in WRITTEN_AGAINST if not s.rules], ids=lambda sentence: sentence.text
)
def test_no_clean_sentence_is_flagged(sentence: LabeledSentence) -> None:
    assert _keys(sentence.text) == set()


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        # The same words, said, denied, asked, warned of and left open.
        ("Ketamine is safe for most people.", {"safety"}),
        ("Ketamine is not safe for most people.", set()),
        ("It is not only safe but gentle.", {"safety"}),
        ("No doubt ketamine is safe.", {"safety"}),
        ("Is ketamine safe for most people?", set()),
        ("Did you know that ketamine is safe for most people?", {"safety"}),
        ("Beware of clinics that say ketamine is safe.", set()),
        ("We treat you only if it is safe for you.", set()),
        ("If you want safe relief, call us.", {"safety"}),
        # A denial of one thing says nothing of the next.
        ("It is not a cure, but it is safe.", {"safety"}),
        ("It is not expensive and it is safe.", {"safety"}),
        # Two negations.
        ("Ketamine has no side effects.", {"no_side_effects"}),
        ("It is not true that ketamine has no side effects.", set()),
        # Approval of what, and of which drug.
        ("Esketamine is FDA-approved, unlike ketamine.", set()),
        ("Unlike esketamine, ketamine is FDA-approved.", {"approval"}),
        ("Ketamine is an FDA-approved anesthetic.", set()),
        ("Ketamine is FDA-approved for migraine and as an anesthetic.", {"approval"}),
        ("Ketamine is an anesthetic that was approved by the FDA in 1970.", set()),
        ("The FDA has approved ketamine as an anesthetic and for pain control.", {"approval"}),
        ("An FDA-approved anesthetic that is used off-label for migraine.", set()),
        # A study named with its year bears a figure, not a promise.
        ("In a trial published in 2018, 60 percent of patients had less pain.", set()),
        ("60 percent of patients had less pain.", {"figure"}),
        ("In a trial published in 2018, ketamine cured migraine.", {"cure"}),
        # Typographic marks change nothing.
        ("Ketamine isn\u2019t addictive.", {"non_addictive"}),
        ("\u201cThank you for everything!\u201d", {"testimonial"}),
        ("FDA\u2011approved for pain.", {"approval"}),
        ("", set()),
    ],
)
def test_it_knows_what_makes_a_wording_right(text: str, keys: set[str]) -> None:
    assert _keys(text) == keys


def test_a_finding_gives_the_words_the_sentence_and_where_they_stand() -> None:
    text = "Welcome to us.\nKetamine is safe, and we are the best clinic. See you soon."
    safety, superiority = find_claims(text)
    assert safety.sentence == "Ketamine is safe, and we are the best clinic."
    assert text[safety.start :].startswith(safety.sentence)
    assert safety.words == ("safe",)
    assert superiority.words == ("best clinic",)
    assert safety.pieces() == [
        ("Ketamine is ", False),
        ("safe", True),
        (", and we are the best clinic.", False),
    ]
    assert "".join(piece for piece, _ in superiority.pieces()) == superiority.sentence


def test_a_figure_may_follow_the_study_that_it_comes_from() -> None:
    named = "A trial published in 2018 had 77 patients. Of these, 71% had less pain."
    assert find_claims(named) == []
    assert len(find_claims(named.replace(" Of", "\nOf"))) == 1


def test_a_figure_in_a_sentence_that_cites_a_source_is_none() -> None:
    text = "We are open. In all, 71% had less pain. They say 60% had less pain."
    cited = text.index("In all"), text.index(" They")
    (claim,) = find_claims(text, is_cited=lambda start, end: (start, end) == cited)
    assert claim.words == ("60%",)


def test_one_sentence_is_one_finding_for_each_rule_with_all_its_words() -> None:
    (claim,) = find_claims("Safe ketamine, safe people.")
    assert claim.words == ("Safe", "safe")


def test_every_rule_has_its_wordings_and_says_why_by_whose_rule_and_what_instead() -> None:
    assert set(RULES) == set(RuleKey)
    # Whether a source is cited is not told by words.
    assert set(PATTERNS) == set(RuleKey) - {RuleKey.UNCITED_EFFECT}
    for rule in RULES.values():
        assert rule.name
        assert rule.explanation.endswith(".")
        assert rule.source
        assert rule.better


def test_what_stands_beside_a_rule_as_better_breaks_none() -> None:
    for rule in RULES.values():
        assert find_claims(rule.better) == []


def test_white_space_and_marks_leave_the_fingerprint_of_a_sentence_a_word_does_not() -> None:
    assert sentence_hash("It\u2019s  safe.") == sentence_hash(" It's safe. ")
    assert sentence_hash("It's safe.") != sentence_hash("It's very safe.")


@pytest.mark.parametrize(
    "repeated",
    [
        *["a", "safe ", "no risk ", "FDA has ", "FDA-", '"I ', '"', ". ", "1. a ", "(", "(]", "5"],
        *["five in ", "50% ", "our Aa ", "is part of Aa ", "not ", "if ", "n't ", "cut a ", "Aa "],
        *["(Aa ", "every patient a ", "works when ", "more a ", "i can a ", "freedom from "],
    ],
)
def test_hostile_text_takes_time_in_proportion_to_its_length(repeated: str) -> None:
    text = (repeated * 50_000)[:50_000]
    start = perf_counter()
    find_claims(text)
    # A square of the length would take minutes.
    assert perf_counter() - start < 15
