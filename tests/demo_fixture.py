"""The loaded demo for tests: ``pytestmark = pytest.mark.usefixtures("demo")`` and ``django_db``.

All tests of such a module see the whole demo site; what one of them writes is rolled back as
usual. The demo is loaded once for each day and state of the code and then kept under ``var``.
"""

from __future__ import annotations

import gc
import hashlib
import os
import shutil
import sqlite3
import time
import warnings
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from tests.one_at_a_time import one_at_a_time

KEPT_SECONDS = 24 * 60 * 60

# What decides what the demo stores; pages are rendered anew by each test.
SOURCES = (
    "requirements.txt",
    "*/migrations/*.py",
    "*/models.py",
    "*/models/*.py",
    "*/services/*.py",
    "home/demo/**/*.*",
    "images/renditions.py",
)


@pytest.fixture(scope="session")
def demo_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Path:
    """A database file with the demo in it, to be copied; its pictures are in ``MEDIA_ROOT``."""
    folder = settings.VAR_DIR / "test-databases" / f"demo-{_digest()}"
    with one_at_a_time("demo"):
        if not folder.exists():
            _remove_old_demos(folder.parent)
            unfinished = folder.with_name(f"{folder.name}.{os.getpid()}")
            with django_db_blocker.unblock():
                _load_demo(unfinished)
            unfinished.rename(folder)
    shutil.copytree(folder / "media", settings.MEDIA_ROOT, dirs_exist_ok=True)
    return folder / "demo.sqlite3"


@pytest.fixture(scope="module")
def demo(
    demo_database: Path,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """Put the demo's database in place of the empty one for all tests of a module."""
    path = tmp_path_factory.mktemp("demo") / "demo.sqlite3"
    shutil.copyfile(demo_database, path)
    with pytest.MonkeyPatch.context() as patch:
        with django_db_blocker.unblock():
            use_database(path, patch)
        yield
        with django_db_blocker.unblock():
            connection.close()
    _forget_rows()


def use_database(path: Path, patch: pytest.MonkeyPatch) -> None:
    """Point this process at another database file until ``patch`` is undone."""
    connection.close()
    patch.setitem(connection.settings_dict, "NAME", path)
    _forget_rows()


def _forget_rows() -> None:
    cache.clear()
    ContentType.objects.clear_cache()


def _load_demo(folder: Path) -> None:
    (folder / "media").mkdir(parents=True)
    path = folder / "demo.sqlite3"
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as empty:
        _copy_database(empty, path)
    with pytest.MonkeyPatch.context() as patch, override_settings(MEDIA_ROOT=folder / "media"):
        use_database(path, patch)
        with warnings.catch_warnings():
            # Wagtail leaves the temporary files of new renditions to the garbage collector.
            warnings.simplefilter("ignore", ResourceWarning)
            call_command("load_demo", verbosity=0)
            gc.collect()
        # One file, with no journal beside it.
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
    _forget_rows()


def _copy_database(source: sqlite3.Connection, path: Path) -> None:
    with closing(sqlite3.connect(path)) as target:
        source.backup(target)


def _digest() -> str:
    digest = hashlib.sha256(timezone.localdate().isoformat().encode())
    files = {path for pattern in SOURCES for path in settings.BASE_DIR.glob(pattern)}
    for path in sorted(files):
        if "__pycache__" not in path.parts and path.is_file():
            digest.update(str(path).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _remove_old_demos(folder: Path) -> None:
    for old in folder.glob("demo-*"):
        if time.time() - old.stat().st_mtime > KEPT_SECONDS:
            shutil.rmtree(old, ignore_errors=True)
