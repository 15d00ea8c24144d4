"""The machine on which figures were measured, in one line each."""

from __future__ import annotations

import os
import platform
import sqlite3
import subprocess
from pathlib import Path

import django
import wagtail

CPU_INFO, MEMORY_INFO = Path("/proc/cpuinfo"), Path("/proc/meminfo")


def machine_lines(*, load: float | None, browser: str) -> dict[str, str]:
    """Return what the machine has and runs, by name.

    ``load`` is the load average of the minute before the start, ``browser`` the path of the
    Chromium, or ``""``.
    """
    return {
        "Processor": f"{_processor()}, {os.cpu_count()} cores",
        "Memory": _memory(),
        "System": f"{platform.system()} {platform.machine()}",
        "Load at the start": "unknown" if load is None else f"{load:.2f}",
        "Python": platform.python_version(),
        "Django": django.get_version(),
        "Wagtail": wagtail.__version__,
        "SQLite": sqlite3.sqlite_version,
        "Browser": version_of(browser) if browser else "Playwright's Chromium",
    }


def load_now() -> float | None:
    """Return the load average of the last minute, where the system tells."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else None


def version_of(program: str) -> str:
    """Return what ``program --version`` prints."""
    done = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"


def _processor() -> str:
    return _line(CPU_INFO, "model name") or platform.processor() or platform.machine()


def _memory() -> str:
    kilobytes = _line(MEMORY_INFO, "MemTotal").removesuffix(" kB")
    return f"{int(kilobytes) / 1024**2:.0f} GiB" if kilobytes else "unknown"


def _line(path: Path, name: str) -> str:
    """Return what stands behind ``name`` and a colon in a file, or ``""``."""
    if not path.exists():
        return ""
    for line in path.read_text().splitlines():
        key, _, value = line.partition(":")
        if key.strip() == name:
            return value.strip()
    return ""
