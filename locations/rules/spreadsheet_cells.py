"""Keeps a spreadsheet from taking text for a formula.

A cell that begins with one of these signs is run as a formula by Excel, LibreOffice and Google
Sheets (OWASP, "CSV Injection").
"""

from __future__ import annotations

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def as_text(value: object) -> object:
    """Return ``value``, text with an apostrophe in front where it would be run as a formula."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value
