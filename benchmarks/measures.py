"""What a benchmark reports, and how it is printed and stored."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """One figure. ``goal`` is the most that it may be, ``None`` where there is none."""

    name: str
    value: float
    unit: str
    goal: float | None = None

    @property
    def ok(self) -> bool:
        """The goal is reached, or there is none."""
        return self.goal is None or self.value <= self.goal


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
        goal = "" if measure.goal is None else f"at most {measure.goal:g} {measure.unit}"
        mark = "ok" if measure.ok else "MISSED"
        figure = f"{measure.value:10.3f} {measure.unit:<14}"
        lines.append(f"{measure.name:<58} {figure} {goal:<24} {mark if goal else ''}".rstrip())
    return "\n".join(lines)


def store(measures: Iterable[Measure], path: Path) -> None:
    """Write the figures as JSON: a list of name, value, unit, goal and whether it is reached."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [asdict(measure) | {"ok": measure.ok} for measure in measures]
    path.write_text(json.dumps(rows, indent=2) + "\n")
