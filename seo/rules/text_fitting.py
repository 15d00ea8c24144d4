"""Fitting text into a box: wrapping at words, shrinking within bounds, an ellipsis at last."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import floor

ELLIPSIS = "…"
LINE_HEIGHT = 1.22
"""From one line to the next, in sizes of the letters."""

# Steps by which a block of lines is made narrower until its lines are about as long as each other.
BALANCING_STEP = 0.04

Measure = Callable[[str, int], float]
"""Returns the width of a text in letters of a size; both in pixels."""


@dataclass(frozen=True, slots=True)
class FittedText:
    """Lines, from the top, and the size of their letters in pixels."""

    lines: tuple[str, ...]
    size: int

    @property
    def height(self) -> int:
        """The height of all lines, in pixels."""
        return round(len(self.lines) * self.size * LINE_HEIGHT)


def fit_text(
    text: str, *, measure: Measure, width: int, height: int, sizes: Sequence[int]
) -> FittedText:
    """Return ``text`` in lines for a box of ``width`` by ``height`` pixels.

    The first of ``sizes`` in which all of it fits is taken. In the last one, what does not fit is
    cut, with an ellipsis. Words are broken only where one is longer than a line.
    """
    words = text.split()
    for size in sizes:
        lines = _wrapped(words, size, measure, width)
        fits = len(lines) * size * LINE_HEIGHT <= height
        if fits and all(measure(word, size) <= width for word in words):
            return FittedText(_balanced(words, size, measure, width), size)
    size = sizes[-1]
    most = max(1, floor(height / (size * LINE_HEIGHT)))
    lines = _wrapped(words, size, measure, width)
    if len(lines) <= most:
        return FittedText(tuple(lines), size)
    kept = lines[:most]
    kept[-1] = _with_ellipsis(kept[-1], size, measure, width)
    return FittedText(tuple(kept), size)


def _wrapped(words: Sequence[str], size: int, measure: Measure, width: float) -> list[str]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure(longer, size) <= width:
            lines[-1] = longer
        else:
            lines += _pieces(word, size, measure, width)
    return lines


def _pieces(word: str, size: int, measure: Measure, width: float) -> list[str]:
    """Return ``word`` in as many pieces as it takes for each to fit in a line."""
    pieces = [""]
    for character in word:
        if pieces[-1] and measure(pieces[-1] + character, size) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _balanced(words: Sequence[str], size: int, measure: Measure, width: int) -> tuple[str, ...]:
    """Return the lines of the narrowest block that has no more of them."""
    best = _wrapped(words, size, measure, width)
    longest_word = max((measure(word, size) for word in words), default=0)
    narrower = width * (1 - BALANCING_STEP)
    while narrower >= max(longest_word, width / 2):
        lines = _wrapped(words, size, measure, narrower)
        if len(lines) > len(best):
            break
        best, narrower = lines, narrower - width * BALANCING_STEP
    return tuple(best)


def _with_ellipsis(line: str, size: int, measure: Measure, width: float) -> str:
    while line and measure(line.rstrip() + ELLIPSIS, size) > width:
        line = line[:-1]
    return line.rstrip(" ,;:.-\u2013\u2014") + ELLIPSIS


def drawable(text: str, covers: Callable[[str], bool]) -> str:
    """Return ``text`` as far as a font can show it, ``""`` when it cannot show what counts.

    ``covers`` tells whether the font has a character. Signs without it (an emoji, an arrow) are
    left out, and so is what has no look of its own, such as a mark for the direction of writing.
    A letter, a digit or an accent without it makes the whole text undrawable: half a title in
    boxes is worse than none.
    """
    kept = []
    for character in " ".join(unicodedata.normalize("NFC", text).split()):
        category = unicodedata.category(character)
        if category[0] == "C" or _is_variation(character):
            continue
        if character != " " and not covers(character):
            if category[0] == "S":
                continue
            return ""
        kept.append(character)
    return " ".join("".join(kept).split())


def _is_variation(character: str) -> bool:
    """Whether this only chooses between two looks of the character before it."""
    return "\ufe00" <= character <= "\ufe0f"
