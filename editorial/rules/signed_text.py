"""What a clinician signs, and when two texts are the same to a signature.

A signature covers what a text says. Case, spacing, punctuation, emphasis and where a link leads do
not change that; a digit does, and so do the point within a number and a sign like "%" or "<".
Tokens such as ``{place}`` count as they are written: shared text is signed once, not once a city.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from editorial.rules.plain_text import plain_text

# A point, comma or colon within a number tells its size.
_POINT = re.compile(r"(?<!\d)[.,:]|[.,:](?!\d)")
_DASH_IN_FIGURES = re.compile(r"(?<=\d) ?- ?(?=\d)")
_MINUS = re.compile(r"(?<![\w.])-(?=\d)")
_MINUS_SIGN = "\u2212"
_MARKS = frozenset(";!?\"'\u00bf\u00a1")
# Tokens are written in braces.
_KEPT = frozenset("{}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A text that is signed as a whole.

    ``key`` names it among the pieces of its record and stays the same whatever the text becomes;
    ``label`` tells a reviewer what it is; ``text`` is plain, a paragraph a line.
    """

    key: str
    label: str
    text: str

    @property
    def hash(self) -> str:
        """Return what a signature on this text is kept under."""
        return signature_hash(self.text)


def piece(key: str, label: str, parts: Iterable[str]) -> Piece | None:
    """Return the piece made of ``parts``, plain or rich text; ``None`` if they say nothing."""
    text = "\n".join(filter(None, map(plain_text, parts)))
    return Piece(key=key, label=label, text=text) if text else None


def signature_hash(text: str) -> str:
    """Return the SHA-256, in hexadecimal, of what ``text`` says."""
    return sha256(_gist(text).encode()).hexdigest()


def _gist(text: str) -> str:
    text = "".join(map(_plain_mark, unicodedata.normalize("NFKC", text).casefold()))
    text = _DASH_IN_FIGURES.sub(" to ", " ".join(text.split()))
    text = _MINUS.sub(" minus ", text).replace("-", " ")
    return " ".join(_POINT.sub(" ", text).split())


def _plain_mark(character: str) -> str:
    """Return a hyphen for any dash, and a space for brackets, quotes and the ends of sentences."""
    category = unicodedata.category(character)
    if category == "Pd" or character == _MINUS_SIGN:
        return "-"
    if character in _KEPT:
        return character
    return " " if character in _MARKS or category in ("Ps", "Pe", "Pi", "Pf") else character
