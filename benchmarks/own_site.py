"""A site for the benchmarks alone, in a folder that is gone afterwards.

Run as a program it collects the static files there, in a process of its own, which finds the
folder in ``BENCH_FOLDER``.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path

FOLDER = "BENCH_FOLDER"
"""The variable that tells a process which folder it is."""


def use_folder(folder: Path) -> None:
    """Set Django up with database, pictures and static files in ``folder``."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "site_project.settings.dev"
    os.environ[FOLDER] = str(folder)
    import django
    from django.conf import settings

    # Before anything connects: the local settings know one database, that of the demo.
    settings.DATABASES["default"]["NAME"] = folder / "bench.sqlite3"
    settings.MEDIA_ROOT = str(folder / "media")
    settings.STATIC_ROOT = str(folder / "static")
    # Or every query would be kept.
    settings.DEBUG = False
    django.setup()
    # Thousands of forms are sent with a mistake. Who listens for words in the log hears of each.
    for handler in logging.getLogger().handlers:
        handler.setLevel(logging.ERROR)


def make_demo() -> None:
    """Load the demo into the empty folder."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("load_demo", verbosity=0)


if __name__ == "__main__":
    use_folder(Path(os.environ[FOLDER]))
    from django.core.management import call_command

    call_command("collectstatic", "--noinput", verbosity=0)
