"""Own wordings: when one is to be looked at again, and whose counts when two people wrote."""

from __future__ import annotations

import html
import re
from enum import StrEnum

from editorial.rules.rich_text import Kind, split_markup, tag_name
from editorial.rules.text_hash import text_hash
from locations.rules.sections import Mode

# Wagtail's editor gives each block a key of its own. It says nothing to a reader.
_BLOCK_KEY = re.compile(r'\s+data-block-key="[^"]*"')


class Decision(StrEnum):
    """What an editor answers to the question that a card asks."""

    KEEP = "keep"
    TAKE = "take"
    EDIT = "edit"
    MINE = "mine"
    THEIRS = "theirs"
    DISCARD = "discard"


class Source(StrEnum):
    """Whose choice for a section counts."""

    POSTED = "posted"
    STORED = "stored"
    UNDECIDED = "undecided"


def without_block_keys(body: str) -> str:
    """Return rich text without the keys that tell its blocks apart in the editor."""
    return _BLOCK_KEY.sub("", body)


def wording_hash(body: str) -> str:
    """Return the fingerprint of rich text; the keys of its blocks do not count."""
    return text_hash(without_block_keys(body))


def choice_hash(mode: str, body: str) -> str:
    """Return the fingerprint of what a page does with a section."""
    return wording_hash(f"{mode}\n{body}")


def is_blank(body: str) -> bool:
    """Whether rich text shows no word."""
    return not readable_text(body)


def needs_look(*, mode: str, body: str, replaced_hash: str, shared_body: str) -> bool:
    """Whether the shared text has changed since somebody wrote or confirmed an own wording.

    ``replaced_hash`` is the :func:`wording_hash` of the shared text at that time, ``""`` if it is
    not known.
    """
    if mode != Mode.OWN or not replaced_hash or is_blank(body):
        return False
    return replaced_hash != wording_hash(shared_body)


def whose_counts(*, opened: str, stored: str, posted: str) -> Source:
    """Return whose choice counts when a form is posted; all three are from :func:`choice_hash`.

    ``opened`` is the choice that the form showed when it was opened, ``""`` if it does not say.
    Where only one side changed it since, that side counts.
    """
    if posted == stored or opened in ("", stored):
        return Source.POSTED
    return Source.STORED if posted == opened else Source.UNDECIDED


def readable_text(body: str) -> str:
    """Return the words of rich text, a line for each paragraph, with bullets before list items.

    A mark that cites a source reads "[source]".
    """
    parts: list[str] = []
    for piece in split_markup(body):
        if piece.kind is Kind.TEXT:
            parts.append(html.unescape(piece.raw))
        elif piece.kind in (Kind.BLOCK_TAG, Kind.LINE_BREAK):
            is_item = tag_name(piece.raw) == "li" and not piece.raw.startswith("</")
            parts.append("\n• " if is_item else "\n")
        elif piece.kind is Kind.CITATION:
            parts.append(" [source]")
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line not in ("", "•"))
