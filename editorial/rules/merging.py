"""What changes when one question takes the place of another."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class PageChange:
    """A page on which a question is exchanged.

    ``has_both`` tells that it showed the two: the earlier place stays. ``is_draft_only`` tells
    that visitors see no change, since only a draft or a version that waits has the question.
    """

    title: str
    kind: str
    edit_url: str
    is_live: bool
    has_both: bool
    is_draft_only: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class MergePlan:
    """Everything that a merge would change, and what stands in its way."""

    removed: str
    kept: str
    removed_answer: str
    kept_answer: str
    pages: tuple[PageChange, ...]
    sources: tuple[str, ...]
    obstacles: tuple[str, ...]

    @property
    def checksum(self) -> str:
        """Return what tells this plan from any other."""
        text = json.dumps(asdict(self), sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


def merged_rows(
    rows: Sequence[Row], *, removed: int, kept: int, question_key: str, heading_field: str = ""
) -> list[Row]:
    """Return the rows of a page, in order, with ``kept`` in the place of ``removed``.

    Of several rows for the two, the first stays. The heading of a group that began with a row that
    is taken away goes to the next question of that group.
    """
    if all(row.get(question_key) != removed for row in rows):
        return list(rows)
    result: list[Row] = []
    heading, is_there = "", False
    for row in rows:
        if row.get(question_key) in (removed, kept):
            if is_there:
                heading = row.get(heading_field, "") or heading
                continue
            row, is_there = {**row, question_key: kept}, True
        if heading and not row.get(heading_field):
            row = {**row, heading_field: heading}
        heading = ""
        result.append(row)
    return result


def united_rows(rows: Sequence[Row], added: Sequence[Row], *, key: str) -> list[Row]:
    """Return ``rows`` with those of ``added`` whose ``key`` none of them has, as new rows."""
    there = {row[key] for row in rows}
    last = max((row.get("sort_order") or 0 for row in rows), default=-1)
    new: list[Row] = []
    for row in added:
        if row[key] not in there:
            there.add(row[key])
            new.append({**row, "pk": None, "sort_order": last + 1 + len(new)})
    return [*rows, *new]
