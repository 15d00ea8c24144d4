"""What still stands between a site and its launch.

Packages above this one add their own checks with :func:`launch_check`.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass

OLD_SITE = "redirects from the old site"
"""The check that the launch settings answer with a tick of their own."""


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


def launch_gaps(*, without: Container[str] = ()) -> list[LaunchGap]:
    """Return every gap that any check finds now, in the order in which checks were registered.

    The checks called by a name of ``without`` are not asked.
    """
    return [gap for name, check in _checks.items() if name not in without for gap in check()]
