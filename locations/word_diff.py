"""Which words two texts do not share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# Comparing takes up to the product of the two lengths; a longer text is shown without marks.
WORDS_COMPARED = 3000

_WORD_OR_SPACE = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row that both texts have, or that only this one has. Plain text, not escaped."""

    text: str
    is_changed: bool


def changed_words(old: str, new: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Return both texts cut into runs; joined, the runs of each are that text, byte for byte.

    Texts of more than ``WORDS_COMPARED`` words, spaces counted, come back as one run each that
    is not marked.
    """
    olds, news = _WORD_OR_SPACE.findall(old), _WORD_OR_SPACE.findall(new)
    if max(len(olds), len(news)) > WORDS_COMPARED:
        return _joined([(old, False)]), _joined([(new, False)])
    steps = SequenceMatcher(None, olds, news, autojunk=False).get_opcodes()
    return (
        _joined(("".join(olds[i1:i2]), tag != "equal") for tag, i1, i2, _, _ in steps),
        _joined(("".join(news[j1:j2]), tag != "equal") for tag, _, _, j1, j2 in steps),
    )


def _joined(parts: Iterator[tuple[str, bool]] | Sequence[tuple[str, bool]]) -> tuple[Run, ...]:
    # Space alone is not marked: nobody sees what would be changed.
    return tuple(Run(text, is_changed and not text.isspace()) for text, is_changed in parts if text)
