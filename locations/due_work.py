"""The scheduled work of this package."""

from __future__ import annotations

from datetime import datetime

from locations.models import GenerationRun
from locations.services.generation import continue_run
from operations.due_work import due_work


@due_work("finish-generation-runs", description="Carries on runs that were interrupted.")
def finish_generation_runs(now: datetime) -> str:
    """Carry every unfinished run to its end."""
    runs = list(GenerationRun.objects.unfinished().order_by("pk"))
    for run in runs:
        continue_run(run)
    return f"{len(runs)} runs finished" if runs else ""
