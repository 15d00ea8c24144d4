"""Prints the site's stylesheet and script into a page."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

from operations.inlined import SCRIPT, STYLE

register = template.Library()


@register.simple_tag
def site_style() -> SafeString:
    """Return the stylesheet as an element, letter for letter as its hash was taken."""
    # Safe: a file of ours, and what could end the element is refused when it is read.
    return mark_safe(f"<style>{STYLE.text}</style>")


@register.simple_tag
def site_script() -> SafeString:
    """Return the script as an element; a module runs once the page is read.

    The browser paints after that, the whole page at once: parts of a header that is read in pieces
    would make room for one another, and so would the line that tells whether the clinic is open.
    """
    # Safe for the same reason.
    return mark_safe(f'<script type="module" blocking="render">{SCRIPT.text}</script>')
