"""How much of a page stands on another page too, once the names of the places are taken out.

Texts are compared by their shingles: all runs of five words in a row (A. Broder, "On the
resemblance and containment of documents", 1997). What counts is containment, the part of *this*
page's shingles that the other has as well, so that a page is not judged by how long the other is.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from unicodedata import normalize

SHINGLE_WORDS = 5
# A sentence is called shared when at least this part of its shingles stands on the other page.
SHARED_PART_OF_SENTENCE = 0.5

# Letters only: a page does not become another one by other figures.
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Fingerprint:
    """The shingles of one page: of all its main text, and of what was written for it alone."""

    all: frozenset[int]
    own: frozenset[int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Likeness:
    """How a page compares with its siblings; all parts are from 0 to 1.

    ``similarity`` is the part of its text that stands on ``closest`` too, ``own_similarity`` the
    same for what was written for it alone, against ``closest_own``; a key is ``None`` where nothing
    is shared. ``own_share`` is the part of its text that stands on no sibling at all.
    """

    similarity: float = 0.0
    closest: int | None = None
    own_similarity: float = 0.0
    closest_own: int | None = None
    own_share: float = 1.0


class LeftOutWords:
    """Phrases that do not count as text: the names of places, counties, and values of tokens."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first_word: dict[str, list[tuple[str, ...]]] = {}
        for phrase in {tuple(words(phrase)) for phrase in phrases} - {()}:
            self._by_first_word.setdefault(phrase[0], []).append(phrase)
        for phrases_of_word in self._by_first_word.values():
            phrases_of_word.sort(key=len, reverse=True)

    def take_out_of(self, text_words: Sequence[str]) -> list[str]:
        """Return ``text_words`` without the phrases; of two that begin alike the longer goes."""
        kept: list[str] = []
        position = 0
        while position < len(text_words):
            length = self._length_at(text_words, position)
            if not length:
                kept.append(text_words[position])
            position += length or 1
        return kept

    def _length_at(self, text_words: Sequence[str], position: int) -> int:
        for phrase in self._by_first_word.get(text_words[position], ()):
            if tuple(text_words[position : position + len(phrase)]) == phrase:
                return len(phrase)
        return 0


def words(text: str) -> list[str]:
    """Return the words of ``text`` in order, in one spelling of capitals and accents."""
    return _WORD.findall(normalize("NFKC", text).casefold())


def shingles(text: str, left_out: LeftOutWords) -> frozenset[int]:
    """Return the shingles of ``text`` as numbers of 64 bits; a shorter text is one shingle."""
    kept = left_out.take_out_of(words(text))
    if not kept:
        return frozenset()
    last = max(1, len(kept) - SHINGLE_WORDS + 1)
    return frozenset(_number(" ".join(kept[n : n + SHINGLE_WORDS])) for n in range(last))


@lru_cache(maxsize=65536)
def _number(shingle: str) -> int:
    return int.from_bytes(blake2b(shingle.encode(), digest_size=8).digest(), "little")


def pack(numbers: AbstractSet[int]) -> bytes:
    """Return ``numbers`` as bytes to be stored, eight for each, in ascending order."""
    return array("Q", sorted(numbers)).tobytes()


def unpack(packed: bytes) -> frozenset[int]:
    """Return the numbers that :func:`pack` stored."""
    numbers = array("Q")
    numbers.frombytes(packed)
    return frozenset(numbers)


def compare_all(pages: Mapping[int, Fingerprint]) -> dict[int, Likeness]:
    """Return how each page compares with all others; the order of ``pages`` does not matter.

    Of two siblings that are equally close the one with the lower key is named.
    """
    in_all, alone = _shared({key: page.all for key, page in pages.items()})
    in_own, _ = _shared({key: page.own for key, page in pages.items()})
    return {
        key: _likeness(page, in_all[key], in_own[key], alone[key]) for key, page in pages.items()
    }


def compare(page: Fingerprint, siblings: Mapping[int, Fingerprint]) -> Likeness:
    """Return how ``page`` compares with ``siblings``, among which it is not."""
    in_all = Counter({key: len(page.all & other.all) for key, other in siblings.items()})
    in_own = Counter({key: len(page.own & other.own) for key, other in siblings.items()})
    elsewhere: set[int] = set()
    for other in siblings.values():
        elsewhere |= page.all & other.all
    return _likeness(page, in_all, in_own, len(page.all) - len(elsewhere))


def _likeness(
    page: Fingerprint, in_all: Counter[int], in_own: Counter[int], alone: int
) -> Likeness:
    closest, similarity = _worst(in_all, len(page.all))
    closest_own, own_similarity = _worst(in_own, len(page.own))
    return Likeness(
        similarity=similarity,
        closest=closest,
        own_similarity=own_similarity,
        closest_own=closest_own,
        own_share=alone / len(page.all) if page.all else 0.0,
    )


def _shared(
    pages: Mapping[int, AbstractSet[int]],
) -> tuple[dict[int, Counter[int]], Counter[int]]:
    """Return how many shingles each page has in common with each other, and how many alone.

    Shingles that stand on exactly the same pages, as those of the shared text do, are counted in
    one step, which is what makes this fast.
    """
    owners: dict[int, list[int]] = {}
    for key in sorted(pages):
        for shingle in pages[key]:
            owners.setdefault(shingle, []).append(key)
    common: dict[int, Counter[int]] = {key: Counter() for key in pages}
    alone: Counter[int] = Counter()
    for keys, count in Counter(map(tuple, owners.values())).items():
        if len(keys) == 1:
            alone[keys[0]] += count
            continue
        for key in keys:
            common[key].update({other: count for other in keys if other != key})
    return common, alone


def _worst(common: Counter[int], size: int) -> tuple[int | None, float]:
    if not size:
        return None, 0.0
    key, count = min(common.items(), key=lambda row: (-row[1], row[0]), default=(None, 0))
    return (key, count / size) if count else (None, 0.0)


def shared_sentences(
    sentences: Iterable[str], other: AbstractSet[int], left_out: LeftOutWords
) -> Iterator[str]:
    """Yield those of ``sentences`` of which at least half stands on the ``other`` page too.

    A sentence of fewer words than a shingle has proves nothing and is passed over.
    """
    for sentence in sentences:
        if len(left_out.take_out_of(words(sentence))) < SHINGLE_WORDS:
            continue
        own = shingles(sentence, left_out)
        if len(own & other) >= SHARED_PART_OF_SENTENCE * len(own):
            yield sentence
