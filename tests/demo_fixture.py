"""The loaded demo for tests: ``pytestmark = pytest.mark.usefixtures("demo")`` and ``django_db``.

All tests of such a module see the whole demo site; what one of them writes is rolled back as
usual. The demo is loaded once for each day and state of the code and then kept under ``var``.
"""

from __future__ import annotations

import gc
import hashlib
import shutil
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from tests.databases import KEPT, connected_to_copy, forget_old, is_kept, keep
from tests.one_at_a_time import one_at_a_time

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
def demo_database(
    migrated_database: str, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> str:
    """The name of a kept database with the demo in it; its pictures are in ``MEDIA_ROOT``."""
    name = f"demo-{_digest()}"
    media = KEPT / name
    with one_at_a_time("demo"):
        if not (media.exists() and is_kept(name)):
            forget_old("demo-")
            shutil.rmtree(media, ignore_errors=True)
            with django_db_blocker.unblock(), connected_to_copy(migrated_database):
                _load_demo(media)
                keep(name)
    shutil.copytree(media, settings.MEDIA_ROOT, dirs_exist_ok=True)
    return name


@pytest.fixture(scope="module")
def demo(demo_database: str) -> Iterator[None]:
    """Put the demo's database in place of the empty one for all tests of a module."""
    with connected_to_copy(demo_database):
        yield


def _load_demo(media: Path) -> None:
    media.mkdir(parents=True)
    with override_settings(MEDIA_ROOT=media), warnings.catch_warnings():
        # Wagtail leaves the temporary files of new renditions to the garbage collector.
        warnings.simplefilter("ignore", ResourceWarning)
        call_command("load_demo", verbosity=0)
        gc.collect()


def _digest() -> str:
    digest = hashlib.sha256(timezone.localdate().isoformat().encode())
    digest.update(connection.vendor.encode())
    files = {path for pattern in SOURCES for path in settings.BASE_DIR.glob(pattern)}
    for path in sorted(files):
        if "__pycache__" not in path.parts and path.is_file():
            digest.update(str(path).encode() + path.read_bytes())
    return digest.hexdigest()[:16]
