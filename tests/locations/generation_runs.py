"""Carrying a plan out, and what came of it."""

from __future__ import annotations

from django.contrib.auth.models import User

from locations.models import GenerationRun
from locations.services.generation import GenerationPlan, start_run
from locations.services.runs import continue_run


def run_through(plan: GenerationPlan, user: User | None = None) -> GenerationRun:
    """Start a run for ``plan`` and carry it to its end."""
    return continue_run(start_run(plan=plan, user=user))


def outcomes(run: GenerationRun) -> dict[str, str]:
    """Return what came of each place, by its name."""
    return dict(run.items.values_list("area__name", "outcome"))
