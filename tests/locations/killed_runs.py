"""Kills the process that carries a run on, again and again, and lets the next one take over.

Run as a program, with the name of a database (on SQLite, its path) that holds one unfinished run.
It forks a process which does what scheduled work does, kills it with SIGKILL after a random moment,
and so on; the last one may finish. It prints what became of the site as JSON.

``GENERATION_KILLS`` says how often (5), ``GENERATION_SEED`` at which moments (1).
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from datetime import timedelta
from typing import Any

import django

KILLS = int(os.environ.get("GENERATION_KILLS", "5"))
SEED = int(os.environ.get("GENERATION_SEED", "1"))
# One page takes a twentieth of a second on an idle machine: killed in it, before it and after it.
LONGEST_LIFE_SECONDS = 0.3


def carry_on_until_killed() -> int:
    """Kill processes at work; return how many of them were still at it."""
    from django.db import connections

    moments = random.Random(SEED)  # noqa: S311
    killed = 0
    for _attempt in range(KILLS):
        connections.close_all()
        child = os.fork()
        if not child:
            scheduled_work()
            os._exit(0)
        time.sleep(moments.uniform(0, LONGEST_LIFE_SECONDS))
        os.kill(child, signal.SIGKILL)
        _pid, status = os.waitpid(child, 0)
        killed += os.WIFSIGNALED(status)
    scheduled_work()
    return killed


def scheduled_work() -> None:
    """Tick as scheduled work does, until no run is left."""
    from django.utils import timezone

    from locations.due_work import finish_generation_runs
    from locations.models import GenerationRun

    while GenerationRun.objects.unfinished().exists():
        finish_generation_runs(timezone.now())
        time.sleep(0.01)


def state() -> dict[str, Any]:
    """Return what the tests look at."""
    from django.db import connection
    from wagtail.models import Page

    from locations.models import CityPage, CityPageClaim, GenerationRun, GenerationRunItem

    integrity, dangling = ["ok"], 0
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            integrity = [row[0] for row in cursor.fetchall()]
            cursor.execute("PRAGMA foreign_key_check")
            dangling = len(cursor.fetchall())
    return {
        "integrity": integrity,
        "dangling": dangling,
        "tree": [list(rows) for rows in Page.find_problems()],
        "places": sorted(CityPage.objects.values_list("area__name", flat=True)),
        "claims": sorted(CityPageClaim.objects.values_list("area__name", flat=True)),
        "versions": [page.revisions.count() for page in CityPage.objects.all()],
        "status": GenerationRun.objects.get().status,
        "outcomes": sorted(GenerationRunItem.objects.values_list("outcome", flat=True)),
    }


def main(database: str) -> None:
    """Work on the run in ``database``, make its pages and remove them again."""
    django.setup()
    from django.contrib.auth.models import User
    from django.db import connection

    from locations.models import GenerationRun
    from locations.services import run_lease
    from locations.services.run_undo import start_undo

    connection.settings_dict["NAME"] = database
    # Long enough for one page; what was killed is taken over the sooner.
    run_lease.LEASE = timedelta(seconds=0.25)
    made = {"killed": carry_on_until_killed()} | state()
    start_undo(run=GenerationRun.objects.get(), user=User.objects.get(username="undoer"))
    undone = {"killed": carry_on_until_killed()} | state()
    print(json.dumps({"made": made, "undone": undone}))  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1])
