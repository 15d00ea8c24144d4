"""Keeping spreadsheets from running what a cell says. Pure."""

from __future__ import annotations

import re
from typing import Any

# A spreadsheet takes a cell for a formula when it begins so, white space and its own apostrophe
# for text apart (OWASP, "CSV Injection").
_FORMULA = re.compile(r"['\s]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|'*[\t\r\n]")
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)


def neutralized(text: str) -> str:
    """Return ``text`` so that no spreadsheet runs it; :func:`restored` is the way back.

    A plain number keeps its minus: it can do nothing.
    """
    return f"'{text}" if _could_run(text) else text


def restored(text: str) -> str:
    """Return what :func:`neutralized` was given."""
    return text[1:] if text.startswith("'") and _could_run(text[1:]) else text


def _could_run(text: str) -> bool:
    return bool(_FORMULA.match(text)) and not _NUMBER.fullmatch(text)


class HarmlessCsv:
    """A list of Wagtail's whose CSV file holds no formula; its Excel file holds none anyway."""

    def write_csv_row(self, writer: Any, row_dict: dict[str, Any]) -> Any:
        """Write a row in which no cell is run as a formula."""
        parent: Any = super()
        cells = {
            key: neutralized(value) if isinstance(value, str) else value
            for key, value in row_dict.items()
        }
        return parent.write_csv_row(writer, cells)
