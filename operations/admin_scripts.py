"""Tells the inline scripts of Wagtail's own admin templates from any other inline script.

Pure. Wagtail 7.4 starts some widgets from small inline scripts, which a content security policy
without ``'unsafe-inline'`` refuses. These are all it has; each is one call, whose arguments must
be JSON and nothing else, so that nothing can hide behind the shape:

1. date, time and date-time fields: ``initDateChooser("id", {…});``
2. choosers of pages, pictures and snippets: ``new PageChooser("id", {…});``
3. rows that can be added: ``var panel = new InlinePanel(JSON.parse("…"));``
4. rows made by choosing: ``var panel = new MultipleChooserPanel(JSON.parse("…"));``

An inline script of any other shape, a plugin's or an attacker's, stays without a nonce.
"""

from __future__ import annotations

import json
import re

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)

_SHAPES = (
    re.compile(r"init(?:Date|DateTime|Time)Chooser\((?P<arguments>.*)\);"),
    re.compile(r"new [A-Za-z]*Chooser\((?P<arguments>.*)\);"),
    re.compile(
        r"\(function\(\) \{\s*"
        r"var panel = new (?:Inline|MultipleChooser)Panel\(JSON\.parse\((?P<arguments>.*)\)\);"
        r"\s*\}\)\(\);"
    ),
)


def is_known_script(body: str) -> bool:
    """Return whether ``body`` is, from end to end, one of Wagtail's inline scripts."""
    for shape in _SHAPES:
        if match := shape.fullmatch(body.strip()):
            return _is_json_list(f"[{match['arguments']}]")
    return False


def add_nonce(html: str, nonce: str) -> str:
    """Return ``html`` with ``nonce`` on each known inline script, and on no other."""

    def mark(match: re.Match[str]) -> str:
        body = match[1]
        return f'<script nonce="{nonce}">{body}</script>' if is_known_script(body) else match[0]

    return _INLINE_SCRIPT.sub(mark, html)


def has_known_script(html: str) -> bool:
    """Return whether ``html`` holds at least one known inline script."""
    return any(is_known_script(match[1]) for match in _INLINE_SCRIPT.finditer(html))


def _is_json_list(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
