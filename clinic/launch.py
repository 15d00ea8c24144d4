"""What still stands between a site and its launch.

Packages above this one add their own checks with :func:`launch_check`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class LaunchGap:
    """Something missing; ``edit_url`` leads to the field that mends it, or is ``""``."""

    message: str
    edit_url: str = ""


LaunchCheck = Callable[[], Iterable[LaunchGap]]

_checks: dict[str, LaunchCheck] = {}


def launch_check(name: str) -> Callable[[LaunchCheck], LaunchCheck]:
    """Register the decorated function under ``name``; it yields a gap for each thing missing."""

    def register(check: LaunchCheck) -> LaunchCheck:
        _checks[name] = check
        return check

    return register


def launch_gaps() -> list[LaunchGap]:
    """Return every gap that any check finds now, in the order in which checks were registered."""
    return [gap for check in _checks.values() for gap in check()]
