"""What holds for every test: no network beyond this machine, and a database made quickly."""

from __future__ import annotations

import gc
import hashlib
import os
import shutil
import socket
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from editorial.services.effect_statements import check_stated
from tests.databases import IS_SQLITE, connected_to_copy, is_kept, keep
from tests.one_at_a_time import one_at_a_time
from tests.open_gate import nobody_asked, open_gate
from tests.remembered import memory

# Playwright's own event loop runs in the test's thread; Django takes that for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# Rendering an editor's screen makes many objects that live on. Looking for garbage as often as
# usual takes a third of the time of these tests.
gc.set_threshold(100_000, 10, 10)

hypothesis.settings.register_profile("suite", max_examples=50, deadline=None)
hypothesis.settings.load_profile("suite")

pytest_plugins = ["tests.demo_fixture"]

DEMO_FIXTURES = {"demo", "demo_site"}

NO_TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}

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


@pytest.fixture(autouse=True)
def _open_gate(request: pytest.FixtureRequest) -> Iterator[None]:
    """Leave the gate as it is for tests with the mark ``gate`` and for those that see the demo."""
    if _is_about("gate", request):
        yield
    else:
        with open_gate():
            yield


@pytest.fixture(scope="session", autouse=True)
def _nobody_asked() -> Iterator[None]:
    """Ask nobody about texts that name no source."""
    with nobody_asked():
        yield


@pytest.fixture(autouse=True)
def _somebody_asked(request: pytest.FixtureRequest) -> Iterator[None]:
    """Ask all the same in tests with the mark ``statement``."""
    with pytest.MonkeyPatch.context() as patch:
        if request.node.get_closest_marker("statement"):
            patch.setattr("editorial.services.publishing.check_stated", check_stated)
        yield


@pytest.fixture(autouse=True)
def _no_index(request: pytest.FixtureRequest) -> Iterator[None]:
    """Keep no search and reference index but for tests with the mark ``index`` and the demo's.

    Wagtail brings both up to date with every save, which would take a fifth of the tests' time.
    """
    if _is_about("index", request):
        yield
    else:
        with override_settings(TASKS=NO_TASKS):
            yield


@pytest.fixture(autouse=True)
def _memory(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let factories put back, on SQLite, what they made for an earlier test with the same marks."""
    if not IS_SQLITE or "own_database" in request.fixturenames:
        yield
    else:
        with memory(*(mark for mark in ("gate", "index") if _is_about(mark, request))):
            yield


def _is_about(mark: str, request: pytest.FixtureRequest) -> bool:
    demo = DEMO_FIXTURES & set(request.fixturenames)
    return bool(demo or request.node.get_closest_marker(mark))


@pytest.fixture(scope="session", autouse=True)
def _own_media() -> Iterator[None]:
    """Remove the pictures that the tests made."""
    yield
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(migrated_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Give this process a migrated database of its own.

    In place of pytest-django's own fixture, which leaves the development database connected when
    no test has the ``django_db`` mark, and the browser's tests have none.
    """
    with django_db_blocker.unblock(), connected_to_copy(migrated_database):
        yield


@pytest.fixture(scope="session")
def migrated_database(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> str:
    """The name of a migrated, empty database, kept for as long as no migration changes."""
    digest = hashlib.sha256((settings.BASE_DIR / "requirements.txt").read_bytes())
    for migration in sorted(settings.BASE_DIR.glob("*/migrations/*.py")):
        digest.update(str(migration).encode() + migration.read_bytes())
    name = digest.hexdigest()[:16]
    with one_at_a_time("migrated"):
        if not is_kept(name):
            with django_db_blocker.unblock(), connected_to_copy(None):
                call_command("migrate", verbosity=0, interactive=False)
                keep(name)
    return name


@pytest.fixture
def own_database(
    migrated_database: str, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """A database for this test alone, in which several threads may really commit."""
    with django_db_blocker.unblock(), connected_to_copy(migrated_database):
        yield
