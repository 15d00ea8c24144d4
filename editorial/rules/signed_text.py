"""What a clinician signs, and when two texts are the same to a signature.

A signature covers what a text says. Case, spacing, punctuation, emphasis and where a link leads do
not change that; a digit does, and so do the point within a number and a sign like "%" or "<".
Tokens such as ``{place}`` count as they are written: shared text is signed once, not once a city.

It covers also which source stands behind which words. The text has ``{source 7}`` there, where 7 is
the key of the source; what its record says of it, the spelling of an author say, is not covered.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256

from editorial.rules.citations import spell_marks
from editorial.rules.plain_text import plain_text

# A point, comma or colon within a number tells its size.
_POINT = re.compile(r"(?<!\d)[.,:]|[.,:](?!\d)")
_DASH_IN_FIGURES = re.compile(r"(?<=\d) ?- ?(?=\d)")
_MINUS = re.compile(r"(?<![\w.])-(?=\d)")
_MINUS_SIGN = "\u2212"
_MARKS = frozenset(";!?\"'\u00bf\u00a1")
# Tokens are written in braces.
_KEPT = frozenset("{}")
_SOURCE = re.compile(r"\{source ([0-9]{1,18})\}")
_SPACE_BEHIND_SOURCE = re.compile(r"\] (?=[.,;:!?)])")


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A text that is signed as a whole.

    ``key`` names it among the pieces of its record and stays the same whatever the text becomes;
    ``label`` tells a reviewer what it is; ``text`` is plain, a paragraph a line, with its sources.
    """

    key: str
    label: str
    text: str

    @property
    def hash(self) -> str:
        """Return what a signature on this text is kept under."""
        return signature_hash(self.text)

    def says(self, text: str) -> bool:
        """Return whether ``text`` is a line of it, as a signature sees both and without sources."""
        return _gist(text) in {_gist(_SOURCE.sub("", line)) for line in self.text.split("\n")}


def piece(
    key: str, label: str, parts: Iterable[str], *, sources: Iterable[int] = ()
) -> Piece | None:
    """Return the piece made of ``parts``, plain or rich text; ``None`` if they say nothing.

    ``sources`` are the keys of those that are listed for all of it, beside those marked in it.
    """
    lines = [plain_text(spell_marks(part, _spelled)) for part in parts]
    lines += [_spelled(source).strip() for source in sorted(set(sources))]
    text = "\n".join(filter(None, lines))
    return Piece(key=key, label=label, text=text) if text else None


def sources_in(text: str) -> tuple[int, ...]:
    """Return the keys of the sources in the text of a piece, in order, each once."""
    return tuple(dict.fromkeys(map(int, _SOURCE.findall(text))))


def name_sources(text: str, name: Callable[[int], str]) -> str:
    """Return the text of a piece for a reader, "[Afridi 2013]" for what ``name`` calls so."""
    named = _SOURCE.sub(lambda found: f"[{name(int(found[1]))}]", text)
    return _SPACE_BEHIND_SOURCE.sub("]", named)


def _spelled(source: int) -> str:
    return f" {{source {source}}} "


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
