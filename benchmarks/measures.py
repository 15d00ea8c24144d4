"""What a benchmark reports, and how it is printed and stored."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """One figure.

    ``goal`` is the most that it may be, or the least where ``more_is_better``; ``None`` where there
    is none.
    """

    name: str
    value: float
    unit: str
    goal: float | None = None
    more_is_better: bool = False

    @property
    def ok(self) -> bool:
        """The goal is reached, or there is none."""
        if self.goal is None:
            return True
        return self.value >= self.goal if self.more_is_better else self.value <= self.goal

    @property
    def aim(self) -> str:
        """Return the goal in words, or ``""``."""
        if self.goal is None:
            return ""
        return f"at {'least' if self.more_is_better else 'most'} {self.goal:g} {self.unit}"


def seconds(run: Callable[[], object], *, times: int = 5) -> float:
    """Return the least of several runs in seconds: what else the machine does only adds."""
    took = []
    for _ in range(times):
        start = perf_counter()
        run()
        took.append(perf_counter() - start)
    return min(took)


def table(measures: Iterable[Measure]) -> str:
    """Return the figures as lines of text."""
    lines = []
    for measure in measures:
        goal = measure.aim
        mark = "ok" if measure.ok else "MISSED"
        figure = f"{measure.value:10.3f} {measure.unit:<14}"
        lines.append(f"{measure.name:<58} {figure} {goal:<24} {mark if goal else ''}".rstrip())
    return "\n".join(lines)


def store(measures: Iterable[Measure], path: Path) -> None:
    """Write the figures as JSON: a list of name, value, unit, goal and whether it is reached."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [asdict(measure) | {"ok": measure.ok} for measure in measures]
    path.write_text(json.dumps(rows, indent=2) + "\n")
