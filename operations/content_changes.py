"""What differs between two versions of a record's content, and how to take it back.

Content is what a revision stores: JSON of fields, with the rows of each inline panel in a list.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import asdict, dataclass
from typing import Any

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One value before and after; ``path`` leads to it: ``("items", 0, "label")``."""

    path: Path
    before: Any
    after: Any

    def as_json(self) -> dict[str, Any]:
        """Return what :func:`from_json` reads."""
        return asdict(self)


class EditedSinceError(Exception):
    """A value is no longer what the change had made it; ``path`` leads to it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(".".join(map(str, path)))


def from_json(rows: Iterable[dict[str, Any]]) -> list[Change]:
    """Return the changes that ``Change.as_json`` wrote."""
    return [Change(tuple(row["path"]), row["before"], row["after"]) for row in rows]


def differences(before: Any, after: Any, path: Path = ()) -> list[Change]:
    """Return each value that differs.

    Lists of different lengths differ as a whole: rows were added or taken away.
    """
    if isinstance(before, dict) and isinstance(after, dict) and before.keys() == after.keys():
        pairs: list[tuple[str | int, Any, Any]] = [
            (key, value, after[key]) for key, value in before.items()
        ]
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        pairs = [(number, *pair) for number, pair in enumerate(zip(before, after, strict=True))]
    else:
        return [] if before == after else [Change(path, before, after)]
    return [change for key, old, new in pairs for change in differences(old, new, (*path, key))]


def taken_back(content: dict[str, Any], changes: Sequence[Change]) -> dict[str, Any]:
    """Return ``content`` in which each changed value is again what it was before.

    Raises :class:`EditedSinceError` at a value that somebody has changed since. A value that was
    taken back already is left.
    """
    result = deepcopy(content)
    for change in changes:
        holder: Any = result
        try:
            for step in change.path[:-1]:
                holder = holder[step]
            current = holder[change.path[-1]]
        except (KeyError, IndexError, TypeError):
            raise EditedSinceError(change.path) from None
        if current not in (change.before, change.after):
            raise EditedSinceError(change.path)
        holder[change.path[-1]] = deepcopy(change.before)
    return result
