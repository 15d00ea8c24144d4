"""Phone numbers in texts that one can tap."""

from __future__ import annotations

import html

from editorial.rules.rich_text import Kind, split_markup, tag_name


def link_phone(text: str, *, shown: str, number: str) -> str:
    """Return the HTML ``text`` with each ``shown`` in it made a link, unless it stands in one.

    ``shown`` is a phone number as people write it, "(650) 555-0142", and ``number`` the same in the
    form of E.164, "+16505550142". Where either is missing, nothing is linked.
    """
    written = html.escape(shown, quote=False)
    if not written or not number or written not in text:
        return text
    link = f'<a class="phone-number" href="tel:{html.escape(number)}">{written}</a>'
    parts, depth = [], 0
    for piece in split_markup(text):
        if tag_name(piece.raw) == "a":
            depth += -1 if piece.raw.startswith("</") else 1
        is_plain = piece.kind is Kind.TEXT and depth <= 0
        parts.append(piece.raw.replace(written, link) if is_plain else piece.raw)
    return "".join(parts)
