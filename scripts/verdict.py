"""Tests and checks this checkout. Standard library only."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
from base64 import b64encode
from pathlib import Path

from environment import (
    BIN,
    PYTHON,
    ROOT,
    TEST_REQUIREMENTS,
    Stop,
    prepare_environment,
)


def test(arguments: list[str]) -> int:
    """Run every test, the browser's included; further arguments go to pytest."""
    prepare_environment(TEST_REQUIREMENTS)
    environ = os.environ | {"CHROMIUM": find_chromium()}
    # One more than there are cores: a test in the browser waits for it half of the time. With two
    # more, they get into each other's way.
    workers = ["-n", str(min(5, (os.cpu_count() or 1) + 1)), "--dist=worksteal"]
    return subprocess.call(
        [PYTHON, "-m", "pytest", *workers, *arguments],
        cwd=ROOT,
        env=environ,
        stdin=subprocess.DEVNULL,
    )


def coverage(arguments: list[str]) -> int:
    """Run every test and print which lines and branches none of them reaches.

    Apart from the test run, because measuring makes it half as long again.
    """
    return test(["--cov", "--cov-report=term:skip-covered", *arguments])


def bench(arguments: list[str]) -> int:
    """Measure what is promised; print tables and, if all was measured, write the document.

    Further arguments name benchmarks to run alone.
    """
    prepare_environment(TEST_REQUIREMENTS)
    environ = os.environ | {"CHROMIUM": find_chromium()}
    return subprocess.call(
        [PYTHON, "-m", "benchmarks", *arguments], cwd=ROOT, env=environ, stdin=subprocess.DEVNULL
    )


def learn(arguments: list[str]) -> int:
    """Learn again what a claim of effect looks like, from ``learning/effect_sentences.csv``."""
    prepare_environment(TEST_REQUIREMENTS)
    return subprocess.call([PYTHON, "-m", "learning.effects"], cwd=ROOT)


def check(arguments: list[str]) -> int:
    """Check format, lint, types, imports, templates, migrations and the deployment settings."""
    prepare_environment(TEST_REQUIREMENTS)
    templates = [str(path) for path in sorted((ROOT / "templates").rglob("*.html"))]
    steps: list[tuple[str, list[str | Path], dict[str, str]]] = [
        ("format", [BIN / "ruff", "format", "--check", "."], {}),
        ("lint", [BIN / "ruff", "check", "."], {}),
        ("templates", [BIN / "djade", "--check", *templates], {}),
        ("imports", [BIN / "lint-imports"], {}),
        ("types", [BIN / "mypy", "."], {}),
        ("migrations", [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"], {}),
        (
            "deployment",
            [PYTHON, "manage.py", "check", "--deploy", "--fail-level=WARNING"],
            production_sample(),
        ),
    ]
    failed = [name for name, command, environ in steps if not passes(name, command, environ)]
    if failed:
        print(f"\nFailed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def passes(name: str, command: list[str | Path], environ: dict[str, str]) -> bool:
    """Run one step of the checks and say how it ended."""
    print(f"\n== {name}", flush=True)
    return subprocess.call(command, cwd=ROOT, env=os.environ | environ) == 0


def production_sample() -> dict[str, str]:
    """Return an environment with which production starts; its secrets sign nothing."""
    return {
        "DJANGO_SETTINGS_MODULE": "site_project.settings.production",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "APPOINTMENT_KEYS": f"sample:{b64encode(secrets.token_bytes(32)).decode()}",
        "SITE_URL": "https://www.example.com",
        "ALLOWED_HOSTS": "www.example.com",
        "EMAIL_URL": "smtp+tls://site:secret@mail.example.com:587",
        "DEFAULT_FROM_EMAIL": "site@example.com",
    }


def find_chromium() -> str:
    """Return the path of a Chromium, installing one where there is none; "" for Playwright's."""
    if chromium := installed_chromium():
        return chromium
    is_root_on_linux = sys.platform == "linux" and os.geteuid() == 0
    if is_root_on_linux and shutil.which("apt-get"):
        print("Installing Chromium for the browser tests …", flush=True)
        apt("update", "-qq")
        for package in ("chromium-headless-shell", "chromium"):
            # The fonts are those that pages are measured and pictured with.
            apt("install", "-y", "-qq", "--no-install-recommends", package, "fonts-liberation")
            if chromium := installed_chromium():
                return chromium
    download = (
        ["install", "--with-deps", "chromium"] if is_root_on_linux else ["install", "chromium"]
    )
    if subprocess.call([PYTHON, "-m", "playwright", *download], cwd=ROOT) != 0:
        raise Stop(
            "The browser tests need Chromium, and it could not be installed.\n"
            "Install it (on Debian or Ubuntu: sudo apt-get install chromium), "
            "or name one: CHROMIUM=/path/to/chromium make test"
        )
    return ""


def apt(*arguments: str) -> None:
    """Let Debian's or Ubuntu's package manager do something, quietly."""
    subprocess.call(
        ["apt-get", *arguments],
        env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )


def installed_chromium() -> str | None:
    """Return the Chromium that the environment names, or the system's.

    The one without windows of its own first: a page opens three times as fast in it.
    """
    names = (
        "chromium-headless-shell",
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    )
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
