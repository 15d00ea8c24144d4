"""Which words two texts do not share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

# Comparing takes up to the product of the two lengths; a longer text is shown without marks.
WORDS_COMPARED = 2000

# A word with the space behind it, so that words in a row are marked in one piece.
_WORD = re.compile(r"\s*\S+\s*|\s+")


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row that both texts have, or that only this one has. Plain text, not escaped."""

    text: str
    is_changed: bool


def changed_words(old: str, new: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Return both texts cut into runs; joined, the runs of each are that text, byte for byte.

    Space does not count. Nothing is marked in texts of more than ``WORDS_COMPARED`` words.
    """
    olds, news = _WORD.findall(old), _WORD.findall(new)
    if max(len(olds), len(news)) > WORDS_COMPARED:
        return (Run(old, False),), (Run(new, False),)
    matcher = SequenceMatcher(
        None, [word.strip() for word in olds], [word.strip() for word in news], autojunk=False
    )
    steps = matcher.get_opcodes()
    return (
        tuple(_run(olds[i1:i2], tag != "equal") for tag, i1, i2, _, _ in steps if i1 < i2),
        tuple(_run(news[j1:j2], tag != "equal") for tag, _, _, j1, j2 in steps if j1 < j2),
    )


def _run(words: list[str], is_changed: bool) -> Run:
    return Run("".join(words), is_changed)
