"""Cutting a document into questions with their answers, and what belongs to none.

Nothing is dropped in silence: what is no question and no answer is left over, with its place, and
what an answer cannot hold is said beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from editorial.rules.answer_html import answer_html
from editorial.rules.document_lines import Line, LineKind, cut
from editorial.rules.question_finding import Placed, Role, place
from editorial.rules.question_marks import (
    A_PREFIX,
    MAX_QUESTION,
    Q_PREFIX,
    ends_asking,
    question_key,
    with_question_mark,
    without_marks,
)

MARK_ADDED = "A question mark was added."
ASKS_NOTHING = (
    "This stands where questions stand, but asks nothing. If it is a question, put it into words "
    "that ask, and tick it."
)
NO_ANSWER = (
    "No answer stands below it. Write one in the document and import it again, or add the question "
    "to the library by hand."
)
TWICE = "The document has this question twice. Tick the one whose answer you want."
PICTURE = "A picture was left out: an answer holds text alone. Place pictures on the page."
NOTE = "The mark of a footnote or comment was left out. Its text is below, under what is left over."
LOST_LINK = "A link was left out: its address is none that a page can link to. Its words are there."
HEADING = "A heading inside the answer became a bold line."
TABLE = "A table inside the answer became lines of text. Check that they can be understood."
_ROW_NUMBER = re.compile(r"^\d{1,3}[.)]?$")


def too_long(question: str) -> str:
    """Return what to do about a question that the library cannot hold."""
    return (
        f"The question has {len(question)} characters, and {MAX_QUESTION} are allowed. Shorten it "
        "here, and tick it."
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundQuestion:
    """A question as it would go into the library.

    ``where`` counts the paragraphs of the document from 1. ``is_offered`` tells whether it is
    ticked unless somebody says otherwise.
    """

    question: str
    answer_html: str
    where: int
    warnings: tuple[str, ...] = ()
    is_offered: bool = True

    @property
    def can_be_imported(self) -> bool:
        """Return whether there is anything to import; a question can still be shortened."""
        return bool(self.answer_html)


@dataclass(frozen=True, slots=True)
class LeftOver:
    """Text that belongs to no question; ``where`` as in :class:`FoundQuestion`."""

    text: str
    where: int


@dataclass(frozen=True, slots=True)
class Split:
    """What a document was cut into. ``notes`` say what holds for the document as a whole."""

    questions: tuple[FoundQuestion, ...] = ()
    left_over: tuple[LeftOver, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Draft:
    line: Line
    role: Role
    answer: list[Line] = field(default_factory=list)


def split_lines(lines: Sequence[Line], notes: tuple[str, ...] = ()) -> Split:
    """Return the questions of the document whose lines these are."""
    drafts: list[_Draft] = []
    left_over: list[LeftOver] = []
    current: _Draft | None = None
    for each in place(lines):
        if current and _ends(current, each):
            current = None
        if current and each.role != Role.ASIDE and _is_rest_of_question(current, each.line):
            _lengthen(current, each.line)
        elif each.role in (Role.QUESTION, Role.TOPIC):
            current = _Draft(each.line, each.role)
            drafts.append(current)
        elif current and each.role == Role.TEXT:
            current.answer.append(each.line)
        elif each.line.text and not _is_row_number(each.line):
            left_over.append(LeftOver(each.line.text, each.line.where))
    return Split(_told_twice([_found(draft) for draft in drafts]), tuple(left_over), notes)


def _ends(draft: _Draft, placed: Placed) -> bool:
    """Return whether the answer ends before this line: at a section, or with a table's row."""
    cell, this = draft.line.cell, placed.line.cell
    if placed.role in (Role.SECTION, Role.ASIDE):
        return placed.role == Role.SECTION
    return cell is not None and (this is None or (this.table, this.row) != (cell.table, cell.row))


def _is_row_number(line: Line) -> bool:
    return line.cell is not None and bool(_ROW_NUMBER.match(line.text))


def _is_rest_of_question(draft: _Draft, line: Line) -> bool:
    """Return whether a question after "Q:", or in a cell, goes on in this line."""
    if draft.answer or ends_asking(draft.line.text) or not ends_asking(line.text):
        return False
    if draft.line.cell:
        return line.cell == draft.line.cell
    return (
        bool(Q_PREFIX.match(draft.line.text))
        and not line.starts
        and not A_PREFIX.match(line.text)
        and not Q_PREFIX.match(line.text)
        and len(draft.line.text) + len(line.text) <= MAX_QUESTION
    )


def _lengthen(draft: _Draft, line: Line) -> None:
    space = replace(draft.line.runs[-1], text=" ")
    draft.line = replace(draft.line, runs=(*draft.line.runs, space, *line.runs))
    draft.role = Role.QUESTION


def _found(draft: _Draft) -> FoundQuestion:
    words = " ".join(without_marks(draft.line.text).split())
    question = with_question_mark(words)
    answer = _without_mark(draft.answer)
    html = answer_html(answer)
    warnings = []
    if draft.role == Role.TOPIC:
        warnings.append(ASKS_NOTHING)
    elif question != words:
        warnings.append(MARK_ADDED)
    if len(question) > MAX_QUESTION:
        warnings.append(too_long(question))
    if not html:
        warnings.append(NO_ANSWER)
    warnings += _what_is_lost([draft.line, *draft.answer], answer)
    is_offered = bool(html) and draft.role == Role.QUESTION and len(question) <= MAX_QUESTION
    return FoundQuestion(
        question=question,
        answer_html=html,
        where=draft.line.where,
        warnings=tuple(warnings),
        is_offered=is_offered,
    )


def _without_mark(answer: Sequence[Line]) -> list[Line]:
    """Return the answer's lines with no "A:" before the first, and those of one cell as plain."""
    tables = {line.cell.table for line in answer if line.cell and line.cell.column == 0}
    lines = [
        line if line.cell is None or line.cell.table in tables else replace(line, cell=None)
        for line in answer
    ]
    for number, line in enumerate(lines):
        if line.text:
            mark = A_PREFIX.match(line.text)
            first = cut(line, mark.end()) if mark else line
            lines[number] = replace(first, starts=True) if line.kind != LineKind.ITEM else first
            break
    return lines


def _what_is_lost(lines: Sequence[Line], answer: Sequence[Line]) -> list[str]:
    found = {
        PICTURE: any(line.pictures for line in lines),
        NOTE: any(line.notes for line in lines),
        LOST_LINK: any(line.lost_links for line in lines),
        HEADING: any(line.kind == LineKind.HEADING and line.text for line in answer),
        TABLE: any(line.cell for line in answer),
    }
    return [warning for warning, is_there in found.items() if is_there]


def _told_twice(questions: Sequence[FoundQuestion]) -> tuple[FoundQuestion, ...]:
    """Return the questions, each but the first of the same words marked and not offered."""
    seen: set[str] = set()
    told = []
    for each in questions:
        key = question_key(each.question)
        if key in seen:
            each = replace(each, warnings=(*each.warnings, TWICE), is_offered=False)
        seen.add(key)
        told.append(each)
    return tuple(told)
