"""What a sentence is judged by: how its words begin, alone, in pairs, and behind a negation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

# Figures count as one word; these marks tell a question, a share, a price or a quotation.
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[a-z]+(?:'[a-z]+)?|[?!:%\"$;,]", re.IGNORECASE | re.ASCII)
_FIGURE = "#"
_BEGIN, _END = "<", ">"
# So many letters tell a word and leave its ending out: "reduces" and "reduction" are one.
_LETTERS = 5
_NEGATION = "not"
_NEGATIONS = frozenset(
    word[:_LETTERS]
    for word in (
        *("no", "not", "never", "neither", "nor", "none", "nobody", "nothing", "without", "cannot"),
    )
)
# What a negation is said of: so many words, unless the clause ends before.
_REACH = 8
_CLAUSE_ENDS = frozenset((";", ":", "?", "!", "but"))
# Sentences of fewer than 3, 5, 8, 14 and 22 words, and longer ones, are told apart.
_LENGTHS = (3, 5, 8, 14, 22)


class Word(NamedTuple):
    """A word by its ``key``, which stands from character ``start`` up to ``end``."""

    key: str
    start: int
    end: int


class Feature(NamedTuple):
    """Something that weighs: its ``name``, and the places of the words that it is read from."""

    name: str
    places: tuple[int, ...]


def words_of(sentence: str) -> list[Word]:
    """Return the words of ``sentence``, and the marks that tell something, in order."""
    return [Word(_key(found[0].lower()), *found.span()) for found in _WORD.finditer(sentence)]


def features_of(words: Sequence[Word]) -> list[Feature]:
    """Return what weighs in a sentence of ``words``; nothing is named twice."""
    keys = [word.key for word in words]
    found: dict[str, tuple[int, ...]] = {}
    for place, key in enumerate(keys):
        found.setdefault(key, (place,))
    for place, pair in enumerate(zip([_BEGIN, *keys], [*keys, _END], strict=True)):
        places = tuple(one for one in (place - 1, place) if 0 <= one < len(keys))
        found.setdefault(" ".join(pair), places)
    for place in _denied(keys):
        found.setdefault(f"{_NEGATION}...{keys[place]}", (place,))
    length = sum(len(keys) >= at_least for at_least in _LENGTHS)
    found[f"length {length}"] = ()
    return [Feature(name, places) for name, places in found.items()]


def _key(word: str) -> str:
    if word[0].isdigit():
        return _FIGURE
    if word.endswith("n't"):
        return _NEGATION
    return word.partition("'")[0][:_LETTERS]


def _denied(keys: Sequence[str]) -> list[int]:
    """Return the places of the words that a negation before them in their clause may deny."""
    denied = []
    left = 0
    for place, key in enumerate(keys):
        if key in _NEGATIONS:
            left = _REACH
        elif key in _CLAUSE_ENDS:
            left = 0
        elif left:
            denied.append(place)
            left -= 1
    return denied
