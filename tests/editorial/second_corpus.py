"""A second corpus for the claims check, written by another hand, without sight of the rules.

Whoever wrote it had a description of what a clinic may not say, and had read neither the rules,
nor their tests, nor more than the opening lines of the first corpus. It was committed before they
were read, and its sentences and labels stay as they were then.

Which half a sentence belongs to follows from the same hash as in the first corpus: the parity of
the last byte of the SHA-256 of the sentence (``half`` there). Rules may be written looking at the
half "written against"; of the held-out half only the totals are looked at.

The columns: ``kinds`` are those of a risky sentence and empty for a clean one. ``effect`` tells
whether the sentence says that a treatment helps: ``yes`` states it, ``hedged`` says that it may,
``attributed`` names in the sentence who found it, ``no`` says nothing of the kind.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from editorial.rules.claims import find_claims
from editorial.rules.effects import effect_claims
from locations.rules.presence_claims import find_presence_claims
from tests.editorial.claims_corpus import Half, half_of

FILE = Path(__file__).resolve().parent / "second_corpus.csv"
# In these there is no clinic: what claims an office is told by the names that a site knows.
PLACES = ("Fairview", "Glenwood", "Lakeport")
# The rules that find a kind. ``office`` is a finding of the place rules, and no rule of claims.
RULES_OF_KIND = {
    "approval": {"approval"},
    "safety": {"safety"},
    "addiction": {"non_addictive"},
    "side-effects": {"no_side_effects"},
    "cure": {"cure", "permanent"},
    "guarantee": {"guarantee"},
    "superiority": {"superiority"},
    "board": {"board_certified"},
    "urgency": {"urgency"},
    "fear": {"urgency"},
    "testimonial": {"testimonial"},
    "figure": {"figure"},
    "stop-medicine": {"stop_medicine"},
    "affiliation": {"affiliation"},
    "office": {"office"},
    "effect": {"uncited_effect"},
}


class Effect(StrEnum):
    """Whether a sentence says that a treatment helps."""

    STATED = "yes"
    HEDGED = "hedged"
    ATTRIBUTED = "attributed"
    NONE = "no"


@dataclass(frozen=True, kw_only=True, slots=True)
class SecondSentence:
    """A sentence with the kinds of risk in it, if any, and what it says of an effect."""

    text: str
    kinds: frozenset[str]
    effect: Effect

    @property
    def half(self) -> Half:
        """Return the half that it belongs to."""
        return half_of(self.text)


def second_sentences(half: Half | None = None) -> list[SecondSentence]:
    """Return the sentences of the second corpus, or those of one half."""
    with FILE.open(encoding="utf-8", newline="") as rows:
        sentences = [
            SecondSentence(
                text=row["sentence"],
                kinds=frozenset(row["kinds"].split()),
                effect=Effect(row["effect"]),
            )
            for row in csv.DictReader(rows)
        ]
    return [sentence for sentence in sentences if half in (None, sentence.half)]


def is_found(sentence: SecondSentence) -> bool:
    """Whether a risky sentence is found by a rule of one of its kinds."""
    wanted = {rule for kind in sentence.kinds for rule in RULES_OF_KIND[kind]}
    return not wanted.isdisjoint(_found(sentence.text))


def is_flagged(sentence: SecondSentence) -> bool:
    """Whether a clean sentence is flagged.

    One that says that a treatment helps may be asked for its source, however carefully it says so.
    """
    found = _found(sentence.text)
    if sentence.effect is not Effect.NONE:
        found.discard("uncited_effect")
    return bool(found)


def _found(text: str) -> set[str]:
    found = {claim.key.value for claim in find_claims(text)}
    if effect_claims(text):
        found.add("uncited_effect")
    if find_presence_claims(text, places=PLACES):
        found.add("office")
    return found
