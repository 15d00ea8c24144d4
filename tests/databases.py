"""Databases for tests: made once, kept, and copied for whoever wants one to write to.

SQLite's are files, the kept ones below ``var``. With ``TEST_DATABASE_URL`` they are databases of
that PostgreSQL server; their names begin with the one in the address, which itself is not used.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection

IS_SQLITE = connection.vendor == "sqlite"
KEPT = settings.VAR_DIR / "test-databases"
KEPT_SECONDS = 24 * 60 * 60
PREFIX = connection.settings_dict["NAME"]

on_sqlite_alone = pytest.mark.skipif(
    not IS_SQLITE, reason="is about SQLite, or needs what it alone takes"
)


def is_kept(name: str) -> bool:
    """Return whether a database is kept under this name."""
    if IS_SQLITE:
        return _file(name).exists()
    return bool(_ask_server("SELECT 1 FROM pg_database WHERE datname = %s", f"{PREFIX}-{name}"))


def keep(name: str) -> None:
    """Copy the connected database to ``name``, whole or not at all, and disconnect."""
    if IS_SQLITE:
        KEPT.mkdir(parents=True, exist_ok=True)
        unfinished = _file(name).with_suffix(f".{os.getpid()}")
        connection.ensure_connection()
        with closing(sqlite3.connect(unfinished)) as copy:
            connection.connection.backup(copy)
        connection.close()
        unfinished.replace(_file(name))
    else:
        connection.close()
        connected = connection.settings_dict["NAME"]
        _ask_server(f'CREATE DATABASE "{PREFIX}-{name}" TEMPLATE "{connected}"')


def forget_old(start: str) -> None:
    """Remove what was kept a day ago under names that begin so; on a server, whatever was."""
    for old in KEPT.glob(f"{start}*"):
        if time.time() - old.stat().st_mtime > KEPT_SECONDS:
            shutil.rmtree(old) if old.is_dir() else old.unlink()
    if not IS_SQLITE:
        kept = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
        for (name,) in _ask_server(kept, f"{PREFIX}-{start}"):
            _ask_server(f'DROP DATABASE "{name}"')


@contextmanager
def connected_to_copy(name: str | None) -> Iterator[None]:
    """Give this process a copy of a kept database, or an empty one, and take it away again.

    Threads that connect meanwhile get the same one, and may really commit.
    """
    before = connection.settings_dict["NAME"]
    connection.close()
    with _file_copy(name) if IS_SQLITE else _server_copy(name) as copy:
        connection.settings_dict["NAME"] = copy
        _forget_rows()
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = before
            _forget_rows()


@contextmanager
def _file_copy(name: str | None) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="test-database-") as folder:
        path = Path(folder) / "site.sqlite3"
        if name is not None:
            shutil.copyfile(_file(name), path)
        yield path


@contextmanager
def _server_copy(name: str | None) -> Iterator[str]:
    copy = f"{PREFIX}-{os.getpid()}-{time.monotonic_ns()}"
    template = "template1" if name is None else f"{PREFIX}-{name}"
    _ask_server(f'CREATE DATABASE "{copy}" TEMPLATE "{template}"')
    yield copy
    _ask_server(f'DROP DATABASE "{copy}" WITH (FORCE)')


def _ask_server(statement: str, *values: str) -> list[tuple[str]]:
    """Say something to the server outside Django, which can leave the database it is in."""
    address = os.environ["TEST_DATABASE_URL"]
    with psycopg.connect(address, dbname="postgres", autocommit=True) as server:
        answer = server.execute(statement, values)
        return answer.fetchall() if answer.description else []


def _file(name: str) -> Path:
    return KEPT / f"{name}.sqlite3"


def _forget_rows() -> None:
    cache.clear()
    ContentType.objects.clear_cache()
