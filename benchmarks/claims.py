"""What the claims check finds among sentences that its rules were not written against."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.measures import Measure, seconds
from editorial.rules.claims import find_claims
from editorial.rules.effects import effect_claims
from tests.editorial.claims_corpus import Half, effect_sentences, labeled_sentences
from tests.editorial.second_corpus import is_flagged, is_found, second_sentences


def measure() -> Iterator[Measure]:
    """Yield recall and false alarms on the half of the corpus that is held out, and the time."""
    sentences = labeled_sentences(Half.HELD_OUT)
    risky = [sentence for sentence in sentences if sentence.rules]
    clean = [sentence for sentence in sentences if not sentence.rules]
    found = [s for s in risky if s.rules & {claim.key.value for claim in find_claims(s.text)}]
    flagged = [s for s in clean if find_claims(s.text)]
    yield Measure(
        name=f"risky sentences found, of {len(risky)} held out",
        value=_percent(len(found), len(risky)),
        unit="%",
        goal=100,
        more_is_better=True,
    )
    yield Measure(
        name=f"clean sentences flagged, of {len(clean)} held out",
        value=_percent(len(flagged), len(clean)),
        unit="%",
        goal=2,
    )
    yield Measure(
        name="flagged sentences that are risky (precision), held out",
        value=_percent(len(found), len(found) + len(flagged)),
        unit="%",
    )
    yield from _effects()
    yield from _independent()
    text = "\n".join(sentence.text for sentence in sentences)
    yield Measure(
        name=f"check {len(text.split())} words for claims",
        value=seconds(lambda: find_claims(text)) * 1000,
        unit="ms",
    )


def _effects() -> Iterator[Measure]:
    sentences = effect_sentences(Half.HELD_OUT)
    told = [s for s in sentences if bool(effect_claims(s.text)) is s.has_effect]
    yield Measure(
        name=f"claims of effect told from others, of {len(sentences)} held out",
        value=_percent(len(told), len(sentences)),
        unit="%",
    )


def _independent() -> Iterator[Measure]:
    """Yield recall, false alarms and precision on sentences written without sight of the rules."""
    sentences = second_sentences(Half.HELD_OUT)
    risky = [sentence for sentence in sentences if sentence.kinds]
    clean = [sentence for sentence in sentences if not sentence.kinds]
    found = sum(map(is_found, risky))
    flagged = sum(map(is_flagged, clean))
    yield Measure(
        name=f"an independent corpus: risky found (recall), of {len(risky)}",
        value=_percent(found, len(risky)),
        unit="%",
        goal=100,
        more_is_better=True,
    )
    yield Measure(
        name=f"an independent corpus: clean flagged, of {len(clean)}",
        value=_percent(flagged, len(clean)),
        unit="%",
        goal=2,
    )
    yield Measure(
        name="an independent corpus: flagged that are risky (precision)",
        value=_percent(found, found + flagged),
        unit="%",
    )


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole
