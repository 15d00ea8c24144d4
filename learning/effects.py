"""Learns from labeled sentences what a claim of effect looks like.

``make learn`` reads :data:`SENTENCES` and writes :data:`WEIGHTS`, which
:mod:`editorial.rules.effects` reads. To teach it something, add sentences and run that again: one
that was missed or taken for a claim by mistake, and a few of the same kind in other words. Nothing
of the corpora in ``tests/editorial`` may be copied here but from the halves "written against".

The method is a support vector machine with squared hinge loss, solved by dual coordinate descent
(Hsieh and others, "A Dual Coordinate Descent Method for Large-scale Linear SVM", ICML 2008,
algorithm 1). It is written out here, because it is forty lines, gives the same weights on every
machine, and a library for it would be the largest thing that a developer installs.
"""

from __future__ import annotations

import csv
import json
import math
import random
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from editorial.rules import effect_features
from editorial.rules.effect_features import features_of, words_of

SENTENCES = Path(__file__).with_name("effect_sentences.csv")
WEIGHTS = Path(effect_features.__file__).with_name("effect_weights.json")

# How much one misjudged sentence counts against weights that stay small.
COST = 1.0
ROUNDS = 30
# What occurs less often, or weighs less, is left out: it says more about the sample than English.
OCCURS_AT_LEAST = 3
WEIGHS_AT_LEAST = 0.1
_ORDER_SEED = 1


class Labeled(NamedTuple):
    """A sentence, and whether it says that the treatment does something good for patients."""

    text: str
    has_effect: bool


def labeled_sentences(path: Path = SENTENCES) -> list[Labeled]:
    """Return the sentences to learn from."""
    with path.open(encoding="utf-8", newline="") as rows:
        return [Labeled(row["sentence"], row["effect"] != "no") for row in csv.DictReader(rows)]


def learn(sentences: Iterable[Labeled]) -> dict[str, float]:
    """Return what each feature weighs: together more than 0 for a claim of effect.

    The feature without a name weighs in every sentence. The same sentences in the same order give
    the same weights.
    """
    named = [
        ([feature.name for feature in features_of(words_of(one.text))], one.has_effect)
        for one in sentences
    ]
    counts = Counter(name for names, _has_effect in named for name in names)
    kept = sorted(name for name, count in counts.items() if count >= OCCURS_AT_LEAST)
    # Number 0 is the feature that every sentence has.
    numbers = {name: number for number, name in enumerate(kept, 1)}
    samples = [[0, *(numbers[name] for name in names if name in numbers)] for names, _has in named]
    weights = _separate(samples, [1 if has_effect else -1 for _names, has_effect in named])
    return {"": round(weights[0], 2)} | {
        name: round(weights[number], 2)
        for name, number in numbers.items()
        if abs(weights[number]) >= WEIGHS_AT_LEAST
    }


def _separate(samples: Sequence[Sequence[int]], signs: Sequence[int]) -> list[float]:
    """Return a weight for each number, so that sums over samples have their signs if possible.

    Each sample is scaled to length 1, so that a long sentence counts no more than a short one.
    """
    weights = [0.0] * (1 + max((number for sample in samples for number in sample), default=0))
    duals = [0.0] * len(samples)
    slack = 1 / (2 * COST)
    order = list(range(len(samples)))
    shuffled = random.Random(_ORDER_SEED)  # noqa: S311 — an order, no secret
    for _round in range(ROUNDS):
        shuffled.shuffle(order)
        for place in order:
            sample, sign = samples[place], signs[place]
            scale = 1 / math.sqrt(len(sample))
            margin = sign * scale * sum(weights[number] for number in sample)
            gradient = margin - 1 + slack * duals[place]
            dual = max(0.0, duals[place] - gradient / (1 + slack))
            step = (dual - duals[place]) * sign * scale
            duals[place] = dual
            for number in sample:
                weights[number] += step
    return weights


def digest_of_source() -> str:
    """Return what differs once the sentences, or how they are learned from, have changed."""
    digest = sha256()
    for path in (SENTENCES, Path(effect_features.__file__), Path(__file__)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def write() -> int:
    """Learn from :data:`SENTENCES`, write :data:`WEIGHTS` and return how many weights there are."""
    weights = learn(labeled_sentences())
    content = {"learned_from": digest_of_source(), "weights": dict(sorted(weights.items()))}
    WEIGHTS.write_text(json.dumps(content, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    return len(weights)


if __name__ == "__main__":
    sys.stdout.write(f"{write()} weights in {WEIGHTS.name}\n")
