"""The virtual environment of this checkout, and commands in it. Standard library only."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
VAR = ROOT / "var"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / "python"

# Those first with which the tests were run (docs/operations.md).
TRIED_FIRST = ("python3.13", "python3.11", "python3.12", "python3", "python")
OLDEST_PYTHON = (3, 11)
RUN_REQUIREMENTS = ("requirements.txt",)
TEST_REQUIREMENTS = ("requirements.txt", "requirements-dev.txt")


class Stop(Exception):
    """Nothing can go on; the message says why and what to do."""


def prepare_environment(requirements: Iterable[str]) -> None:
    """Make ``.venv`` hold exactly what ``requirements`` pin; quick when it does already."""
    if not PYTHON.exists():
        make_venv()
    files = [ROOT / name for name in requirements]
    stamp = VENV / f"{files[-1].stem}.stamp"
    wanted = checksum(files)
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print("Installing packages …", flush=True)
    named = [argument for file in files for argument in ("-r", str(file))]
    subprocess.check_call(
        [
            PYTHON,
            "-m",
            "pip",
            "install",
            "-qq",
            "--disable-pip-version-check",
            "--no-input",
            "--require-hashes",
            *named,
        ],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
    )
    stamp.write_text(wanted)


def make_venv() -> None:
    """Make ``.venv`` with the best Python there is."""
    python = find_python()
    print(f"Making .venv with {python} …", flush=True)
    made = subprocess.run(
        [python, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True, check=False
    )
    if made.returncode != 0:
        shutil.rmtree(VENV, ignore_errors=True)
        raise Stop(
            f"{python} cannot make a virtual environment:\n"
            f"{(made.stdout + made.stderr).strip()}\n\n"
            "On Debian and Ubuntu: sudo apt-get install python3-venv"
        )


def find_python() -> str:
    """Return a Python that will do, one that was tried if there is one."""
    for name in TRIED_FIRST:
        path = shutil.which(name)
        if path and can_run(path, f"import sys; sys.exit(sys.version_info < {OLDEST_PYTHON})"):
            return path
    raise Stop(
        "This needs Python 3.11 or newer, and finds none.\n"
        "On Debian 12, Ubuntu 24.04 and newer: sudo apt-get install python3 python3-venv\n"
        "Elsewhere: https://www.python.org/downloads/"
    )


def can_run(python: str, program: str) -> bool:
    """Return whether ``python`` runs ``program`` to a good end."""
    return subprocess.run([python, "-c", program], capture_output=True, check=False).returncode == 0


def manage(environ: dict[str, str], *arguments: str, capture: bool = False) -> str:
    """Run ``manage.py`` and return what it printed, if captured."""
    done = subprocess.run(
        [PYTHON, "manage.py", *arguments],
        cwd=ROOT,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if capture else None,
        text=True,
        check=True,
    )
    return done.stdout or ""


def checksum(files: Iterable[Path]) -> str:
    """Return a digest of the names and contents of ``files``."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def clean(arguments: list[str]) -> int:
    """Remove what can be made again; the demo's data and its key stay."""
    for name in (".venv", "build", ".mypy_cache", ".ruff_cache", ".pytest_cache"):
        shutil.rmtree(ROOT / name, ignore_errors=True)
    for name in ("static", "test-databases"):
        shutil.rmtree(VAR / name, ignore_errors=True)
    for path in VAR.glob("*.stamp"):
        path.unlink()
    return 0
