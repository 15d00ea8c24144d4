"""What is wrong with a table, said so that it can be mended."""

from __future__ import annotations

from dataclasses import dataclass


class TableFileError(Exception):
    """The file as a whole cannot be read; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in one cell, and what to write in its place.

    ``row`` counts from 1 as a spreadsheet does, the line of column names included; ``column`` is
    empty where the whole row is meant.
    """

    row: int
    column: str
    value: str
    message: str

    def __str__(self) -> str:
        where = f"Row {self.row}"
        if self.column:
            where += f", {self.column}"
        if self.value:
            where += f", “{self.value}”"
        return f"{where}: {self.message}"


def shortened(text: str, length: int = 60) -> str:
    """Return ``text`` on one line, cut to ``length`` characters for a message."""
    line = " ".join(text.replace("\0", "␀").split())
    return line if len(line) <= length else line[: length - 1] + "…"
