"""The scheduled work of this package."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from locations.models import GenerationRun, GenerationRunItem
from locations.services.places_upload import forget_old_uploads
from locations.services.runs import continue_run
from locations.services.verdicts import update_verdicts
from operations.due_work import due_work

# Less than the lease of scheduled work, so that what is left waits for the next tick.
SECONDS_A_TICK = 600.0


@due_work("finish-generation-runs", description="Carries on runs that were interrupted.")
def finish_generation_runs(now: datetime) -> str:
    """Carry on every unfinished run, undoing included, and return how many pages they made."""
    runs = list(GenerationRun.objects.unfinished().order_by("pk"))
    for run in runs:
        continue_run(run, seconds=SECONDS_A_TICK / len(runs))
    if not runs:
        return ""
    made = GenerationRunItem.objects.filter(
        run__in=runs, outcome=GenerationRunItem.Outcome.CREATED
    ).count()
    finished = sum(not run.is_unfinished for run in runs)
    return f"{finished} of {len(runs)} runs finished, {made} pages made in them"


@due_work("forget-files-of-places", description="Forgets uploaded files of places after a day.")
def forget_files_of_places(now: datetime) -> str:
    """Forget files that nobody has imported for a day, and return how many."""
    forgotten = forget_old_uploads(now=now)
    return f"files forgotten: {forgotten}" if forgotten else ""


@due_work("judge-city-pages", description="Judges city pages anew when something changed.")
def judge_city_pages(now: datetime) -> str:
    """Judge every city page, reading those that changed; return how many verdicts changed."""
    changed = update_verdicts(today=timezone.localdate(now), seconds=SECONDS_A_TICK)
    return f"{changed} verdicts changed" if changed else ""
