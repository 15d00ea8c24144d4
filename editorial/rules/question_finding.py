"""Which lines of a document are its questions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from editorial.rules.document_lines import Cell, Line, LineKind, cut
from editorial.rules.question_marks import (
    ANSWER_INSIDE,
    NUMBER,
    Q_PREFIX,
    asks,
    ends_asking,
    without_marks,
)

# What is longer than this is a paragraph, whatever it ends with.
LONGEST_LINE = 400
COLUMN_NAMES = {"question", "questions", "q", "answer", "answers", "a", "faq", "no", "no.", "#"}


class Role(StrEnum):
    """What a line is to the questions of its document."""

    QUESTION = "question"
    TOPIC = "topic"
    """Stands where questions stand, and asks nothing."""
    SECTION = "section"
    """Ends the answer before it and belongs to no question itself."""
    ASIDE = "aside"
    """Belongs to no question; the answer goes on after it."""
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Placed:
    """A line and its role."""

    line: Line
    role: Role


def place(lines: Sequence[Line]) -> list[Placed]:
    """Return each line with its role.

    Headings that ask, lines after "Q:", bold lines, numbered lines and the cells of a table of
    questions count together. Only a document that has none of them is searched for plain lines that
    end with a question mark, since answers have such lines too.
    """
    parts = [part for line in lines for part in _parted(line)]
    levels = _question_levels(parts)
    columns = _question_columns(parts)
    placed = [_placed(line, levels, columns) for line in parts]
    if not any(each.role == Role.QUESTION for each in placed):
        placed = _plainly_asked(placed) or _all_topics(placed)
    return placed


def _parted(line: Line) -> Iterator[Line]:
    """Yield the line, or its question and its answer if they stand on one line."""
    inside = ANSWER_INSIDE.search(line.text)
    bold_end = _bold_beginning(line)
    if inside and Q_PREFIX.match(line.text):
        end, rest = inside.start() + 1, inside.start() + 1
    elif bold_end and line.kind == LineKind.PARAGRAPH:
        end = rest = bold_end
    else:
        yield line
        return
    yield replace(cut(line, 0, end), pictures=0, notes=0, lost_links=0)
    yield replace(cut(line, rest), starts=True)


def _bold_beginning(line: Line) -> int:
    """Return where the answer begins after a bold question on the same line, or 0."""
    length = 0
    for run in line.runs:
        if not run.bold and run.text.strip():
            break
        length += len(run.text)
    else:
        return 0
    return length if length and ends_asking(line.text[:length].strip()) else 0


def _question_levels(lines: Sequence[Line]) -> set[int]:
    """Return the levels of headings that are questions; a single title on top is none."""
    headings = [line for line in lines if line.kind == LineKind.HEADING and line.text]
    asking = [line.level for line in headings if ends_asking(line.text)] or [
        line.level for line in headings if asks(line.text)
    ]
    levels = Counter(line.level for line in headings)
    first = headings[0].level if headings else 0
    if levels[first] == 1 and len(set(asking)) > 1:
        return set(asking) - {first}
    return set(asking)


def _question_columns(lines: Sequence[Line]) -> dict[int, int]:
    """Return, for each table of questions, the column that they stand in."""
    asked: defaultdict[int, Counter[int]] = defaultdict(Counter)
    last: dict[int, int] = {}
    for line in lines:
        if line.cell:
            asked[line.cell.table][line.cell.column] += _is_asked(line.text)
            last[line.cell.table] = max(last.get(line.cell.table, 0), line.cell.column)
    columns = {}
    for table, counts in asked.items():
        column, number = max(counts.items(), key=lambda item: (item[1], -item[0]))
        if number and column < last[table]:
            columns[table] = column
    return columns


def _is_asked(text: str) -> bool:
    return len(text) <= LONGEST_LINE and (bool(Q_PREFIX.match(text)) or ends_asking(text))


def _placed(line: Line, levels: set[int], columns: dict[int, int]) -> Placed:
    text = without_marks(line.text)
    if line.kind == LineKind.NOTE:
        return Placed(line, Role.ASIDE)
    if line.cell and line.cell.table in columns:
        return Placed(line, _role_in_table(line, line.cell, columns[line.cell.table]))
    if not text or len(text) > LONGEST_LINE:
        return Placed(line, Role.TEXT)
    if line.kind == LineKind.HEADING:
        return Placed(line, _role_of_heading(line, text, levels))
    if line.kind == LineKind.PARAGRAPH and _stands_out(line, text):
        return Placed(line, Role.QUESTION)
    return Placed(line, Role.TEXT)


def _role_in_table(line: Line, cell: Cell, asking: int) -> Role:
    is_name = cell.row == 0 and line.text.strip().lower() in COLUMN_NAMES
    if is_name or cell.column < asking:
        return Role.ASIDE
    if cell.column > asking:
        return Role.TEXT
    return Role.QUESTION if asks(without_marks(line.text)) else Role.TOPIC


def _role_of_heading(line: Line, text: str, levels: set[int]) -> Role:
    if line.level in levels:
        return Role.QUESTION if asks(text) or Q_PREFIX.match(line.text) else Role.TOPIC
    if levels and line.level > max(levels):
        return Role.TEXT
    return Role.QUESTION if Q_PREFIX.match(line.text) else Role.SECTION


def _stands_out(line: Line, text: str) -> bool:
    if Q_PREFIX.match(line.text):
        return True
    if line.is_bold:
        return asks(text)
    return bool(NUMBER.match(line.text)) and ends_asking(text)


def _plainly_asked(placed: Sequence[Placed]) -> list[Placed]:
    """Return the lines with items, or else whole plain lines, that end asking as questions."""
    for kind in (LineKind.PARAGRAPH, LineKind.ITEM):
        found = [
            replace(each, role=Role.QUESTION)
            if each.line.kind == kind and each.role == Role.TEXT and _is_asked(each.line.text)
            else each
            for each in placed
        ]
        if any(each.role == Role.QUESTION for each in found):
            return found
    return []


def _all_topics(placed: Sequence[Placed]) -> list[Placed]:
    """Return the headings of the level that most have as topics: none of them asks."""
    levels = Counter(each.line.level for each in placed if each.role == Role.SECTION)
    if not levels:
        return list(placed)
    usual = max(levels.items(), key=lambda item: (item[1], item[0]))[0]
    return [
        replace(each, role=Role.TOPIC)
        if each.role == Role.SECTION and each.line.level == usual
        else each
        for each in placed
    ]
