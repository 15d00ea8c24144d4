"""How much of a document is read, and what an editor is told beyond that."""

from __future__ import annotations

MAX_BYTES = 5 * 1024 * 1024
"""Bytes of an uploaded file."""
MAX_CHARACTERS = 1_500_000
"""Characters of a document's text with its markup, pictures not counted."""
MAX_ELEMENTS = 60_000
"""Elements of HTML: a document of 200 questions has some 10,000."""
MAX_LINES = 20_000
"""Lines of plain text."""
MAX_DEPTH = 300
"""Elements that stand in one another."""
MAX_QUESTIONS = 200
"""Questions of one import: as many as somebody can look through."""
MAX_ANSWERS = 1_000_000
"""Characters of all answers of one import."""


class DocumentError(Exception):
    """The document as a whole cannot be read; the message says what to do."""
