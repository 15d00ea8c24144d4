"""Lines as the HTML that the library's answer field stores.

It is built from paragraphs, lists, bold, italic, links and escaped text alone, so that nothing else
can be in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from html import escape
from itertools import groupby

from editorial.rules.document_lines import Line, LineKind, Run
from editorial.rules.html_lines import read_html

# As deep as the editor's own lists go before they cannot be read on a phone.
MAX_LIST_LEVEL = 4


def answer_html(lines: Sequence[Line]) -> str:
    """Return the lines of one answer as HTML; headings become bold, rows of tables a line."""
    parts: list[str] = []
    prepared = _rows_joined(line for line in lines if line.runs)
    for is_list, group in groupby(prepared, key=lambda line: line.kind == LineKind.ITEM):
        members = list(group)
        parts.append(_list(members) if is_list else _paragraphs(members))
    return "".join(parts)


def clean_answer(html: str) -> str:
    """Return ``html`` from outside with nothing but what an answer may hold.

    What is clean already stays as it is. Raises ``DocumentError`` for far too much.
    """
    return answer_html(read_html(html))


def _rows_joined(lines: Iterable[Line]) -> list[Line]:
    """Return the lines with each row of a table as one."""
    joined: list[Line] = []
    row = None
    for line in lines:
        this = (line.cell.table, line.cell.row) if line.cell else None
        if this is not None and this == row:
            before = joined[-1]
            joined[-1] = replace(before, runs=(*before.runs, Run(" | "), *line.runs))
        elif this is not None:
            joined.append(replace(line, kind=LineKind.PARAGRAPH, starts=True))
        else:
            joined.append(line)
        row = this
    return joined


def _paragraphs(lines: list[Line]) -> str:
    paragraphs: list[list[str]] = []
    for line in lines:
        is_heading = line.kind == LineKind.HEADING
        html = _inline(replace(run, bold=True) if is_heading else run for run in line.runs)
        if line.starts or is_heading or not paragraphs:
            paragraphs.append([html])
        else:
            paragraphs[-1].append(html)
    return "".join(f"<p>{'<br/>'.join(paragraph)}</p>" for paragraph in paragraphs)


def _list(lines: list[Line]) -> str:
    """Return the items as lists in lists, whatever levels they claim."""
    lowest = min(line.level for line in lines)
    html: list[str] = []
    open_lists: list[str] = []
    for line in lines:
        if not line.starts and open_lists:
            html.append(f"<br/>{_inline(line.runs)}")
            continue
        level = min(line.level - lowest + 1, len(open_lists) + 1, MAX_LIST_LEVEL)
        while len(open_lists) > level:
            html.append(f"</li></{open_lists.pop()}>")
        tag = "ol" if line.is_ordered else "ul"
        if len(open_lists) == level:
            html.append("</li>")
            if level == 1 and open_lists[-1] != tag:
                html.append(f"</{open_lists.pop()}>")
        if len(open_lists) < level:
            open_lists.append(tag)
            html.append(f"<{tag}>")
        html.append(f"<li>{_inline(line.runs)}")
    html.extend(f"</li></{tag}>" for tag in reversed(open_lists))
    return "".join(html)


def _inline(runs: Iterable[Run]) -> str:
    html = []
    for href, group in groupby(runs, key=lambda run: run.href):
        words = "".join(_styled(run) for run in group)
        html.append(f"<a {_target(href)}>{words}</a>" if href else words)
    return "".join(html)


def _styled(run: Run) -> str:
    html = escape(run.text, quote=False)
    html = f"<i>{html}</i>" if run.italic else html
    return f"<b>{html}</b>" if run.bold else html


def _target(href: str) -> str:
    scheme, _, key = href.partition(":")
    if scheme == "page":
        return f'id="{key}" linktype="page"'
    return f'href="{escape(href)}"'
