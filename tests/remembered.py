"""Factories that store their rows once and put them back for the tests that follow.

A quarter of the time of all tests went into publishing the same place, text and pages again and
again. A ``@remembered`` factory really runs when it is called for the first time in a state of the
database with these arguments, and the rows that it wrote are noted. Called so again, by another
test, it writes those rows and returns a copy of what it returned.

The state is known from the beginning of a test, when the database is as migrated, for as long as
nobody but such factories writes. People and their sessions do not count.
"""

from __future__ import annotations

import functools
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any, ParamSpec, TypeVar

from django.core.cache import cache
from django.db import connection
from django.db.models import Model
from django.utils import timezone
from wagtail.models import Revision

P = ParamSpec("P")
R = TypeVar("R")

PLAIN = (str, int, float, Decimal, date, time, type(None))
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
PEOPLES_TABLES = {"auth_user", "auth_user_groups", "django_session", "wagtailusers_userprofile"}

AS_MIGRATED = "as migrated"
UNKNOWN = ()


class _NotPlain(Exception):
    """An argument cannot be told from others by a few words."""


@dataclass(frozen=True)
class _Recording:
    """What a call of a factory did: SQL statements, and its pickled result."""

    statements: list[str]
    result: bytes


class _Memory:
    """The recordings of this process, and the state of the database as far as it is known."""

    def __init__(self) -> None:
        self.recordings: dict[object, _Recording] = {}
        self.state: tuple[object, ...] = UNKNOWN
        self._is_making = False

    def call(self, make: Callable[..., Any], *args: Any, **options: Any) -> Any:
        """Make what ``make`` makes, or put it back."""
        if self._is_making or not self.state:
            return make(*args, **options)
        if AS_MIGRATED in self.state and Revision.objects.exists():
            self.state = UNKNOWN  # a site that was made for all tests of a module
            return make(*args, **options)
        try:
            words = tuple(map(_word, (*args, *sorted(options.items()))))
        except _NotPlain:
            return make(*args, **options)
        key = (self.state, make.__qualname__, words, timezone.localdate())
        self.state = UNKNOWN  # in case of an error
        if key in self.recordings:
            _write(self.recordings[key].statements)
        else:
            self.recordings[key] = self._record(make, *args, **options)
        self.state = key
        return pickle.loads(self.recordings[key].result)  # noqa: S301

    def watch(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        """Forget the state when somebody else writes; for ``connection.execute_wrapper``."""
        if not self._is_making and _changes_content(sql):
            self.state = UNKNOWN
        return execute(sql, params, many, context)

    def _record(self, make: Callable[..., Any], *args: Any, **options: Any) -> _Recording:
        before = stored_rows()
        self._is_making = True
        try:
            result = make(*args, **options)
        finally:
            self._is_making = False
        return _Recording(_difference(before, stored_rows()), pickle.dumps(result))


_memory = _Memory()


def remembered(make: Callable[P, R]) -> Callable[P, R]:
    """Let ``make`` be remembered in tests that allow it."""

    @functools.wraps(make)
    def call(*args: P.args, **options: P.kwargs) -> R:
        return _memory.call(make, *args, **options)

    return call


@contextmanager
def memory(*marks: str) -> Iterator[None]:
    """Remember what factories make, from a database that is as migrated, under these ``marks``."""
    _memory.state = (AS_MIGRATED, *marks)
    with connection.execute_wrapper(_memory.watch):
        yield
    _memory.state = UNKNOWN


def _word(value: Any) -> object:
    """Return what stands for ``value``; equal words make equal rows."""
    if isinstance(value, (list, tuple)):
        return tuple(map(_word, value))
    if isinstance(value, Model):
        names = ["pk"] if value.pk else [field.attname for field in value._meta.concrete_fields]
        return (value._meta.label, *(_word(getattr(value, name)) for name in names))
    if isinstance(value, PLAIN):
        return (type(value).__name__, str(value))
    raise _NotPlain


def _changes_content(sql: str) -> bool:
    if sql.startswith("ROLLBACK TO"):
        return True
    return sql.startswith(WRITES) and sql.split('"', 2)[1] not in PEOPLES_TABLES


def stored_rows() -> dict[tuple[str, int], str]:
    """Return the values of every stored row as SQL, by table and number of the row.

    Left out are SQLite's own tables, which follow by themselves, and those of the search index.
    """
    raw = connection.connection
    tables = raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    rows = {}
    for (table,) in tables:
        if table.startswith("sqlite_") or "_fts" in table:
            continue
        columns = [column[1] for column in raw.execute(f'PRAGMA table_info("{table}")')]
        values = " || ',' || ".join(f'quote("{column}")' for column in columns)
        for number, row in raw.execute(f'SELECT rowid, {values} FROM "{table}"'):  # noqa: S608
            rows[table, number] = row
    return rows


def _difference(before: dict[tuple[str, int], str], after: dict[tuple[str, int], str]) -> list[str]:
    """Return the statements that make ``after`` of ``before``."""
    changed = [key for key in before | after if before.get(key) != after.get(key)]
    return [
        *(
            f'DELETE FROM "{table}" WHERE rowid = {number}'  # noqa: S608
            for table, number in changed
            if (table, number) in before
        ),
        *(
            f'INSERT INTO "{table}" VALUES ({after[table, number]})'  # noqa: S608
            for table, number in changed
            if (table, number) in after
        ),
    ]


def _write(statements: list[str]) -> None:
    for statement in statements:
        connection.connection.execute(statement)
    cache.clear()
