"""The registry of what somebody has to mend: the checks behind the list "To do".

A package registers its own checks in a module called ``to_do_checks``, which is found by itself::

    @to_do_check("late-drafts", label=_("Drafts that wait"))
    def late_drafts(now: datetime) -> Iterator[ToDo]:
        for page in ...:
            yield about(page, _("Publish this draft or take it back."))

``about`` stands in :mod:`operations.to_do_rows`. Who may change what a row is about sees the row.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum
from typing import Any

AT_EVERY_LOOK = timedelta(0)
# What acts within a week is urgent.
DAYS_OF_NOW = 7


class Severity(IntEnum):
    """How soon something should be mended; the most urgent comes first."""

    NOW = 1
    SOON = 2
    WHEN_YOU_HAVE_TIME = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class ToDo:
    """One thing to mend.

    ``key`` tells it from the others of its check and stays the same from look to look.
    ``edit_url`` leads to the field. ``page_id`` is the page that it is about, or None; then
    ``model`` is the label of the kind of record, such as ``"clinic.clinic"``. ``acts_on`` is the
    day on which it begins to hurt, if there is one.
    """

    key: str
    title: str
    message: str
    edit_url: str
    page_id: int | None = None
    model: str = ""
    severity: Severity = Severity.SOON
    acts_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ToDoCheck:
    """One kind of thing to mend.

    ``find`` gets the present moment. ``label`` names the kind in an editor's words. A check that
    reads many pages has an ``interval``: it is not asked again before that time has passed, unless
    somebody asks for it. So that what was mended is gone at once, it may have one of two short
    ways, asked after a save: ``of_record`` returns the rows about one record, and ``among`` those
    that pages with these keys have among themselves.
    """

    key: str
    label: Any
    find: Callable[[datetime], Iterable[ToDo]]
    interval: timedelta = AT_EVERY_LOOK
    of_record: Callable[[Any, datetime], Iterable[ToDo]] | None = None
    among: Callable[[Collection[int], datetime], Iterable[ToDo]] | None = None

    @property
    def is_costly(self) -> bool:
        """Tell whether this check reads too much to be asked at every look."""
        return self.interval > AT_EVERY_LOOK


_registered: dict[str, ToDoCheck] = {}


def to_do_check(
    key: str,
    *,
    label: Any,
    interval: timedelta = AT_EVERY_LOOK,
    of_record: Callable[[Any, datetime], Iterable[ToDo]] | None = None,
    among: Callable[[Collection[int], datetime], Iterable[ToDo]] | None = None,
) -> Callable[[Callable[[datetime], Iterable[ToDo]]], Callable[[datetime], Iterable[ToDo]]]:
    """Register the decorated function as a check; it yields a row for each thing to mend.

    Raises ``ValueError`` when another check has that key already.
    """

    def register(
        find: Callable[[datetime], Iterable[ToDo]],
    ) -> Callable[[datetime], Iterable[ToDo]]:
        if key in _registered:
            raise ValueError(f"Two checks of the list To do are called {key!r}.")
        _registered[key] = ToDoCheck(
            key=key, label=label, find=find, interval=interval, of_record=of_record, among=among
        )
        return find

    return register


def registered_checks() -> tuple[ToDoCheck, ...]:
    """Return all checks, in the order of their registration."""
    return tuple(_registered.values())


def severity_by_day(acts_on: date | None, today: date) -> Severity:
    """Return how urgent something is that begins to hurt on ``acts_on``; without a day, soon."""
    if acts_on is None:
        return Severity.SOON
    return Severity.NOW if (acts_on - today).days <= DAYS_OF_NOW else Severity.SOON
