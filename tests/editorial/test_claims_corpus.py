"""The corpus is large, even and without repeats, and its halves are what the hash says."""

from tests.editorial.claims_corpus import Half, effect_sentences, labeled_sentences
from tests.editorial.second_corpus import RULES_OF_KIND, second_sentences


def test_the_corpus_is_half_risky_and_half_clean() -> None:
    risky = [sentence for sentence in labeled_sentences() if sentence.rules]
    clean = [sentence for sentence in labeled_sentences() if not sentence.rules]
    assert len(risky) >= 90
    assert len(clean) >= 90
    assert abs(len(risky) - len(clean)) <= len(risky) / 5


def test_each_sentence_stands_once() -> None:
    for sentences in (labeled_sentences(), effect_sentences()):
        texts = [sentence.text.casefold() for sentence in sentences]
        assert len(texts) == len(set(texts))


def test_both_halves_hold_every_kind() -> None:
    kinds = frozenset().union(*(sentence.rules for sentence in labeled_sentences()))
    for half in Half:
        held = frozenset().union(*(sentence.rules for sentence in labeled_sentences(half)))
        assert held == kinds


def test_the_halves_make_up_the_whole() -> None:
    for sentences in (labeled_sentences, effect_sentences):
        assert sum(len(sentences(half)) for half in Half) == len(sentences())
        assert all(len(sentences(half)) > len(sentences()) / 3 for half in Half)


def test_the_independent_corpus_is_large_and_even_and_its_kinds_are_known() -> None:
    sentences = second_sentences()
    risky = [sentence for sentence in sentences if sentence.kinds]
    assert len(sentences) >= 240
    assert abs(2 * len(risky) - len(sentences)) <= len(sentences) / 10
    assert len({sentence.text.casefold() for sentence in sentences}) == len(sentences)
    for half in Half:
        held = frozenset().union(*(sentence.kinds for sentence in second_sentences(half)))
        assert held == set(RULES_OF_KIND)
