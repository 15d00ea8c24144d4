"""Questions that are likely the same, told by their words.

Two people ask one thing in other words: "Do I need a referral?", "Is a referral needed?". What
they share are the words that carry meaning, and those in their stems.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

LIKELY = 0.5
"""From this likeness on (0 to 1) two questions are suggested as one."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")  # noqa: RUF001
# Words that any question may have; what is left tells what it is about.
_SMALL_WORDS = (
    "a about after an and any are as at be been before by can could did do does for from get had "
    "has have having how i if in is it its many may me might must my need needed of on or our "
    "ours shall should so than that the their them then there these they this to us was we were "
    "what when where which who whom why will with would you your yours"
)
_EMPTY = frozenset(_SMALL_WORDS.split())
_ENDINGS = ("ings", "ing", "ies", "ed", "es", "s", "e", "y")
_SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two questions by their keys, and how alike they are, from 0 to 1."""

    one: int
    other: int
    score: float


def stems(question: str) -> frozenset[str]:
    """Return the stems of the words that carry the meaning of ``question``.

    A question of nothing but small words keeps all of them: "Who are you?".
    """
    words = [word.casefold().replace("’", "'") for word in _WORD.findall(question)]  # noqa: RUF001
    telling = [word for word in words if word not in _EMPTY]
    return frozenset(map(_stem, telling or words))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return which part of their stems two questions share (Jaccard), from 0 to 1."""
    if not one or not other:
        return 0.0
    return len(one & other) / len(one | other)


def duplicates_of(key: int, questions: Mapping[int, str], *, most: int) -> list[Likeness]:
    """Return the ``most`` likely duplicates of the question ``key``, the likeliest first."""
    own = stems(questions[key])
    found = [
        Likeness(key, other, likeness(own, stems(text)))
        for other, text in questions.items()
        if other != key
    ]
    return _likeliest(found, most)


def likely_duplicates(questions: Mapping[int, str], *, most: int) -> list[Likeness]:
    """Return the ``most`` likely pairs among ``questions``, the likeliest first.

    Only questions that share a stem are compared, so that a large library takes no longer than it
    must.
    """
    stems_of = {key: stems(text) for key, text in questions.items()}
    by_stem: dict[str, list[int]] = {}
    for key, words in stems_of.items():
        for stem in words:
            by_stem.setdefault(stem, []).append(key)
    pairs = {pair for keys in by_stem.values() for pair in combinations(sorted(keys), 2)}
    return _likeliest(
        (Likeness(one, other, likeness(stems_of[one], stems_of[other])) for one, other in pairs),
        most,
    )


def _likeliest(found: Iterable[Likeness], most: int) -> list[Likeness]:
    likely = [pair for pair in found if pair.score >= LIKELY]
    return sorted(likely, key=lambda pair: (-pair.score, pair.one, pair.other))[:most]


def _stem(word: str) -> str:
    word = word.removesuffix("'s")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    return word
