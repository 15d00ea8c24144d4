"""What the claims check finds among sentences that its rules were not written against."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.measures import Measure, seconds
from editorial.rules.claims import find_claims
from editorial.rules.effects import effect_claims, near_effects
from tests.editorial.claims_corpus import Half, effect_sentences, labeled_sentences
from tests.editorial.second_corpus import is_flagged, is_found, second_sentences
from tests.editorial.third_corpus import ThirdSentence, plain_page_sentences, third_sentences

TITLE = "The claims check"
ABOUT = (
    "Sentences that the rules were not written against, from three corpora: the half of our own "
    "that is held out, that of one written by another hand before it read a rule, and that of one "
    "about effects alone, by a third hand; and the text of honest pages that a fourth hand wrote. "
    "ADR 40 and ADR 63 tell what they prove. A claim of effect that is missed stops all the same, "
    "until somebody has said that its text makes none (ADR 64)."
)
FOUND, FLAGGED = "risky sentences found, held out", "clean sentences flagged, held out"
PRECISE = "flagged sentences that are risky (precision), held out"
EFFECTS = "claims of effect told from others, held out"
OTHER_FOUND = "an independent corpus: risky found (recall)"
OTHER_FLAGGED = "an independent corpus: clean flagged"
OTHER_PRECISE = "an independent corpus: flagged that are risky (precision)"
OTHER_EFFECTS = "an independent corpus: claims of effect told from others"
EFFECTS_FOUND = "a third corpus: claims of effect found (recall)"
EFFECTS_FLAGGED = "a third corpus: other sentences taken for one"
EFFECTS_MARKED = "a third corpus: claims of effect found, or marked for whoever is asked"
PLAIN_FOUND = "honest pages: claims of effect found (recall)"
PLAIN_FLAGGED = "honest pages: other sentences taken for one"
PLAIN_MARKED = "honest pages: other sentences marked for whoever is asked"
SPEED = "check all sentences of our own that are held out"
NAMES = (
    FOUND,
    FLAGGED,
    PRECISE,
    EFFECTS,
    OTHER_FOUND,
    OTHER_FLAGGED,
    OTHER_PRECISE,
    OTHER_EFFECTS,
    EFFECTS_FOUND,
    EFFECTS_FLAGGED,
    EFFECTS_MARKED,
    PLAIN_FOUND,
    PLAIN_FLAGGED,
    PLAIN_MARKED,
    SPEED,
)


def measure() -> Iterator[Measure]:
    """Yield recall and false alarms on the half of the corpus that is held out, and the time."""
    sentences = labeled_sentences(Half.HELD_OUT)
    risky = [sentence for sentence in sentences if sentence.rules]
    clean = [sentence for sentence in sentences if not sentence.rules]
    found = [s for s in risky if s.rules & {claim.key.value for claim in find_claims(s.text)}]
    flagged = [s for s in clean if find_claims(s.text)]
    yield from _found_and_flagged(
        (FOUND, len(found), len(risky)), (FLAGGED, len(flagged), len(clean))
    )
    yield Measure(
        name=PRECISE,
        value=_percent(len(found), len(found) + len(flagged)),
        unit="%",
    )
    yield from _effects()
    yield from _independent()
    third = third_sentences(Half.HELD_OUT)
    yield from _told(third, found=EFFECTS_FOUND, flagged=EFFECTS_FLAGGED)
    yield _marked(EFFECTS_MARKED, [s for s in third if s.has_effect])
    plain = plain_page_sentences()
    yield from _told(plain, found=PLAIN_FOUND, flagged=PLAIN_FLAGGED)
    yield _marked(PLAIN_MARKED, [s for s in plain if not s.has_effect])
    text = "\n".join(sentence.text for sentence in sentences)
    yield Measure(
        name=SPEED,
        note=f"{len(text.split())} words",
        value=seconds(lambda: (find_claims(text), effect_claims(text))) * 1000,
        unit="ms",
    )


def _effects() -> Iterator[Measure]:
    sentences = effect_sentences(Half.HELD_OUT)
    told = [s for s in sentences if bool(effect_claims(s.text)) is s.has_effect]
    yield Measure(
        name=EFFECTS,
        note=f"of {len(sentences)}",
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
    yield from _found_and_flagged(
        (OTHER_FOUND, found, len(risky)), (OTHER_FLAGGED, flagged, len(clean))
    )
    yield Measure(
        name=OTHER_PRECISE,
        value=_percent(found, found + flagged),
        unit="%",
    )
    told = [s for s in sentences if bool(effect_claims(s.text)) is (s.effect != "no")]
    yield Measure(
        name=OTHER_EFFECTS,
        note=f"of {len(sentences)}",
        value=_percent(len(told), len(sentences)),
        unit="%",
    )


def _told(sentences: Sequence[ThirdSentence], *, found: str, flagged: str) -> Iterator[Measure]:
    """Yield how many claims of effect are found and how many other sentences taken for one."""
    effects = [bool(effect_claims(s.text)) for s in sentences if s.has_effect]
    others = [bool(effect_claims(s.text)) for s in sentences if not s.has_effect]
    yield from _found_and_flagged(
        (found, sum(effects), len(effects)), (flagged, sum(others), len(others))
    )


def _marked(name: str, sentences: Sequence[ThirdSentence]) -> Measure:
    """Return how many are told, or marked where somebody is asked about a text without a source."""
    marked = sum(bool(effect_claims(s.text) or near_effects(s.text)) for s in sentences)
    return Measure(
        name=name, note=f"of {len(sentences)}", value=_percent(marked, len(sentences)), unit="%"
    )


def _found_and_flagged(
    found: tuple[str, int, int], flagged: tuple[str, int, int]
) -> Iterator[Measure]:
    """Yield recall and false alarms, each from its name, how many and of how many."""
    name, count, whole = found
    yield Measure(
        name=name,
        note=f"of {whole}",
        value=_percent(count, whole),
        unit="%",
        goal=100,
        more_is_better=True,
    )
    name, count, whole = flagged
    yield Measure(name=name, note=f"of {whole}", value=_percent(count, whole), unit="%", goal=2)


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole
