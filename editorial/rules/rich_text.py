"""Rich text cut into tags and text, so that text can change and every other byte stays.

An HTML parser would normalize attributes and entities on the way through. Cutting loses nothing:
the pieces joined are the text that came in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from editorial.rules.citations import has_citation

# A tag that never ends runs to the end of the text, as in a browser.
_TAG = re.compile(
    r"""<!--.*?(?:-->|\Z)|<[A-Za-z/!?](?:"[^"]*(?:"|\Z)|'[^']*(?:'|\Z)|[^>"'])*(?:>|\Z)""",
    re.DOTALL,
)
_NAME = re.compile(r"</?([A-Za-z][^\s/>]*)")
_INLINE = re.compile("a|abbr|b|cite|code|em|i|mark|q|s|small|span|strong|sub|sup|u|wbr")
_VOID = re.compile("area|br|col|embed|hr|img|input|link|meta|source|track|wbr")


class Kind(Enum):
    """What a piece of rich text is; a citation is the mark of a source behind the words before."""

    TEXT = auto()
    INLINE_TAG = auto()
    BLOCK_TAG = auto()
    LINE_BREAK = auto()
    OBJECT = auto()
    CITATION = auto()
    COMMENT = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """A tag, or the text up to the next tag, as it stands in the source."""

    raw: str
    kind: Kind


def split_markup(html: str) -> list[Piece]:
    """Return the pieces of ``html`` in order; their ``raw`` parts joined are ``html``."""
    pieces = []
    position = 0
    for tag in _TAG.finditer(html):
        if tag.start() > position:
            pieces.append(Piece(html[position : tag.start()], Kind.TEXT))
        pieces.append(Piece(tag[0], _kind_of(tag[0])))
        position = tag.end()
    if position < len(html):
        pieces.append(Piece(html[position:], Kind.TEXT))
    return pieces


def matching_tags(raws: Sequence[str]) -> list[tuple[int, int]]:
    """Return the positions of start and end tags that belong together; text is passed over."""
    pairs = []
    waiting: list[tuple[str, int]] = []
    for position, raw in enumerate(raws):
        name = tag_name(raw)
        if not name or _VOID.fullmatch(name):
            continue
        if not raw.startswith("</"):
            waiting.append((name, position))
            continue
        starts = [n for n, (waiting_name, _) in enumerate(waiting) if waiting_name == name]
        if starts:
            pairs.append((waiting[starts[-1]][1], position))
            del waiting[starts[-1] :]
    return pairs


def tag_name(raw: str) -> str:
    """Return the name of a tag in lower case, and ``""`` for anything else."""
    found = _NAME.match(raw)
    return found[1].lower() if found else ""


def _kind_of(raw: str) -> Kind:
    name = tag_name(raw)
    if not name:
        return Kind.COMMENT
    if name == "embed" and has_citation(raw):
        return Kind.CITATION
    if name == "br":
        return Kind.LINE_BREAK
    if _INLINE.fullmatch(name):
        return Kind.INLINE_TAG
    return Kind.OBJECT if _VOID.fullmatch(name) else Kind.BLOCK_TAG
