"""What an import would do, place by place."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from hashlib import sha256

from locations.tables.differences import Change
from operations.tables.problems import Problem


class Step(StrEnum):
    """What happens to a place."""

    CREATE = "create"
    CHANGE = "change"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True, slots=True)
class PlaceItem:
    """One place of the file: every field that would change, or what is in the way.

    ``note`` says where the change goes: to visitors at once, or into a draft. ``publishes`` is
    whether visitors see it, ``meets_draft`` whether somebody's unpublished draft is there.
    """

    slug: str
    label: str
    step: Step
    note: str = ""
    publishes: bool = False
    meets_draft: bool = False
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do with a whole file."""

    items: tuple[PlaceItem, ...]

    @property
    def checksum(self) -> str:
        """Return the SHA-256 of every change and every problem, in hexadecimal.

        It tells whether the plan that somebody looked at is still what would happen.
        """
        items = [asdict(item) for item in self.items]
        return sha256(json.dumps(items, sort_keys=True).encode()).hexdigest()

    def with_step(self, *steps: Step) -> list[PlaceItem]:
        """Return the places with one of ``steps``."""
        return [item for item in self.items if item.step in steps]

    @property
    def to_write(self) -> list[PlaceItem]:
        """Return the places that would be made or changed."""
        return self.with_step(Step.CREATE, Step.CHANGE)

    @property
    def refused(self) -> list[PlaceItem]:
        """Return the places that something is in the way of."""
        return self.with_step(Step.REFUSED)

    @property
    def problems(self) -> list[Problem]:
        """Return all that is in the way, in the order of the file."""
        found = [problem for item in self.items for problem in item.problems]
        return sorted(found, key=lambda problem: problem.row)

    @property
    def problems_by_slug(self) -> dict[str, tuple[Problem, ...]]:
        """Return what is in the way of each place."""
        return {item.slug: item.problems for item in self.refused}
