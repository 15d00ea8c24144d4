"""What a benchmark reports, and how it is stored."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """One figure.

    ``value`` is ``None`` where it could not be measured here. ``goal`` is the most that it may be,
    or the least where ``more_is_better``; ``None`` where there is none. ``name`` is one of its
    benchmark's ``NAMES``; ``subject`` tells several of one name apart, ``note`` says of how many.
    """

    name: str
    value: float | None
    unit: str
    goal: float | None = None
    more_is_better: bool = False
    subject: str = ""
    note: str = ""

    @property
    def ok(self) -> bool:
        """The goal is reached, or there is none, or nothing was measured."""
        if self.goal is None or self.value is None:
            return True
        return self.value >= self.goal if self.more_is_better else self.value <= self.goal

    @property
    def figure(self) -> str:
        """Return the value with its unit: whole from 100 on, else four digits that count."""
        if self.value is None:
            return "not measured"
        number = f"{self.value:,.0f}" if abs(self.value) >= 100 else f"{self.value:.4g}"
        return f"{number} {self.unit}".rstrip()

    @property
    def aim(self) -> str:
        """Return the goal in words, or ``""``."""
        if self.goal is None:
            return ""
        aim = f"at {'least' if self.more_is_better else 'most'} {self.goal:,g} {self.unit}"
        return aim.rstrip()


def seconds(run: Callable[[], object], *, times: int = 5) -> float:
    """Return the least of several runs in seconds: what else the machine does only adds."""
    took = []
    for _ in range(times):
        start = perf_counter()
        run()
        took.append(perf_counter() - start)
    return min(took)


def store(measures: Iterable[Measure], path: Path) -> None:
    """Write the figures as JSON: a list of name, value, unit, goal and whether it is reached."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [asdict(measure) | {"ok": measure.ok} for measure in measures]
    path.write_text(json.dumps(rows, indent=2) + "\n")
