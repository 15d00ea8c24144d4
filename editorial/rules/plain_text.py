"""What a reader sees of a rich text."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator

from editorial.rules.citations import without_marks
from editorial.rules.rich_text import Kind, split_markup


def plain_text(rich_text: str) -> str:
    """Return what a reader sees of ``rich_text``: a line for each paragraph, heading or item.

    The numbers of sources are no words and are left out.
    """
    pieces = (_plain(piece.raw, piece.kind) for piece in split_markup(without_marks(rich_text)))
    return "\n".join(_not_blank("".join(pieces).split("\n")))


def _plain(raw: str, kind: Kind) -> str:
    if kind is Kind.TEXT:
        return html.unescape(raw).replace("\n", " ")
    return "\n" if kind in (Kind.BLOCK_TAG, Kind.LINE_BREAK) else ""


def _not_blank(lines: Iterable[str]) -> Iterator[str]:
    return (" ".join(line.split()) for line in lines if line.strip())
