"""Reading plain text into lines, as people type questions and answers."""

from __future__ import annotations

import re
from dataclasses import replace

from editorial.rules.document_lines import Line, LineKind, Run, cut
from editorial.rules.import_limits import MAX_CHARACTERS, MAX_LINES, DocumentError

# Control characters, half characters and invisible ones, which mean nothing in text.
_NOTHING = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\u00ad\u200b\ufeff]")
_LINE_END = re.compile("\r\n|[\r\n\f\x85\u2028\u2029]")
_BULLET = re.compile(r"^(\s*)[-*•·▪◦‣●○■\u2013]\s+(?=\S)")
_ORDERED = re.compile(r"^(\s*)\d{1,3}[.)]\s+(?=\S)")
_HEADING = re.compile(r"^(#{1,6})\s+(?=\S)")
_WHOLLY_BOLD = re.compile(r"^\*\*([^*]{1,500})\*\*$")
# A line as long as this ended because the window did.
WRAPPED = 50
INDENT = 2
TAB = 4


def visible(text: str) -> str:
    """Return ``text`` without what nobody can see and no database should store."""
    return _NOTHING.sub("", text)


def read_text(text: str) -> list[Line]:
    """Return the lines of ``text``; an empty line parts paragraphs.

    Bullets and numbers make items of lists, but for a number before a question. Raises
    :class:`DocumentError` for more than can be read in a moment.
    """
    rows = _LINE_END.split(visible(text))
    if len(text) > MAX_CHARACTERS or len(rows) > MAX_LINES:
        raise DocumentError(
            f"The text has more than {MAX_CHARACTERS:,} characters or {MAX_LINES:,} lines. Split "
            "it into several and import one after the other."
        )
    lines: list[Line] = []
    where, starts = 0, True
    for row in rows:
        if not row.strip():
            starts = True
            continue
        line = _line(row, starts)
        where += line.starts
        line = replace(line, where=where)
        before = lines[-1] if lines else None
        if before and _goes_on(before, line):
            lines[-1] = replace(before, runs=(Run(f"{before.text} {line.text}"),))
        else:
            lines.append(line)
        starts = False
    return lines


def _goes_on(before: Line, line: Line) -> bool:
    """Return whether ``line`` is the rest of a line that did not fit a window."""
    return (
        not line.starts
        and line.kind == LineKind.PARAGRAPH
        and before.kind != LineKind.HEADING
        and len(before.text) >= WRAPPED
        and not before.text.endswith(("?", ":"))
        and line.text[:1].islower()
    )


def _line(row: str, starts: bool) -> Line:
    line = Line(runs=(Run(row.expandtabs(TAB).rstrip()),), where=0, starts=starts)
    heading, bullet = _HEADING.match(row), _BULLET.match(line.text)
    ordered = _ORDERED.match(line.text)
    if heading:
        line = cut(line, heading.end())
        return replace(line, kind=LineKind.HEADING, level=len(heading[1]), starts=True)
    if bullet or (ordered and not line.text.endswith("?")):
        mark = bullet or ordered
        assert mark is not None  # noqa: S101, for the type checker
        return replace(
            cut(line, mark.end()),
            kind=LineKind.ITEM,
            level=1 + len(mark[1]) // INDENT,
            is_ordered=bullet is None,
            starts=True,
        )
    bold = _WHOLLY_BOLD.match(line.text.strip())
    if bold:
        return replace(line, runs=(Run(bold[1].strip(), bold=True),), starts=True)
    return cut(line, 0)
