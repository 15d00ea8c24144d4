"""What ``make run`` does before anything is installed."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from django.conf import settings

SCRIPTS: Path = settings.BASE_DIR / "scripts"


@pytest.fixture
def demo(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    return load("demo", monkeypatch)


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    return load("environment", monkeypatch)


def load(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Import a script as ``scripts/dev.py`` does, by its bare name, and forget it afterwards."""
    monkeypatch.syspath_prepend(SCRIPTS)
    for script in SCRIPTS.glob("*.py"):
        monkeypatch.delitem(sys.modules, script.stem, raising=False)
    module = __import__(name)
    for script in SCRIPTS.glob("*.py"):
        if script.stem in sys.modules:
            monkeypatch.setitem(sys.modules, script.stem, sys.modules[script.stem])
    return module


@pytest.fixture
def busy_port() -> Iterator[int]:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_a_busy_port_is_explained_with_its_remedy(demo: ModuleType, busy_port: int) -> None:
    with pytest.raises(demo.Stop, match=rf"taken by another(.|\n)*PORT={busy_port + 1} make run"):
        demo.refuse_busy_port(busy_port)


def test_a_free_port_is_accepted(demo: ModuleType, busy_port: int) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free_port = probe.getsockname()[1]

    demo.refuse_busy_port(free_port)


@pytest.mark.parametrize("value", ["", "web", "0", "70000", "-1", "8000 "])
def test_a_port_that_is_none_is_refused(
    demo: ModuleType, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("PORT", value)

    with pytest.raises(demo.Stop, match="PORT"):
        demo.read_port()


def test_the_port_is_8000_unless_told_otherwise(
    demo: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PORT", raising=False)
    assert demo.read_port() == 8000

    monkeypatch.setenv("PORT", "8123")
    assert demo.read_port() == 8123


def test_the_password_is_shown_once_and_the_way_to_a_new_one_always(demo: ModuleType) -> None:
    first = demo.welcome(8000, "editor", "abc-123")
    later = demo.welcome(8000, "editor", None)

    assert "abc-123" in first
    assert "abc-123" not in later
    for greeting in (first, later):
        assert "http://127.0.0.1:8000/" in greeting
        assert ".venv/bin/python manage.py changepassword editor" in greeting


def test_a_machine_without_a_new_enough_python_is_told_so(
    environment: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "OLDEST_PYTHON", (99, 0))

    with pytest.raises(environment.Stop, match="apt-get install python3"):
        environment.find_python()


def test_a_python_without_venv_is_told_its_remedy(
    environment: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "python3"
    broken.write_text("#!/bin/sh\necho 'ensurepip is not available' >&2\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setattr(environment, "find_python", lambda: str(broken))
    monkeypatch.setattr(environment, "VENV", tmp_path / "venv")

    with pytest.raises(environment.Stop, match=r"ensurepip(.|\n)*apt-get install python3-venv"):
        environment.make_venv()


def test_a_checksum_follows_names_and_contents(
    environment: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    first, second = tmp_path / "a.txt", tmp_path / "b.txt"
    first.write_text("one")
    second.write_text("one")
    before = environment.checksum([first])

    assert environment.checksum([second]) != before
    first.write_text("two")
    assert environment.checksum([first]) != before
