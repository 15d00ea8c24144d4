from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from operations.models import DueWorkItem

NOW = datetime(2026, 3, 1, 8, tzinfo=UTC)


def test_healthz_answers_without_a_database(client: Client) -> None:
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_readyz_is_ready_on_a_migrated_database(client: Client) -> None:
    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json() == {
        "ready": True,
        "database": "ok",
        "migrations": "ok",
        "due_work": {"last_run_at": None, "failing": []},
    }


@pytest.mark.django_db
def test_readyz_names_failing_work_without_its_error(client: Client) -> None:
    DueWorkItem.objects.create(
        name="publish-scheduled", last_finished_at=NOW, last_error="secret detail"
    )
    DueWorkItem.objects.create(name="work-of-an-older-release", last_error="never mind")

    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json()["due_work"] == {
        "last_run_at": "2026-03-01T08:00:00+00:00",
        "failing": ["publish-scheduled"],
    }
    assert b"secret detail" not in response.content


@pytest.mark.django_db
def test_readyz_refuses_visitors_while_a_migration_is_pending(client: Client) -> None:
    MigrationRecorder(connection).record_unapplied("operations", "0001_initial")

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["migrations"] == "pending"


@pytest.mark.django_db
def test_readyz_refuses_visitors_while_the_database_is_unusable(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object) -> None:
        raise OperationalError("could not connect to db.internal as site")

    monkeypatch.setattr(connection, "cursor", refuse)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["database"] == "unusable"
    assert b"db.internal" not in response.content


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_health_checks_take_no_posts(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405
