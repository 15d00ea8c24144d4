"""What holds for every test: no network beyond this machine, and a database made quickly."""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

# Playwright's own event loop runs in the test's thread; Django takes that for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class NetworkForbidden(Exception):
    """A test tried to reach another machine."""


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """Refuse every connection that leaves this machine."""
    connect = socket.socket.connect

    def guarded_connect(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in LOOPBACK:
            raise NetworkForbidden(f"A test tried to reach {address[0]}.")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        yield


@pytest.fixture(scope="session", autouse=True)
def _own_media() -> Iterator[None]:
    """Remove the pictures that the tests made."""
    yield
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


@pytest.fixture(scope="session")
def _migrated_template() -> Path:
    """Where a migrated, empty database is kept for as long as no migration changes."""
    digest = hashlib.sha256((settings.BASE_DIR / "requirements.txt").read_bytes())
    for migration in sorted(settings.BASE_DIR.glob("*/migrations/*.py")):
        digest.update(str(migration).encode() + migration.read_bytes())
    return settings.VAR_DIR / "test-databases" / f"{digest.hexdigest()[:16]}.sqlite3"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    _migrated_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Give this process a database file of its own, copied from the template if there is one."""
    path = tmp_path_factory.mktemp("database") / "test.sqlite3"
    if _migrated_template.exists():
        shutil.copyfile(_migrated_template, path)
    connection.settings_dict["TEST"]["NAME"] = path


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: Any, _migrated_template: Path
) -> None:
    """Keep the database that was just migrated as the template of later sessions."""
    if _migrated_template.exists():
        return
    _migrated_template.parent.mkdir(parents=True, exist_ok=True)
    unfinished = _migrated_template.with_suffix(f".{os.getpid()}")
    with django_db_blocker.unblock(), closing(sqlite3.connect(unfinished)) as copy:
        connection.ensure_connection()
        connection.connection.backup(copy)
    unfinished.replace(_migrated_template)
