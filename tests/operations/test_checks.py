from __future__ import annotations

import sqlite3

import pytest
from django.conf import settings

from operations.checks import check_sqlite_version, has_wal_reset_bug
from tests.databases import on_sqlite_alone


@pytest.mark.parametrize(
    ("version", "affected"),
    [
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 50, 6), True),
        ((3, 50, 7), False),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 53, 0), False),
    ],
)
def test_releases_with_the_wal_reset_bug_are_known(
    version: tuple[int, int, int], affected: bool
) -> None:
    assert has_wal_reset_bug(version) is affected


@on_sqlite_alone
def test_the_deployment_check_tells_of_an_affected_release_without_failing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 40, 1))

    (message,) = check_sqlite_version()

    assert message.id == "operations.I001"
    assert not message.is_serious()


def test_the_deployment_check_is_silent_on_a_sound_release(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 51, 3))

    assert check_sqlite_version() == []


def test_the_deployment_check_is_silent_on_postgresql(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 40, 1))
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.postgresql")

    assert check_sqlite_version() == []
