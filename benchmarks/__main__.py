"""Runs every benchmark on a database of its own, prints a table and writes ``build/bench.json``.

The exit status is 1 when a goal is missed.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Prepare the database, run the benchmarks, report."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        os.environ["DJANGO_SETTINGS_MODULE"] = "site_project.settings.dev"
        import django

        from site_project.settings import base

        base.DATABASES["default"]["NAME"] = Path(folder) / "bench.sqlite3"
        django.setup()
        from django.conf import settings
        from django.core.management import call_command

        settings.MEDIA_ROOT = str(Path(folder) / "media")
        call_command("migrate", verbosity=0)
        call_command("load_demo", verbosity=0)

        from benchmarks import claims, gate, to_do
        from benchmarks.measures import store, table

        measures = [*claims.measure(), *gate.measure(), *to_do.measure()]
    print(table(measures))
    store(measures, ROOT / "build" / "bench.json")
    return 0 if all(measure.ok for measure in measures) else 1


if __name__ == "__main__":
    sys.exit(main())
