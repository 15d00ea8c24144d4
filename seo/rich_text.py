"""Rich text ready to print, with all its links looked up in one go."""

from __future__ import annotations

from wagtail.rich_text import expand_db_html

# A control character that no editor can type and no rich text contains.
SEPARATOR = "\x1f"


def expand_each(*stored: str) -> tuple[str, ...]:
    """Return each stored rich text as HTML, its page links resolved with one query for all."""
    return tuple(expand_db_html(SEPARATOR.join(stored)).split(SEPARATOR)) if stored else ()
