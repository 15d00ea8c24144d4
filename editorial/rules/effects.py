"""Finds sentences that say what the treatment does for patients: each needs a source.

Whether it has one is not told here. A study named in the sentence does not replace the citation.

What tells such a sentence was learned from labeled ones by :mod:`learning.effects`: its words, each
pair of neighbors and each word behind a negation weigh for or against. What sums up to clearly more
than nothing is a claim, if it names treatment, illness, life or a change for the better at all.
ADR 63 tells why no list of wordings does it, and how often this is right.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Sequence
from functools import cache, partial
from operator import itemgetter
from pathlib import Path

from editorial.rules.claim_context import is_affirmed, is_open_question
from editorial.rules.claim_rules import RuleKey
from editorial.rules.claims import Claim, Span, plainer, sentences
from editorial.rules.effect_features import Word, features_of, words_of
from editorial.rules.effect_topics import names_a_topic

WEIGHTS = Path(__file__).with_name("effect_weights.json")
"""What each feature weighs, as JSON; see :func:`learning.effects.learn`."""

# The feature that every sentence has.
_ALWAYS = ""
# A sentence that weighs more than this is a claim. Between it and nothing most are none.
_CLAIM = 0.1
# One that is a clause of a sentence about something else, or asked and affirmed, more than this.
_CLAIM_IN_CLAUSE = 0.3
# One that weighs more than this is worth a second look by somebody who reads.
_NEAR_CLAIM = -0.5
# What makes a question of a statement: "Does ketamine ease pain?"
_ASKING = re.compile(
    r"\W*(?:(?:and|so|but)\s)?(?:does|do|did|can|could|will|would|is|are|was|has|have|may|might)\s",
    re.IGNORECASE,
)
_BETWEEN_CLAUSES = re.compile(r"[;\u2014]\s|,\s(?=(?:and|but|so|yet)\b)|\s(?=but\s)", re.IGNORECASE)


def effect_claims(text: str) -> list[Claim]:
    """Return the sentences of ``text`` that say what the treatment does, in order, cited or not.

    The words in question are the neighbors that weigh most.
    A line of ``text`` is a paragraph of its own. Denials say nothing of the kind, and questions
    only if the next words say yes.
    """
    return [
        Claim(key=RuleKey.UNCITED_EFFECT, sentence=text[start:end], start=start, spans=(span,))
        for start, end in sentences(text)
        if (span := _effect_in(plainer(text[start:end]), is_affirmed=is_affirmed(text, end)))
    ]


def near_effects(text: str) -> list[Span]:
    """Return where the sentences of ``text`` stand that come near a claim of effect, in order.

    Far more than :func:`effect_claims` finds: it is for somebody who reads the text anyway.
    """
    return [
        Span(start, end) for start, end in sentences(text) if _is_near(plainer(text[start:end]))
    ]


def _is_near(sentence: str) -> bool:
    clauses = [sentence, *(sentence[part.start : part.end] for part in _clauses(sentence))]
    return any(_weight(words_of(clause)) > _NEAR_CLAIM for clause in clauses)


def _effect_in(sentence: str, *, is_affirmed: bool) -> Span | None:
    if is_open_question(sentence):
        said = _ASKING.sub("", sentence, count=1).rstrip(" ?")
        is_claim = is_affirmed and _weight(words_of(said)) > _CLAIM_IN_CLAUSE
        return Span(0, len(sentence)) if is_claim else None
    if _weight(words_of(sentence)) > _CLAIM:
        return _heaviest_run(words_of(sentence))
    return next(filter(None, map(partial(_effect_in_clause, sentence), _clauses(sentence))), None)


def _effect_in_clause(sentence: str, clause: Span) -> Span | None:
    words = words_of(sentence[clause.start : clause.end])
    if _weight(words) <= _CLAIM_IN_CLAUSE:
        return None
    run = _heaviest_run(words)
    return Span(clause.start + run.start, clause.start + run.end)


def _clauses(sentence: str) -> Iterator[Span]:
    """Yield the clauses of a ``sentence`` that has several."""
    ends = [found.span() for found in _BETWEEN_CLAUSES.finditer(sentence)]
    if ends:
        starts = [0, *(end for _start, end in ends)]
        yield from map(Span, starts, [*(start for start, _end in ends), len(sentence)])


def _weight(words: Sequence[Word]) -> float:
    """Return what ``words`` weigh, on a scale that does not depend on how many they are."""
    if not names_a_topic(frozenset(word.key for word in words)):
        return -math.inf
    weights = _weights()
    known = [weights[one.name] for one in features_of(words) if one.name in weights]
    return (weights[_ALWAYS] + sum(known)) / math.sqrt(1 + len(known))


def _heaviest_run(words: Sequence[Word]) -> Span:
    """Return where the neighbors stand that weigh most together; half a pair counts for each."""
    weights = _weights()
    shares = [0.0] * len(words)
    for feature in features_of(words):
        for place in feature.places:
            shares[place] += weights.get(feature.name, 0.0) / len(feature.places)
    heaviest, weight, first = (-math.inf, 0, 0), 0.0, 0
    for place, share in enumerate(shares):
        weight, first = (weight + share, first) if weight > 0 else (share, place)
        heaviest = max(heaviest, (weight, first, place), key=itemgetter(0))
    return Span(words[heaviest[1]].start, words[heaviest[2]].end)


@cache
def _weights() -> dict[str, float]:
    weights: dict[str, float] = json.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"]
    return weights
