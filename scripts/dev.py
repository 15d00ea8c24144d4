"""Makes this checkout run, test and check itself, with nothing but Python prepared.

Standard library only: it runs before anything is installed. ``make run``, ``make test`` and
``make check`` call it; everything that it makes is in ``.venv/`` and ``var/``.
"""

from __future__ import annotations

import subprocess
import sys

from demo import run
from environment import Stop, clean
from verdict import bench, check, coverage, learn, test

TASKS = {
    "run": run,
    "test": test,
    "check": check,
    "coverage": coverage,
    "bench": bench,
    "learn": learn,
    "clean": clean,
}


def main(arguments: list[str]) -> int:
    """Run the task that the first argument names; return its exit status."""
    if not arguments or arguments[0] not in TASKS:
        print(f"Usage: python3 scripts/dev.py {'|'.join(TASKS)}", file=sys.stderr)
        return 2
    try:
        return TASKS[arguments[0]](arguments[1:])
    except Stop as reason:
        print(f"\n{reason}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as failure:
        command = " ".join(str(part) for part in failure.cmd[:4])
        print(f"\nStopped: this command failed: {command} …", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
