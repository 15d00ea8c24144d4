"""The lines of a document: what stands between two line ends, with its bold, italic and links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class LineKind(StrEnum):
    """What a line is in its document."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look. ``href`` is an address of :func:`links.usable_address`, or ``""``."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """Where in a table: tables, rows and columns count from 0."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line of a document.

    ``where`` counts paragraphs from 1. ``level`` is that of the heading, or how deep the list is,
    from 1. A line that does not ``start`` goes on with the paragraph or item before it. The counts
    say how many pictures, marks of notes and links were left out of it.
    """

    runs: tuple[Run, ...]
    where: int
    kind: LineKind = LineKind.PARAGRAPH
    level: int = 0
    is_ordered: bool = False
    starts: bool = True
    cell: Cell | None = None
    pictures: int = 0
    notes: int = 0
    lost_links: int = 0

    @property
    def text(self) -> str:
        """Return the words alone."""
        return "".join(run.text for run in self.runs)

    @property
    def is_bold(self) -> bool:
        """Return whether all its words are bold."""
        return bool(self.runs) and all(run.bold for run in self.runs if run.text.strip())


def cut(line: Line, start: int, end: int | None = None) -> Line:
    """Return ``line`` with the characters from ``start`` to ``end`` alone, white space off."""
    text = line.text[start:end]
    left = start + len(text) - len(text.lstrip())
    right = start + len(text.rstrip())
    runs, position = [], 0
    for run in line.runs:
        piece = run.text[max(left - position, 0) : max(right - position, 0)]
        position += len(run.text)
        if piece:
            runs.append(replace(run, text=piece))
    return replace(line, runs=tuple(runs))


def tidy_runs(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return the runs with single spaces, none at the ends, and neighbors of one look joined."""
    tidy: list[Run] = []
    for run in runs:
        text = _single_spaces(run.text)
        if not tidy or tidy[-1].text.endswith(" "):
            text = text.lstrip(" ")
        if not text:
            continue
        if tidy and replace(tidy[-1], text="") == replace(run, text=""):
            tidy[-1] = replace(run, text=tidy[-1].text + text)
        else:
            tidy.append(replace(run, text=text))
    while tidy and not (text := tidy[-1].text.rstrip(" ")):
        tidy.pop()
    if tidy:
        tidy[-1] = replace(tidy[-1], text=tidy[-1].text.rstrip(" "))
    return tuple(tidy)


def _single_spaces(text: str) -> str:
    # Splitting at white space takes non-breaking spaces as well.
    words = " ".join(text.split())
    if not words:
        return " " if text else ""
    return (" " if text[0].isspace() else "") + words + (" " if text[-1].isspace() else "")
