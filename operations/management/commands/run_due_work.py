from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from operations.due_work import registered_work
from operations.services.due_work import Outcome, run_due_work


class Command(BaseCommand):
    """Runs everything that is due; made to be called every minute."""

    help = (
        "Run all scheduled work that is due, each kind on its own. "
        "Ends with status 1 when one failed, and names it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="Print the reports as JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        reports = run_due_work(work=registered_work(), clock=timezone.now)
        if options["json"]:
            self.stdout.write(json.dumps([asdict(report) for report in reports], indent=2))
        else:
            for report in reports:
                told = f": {report.message}" if report.message else ""
                self.stdout.write(f"{report.name} {report.outcome}{told}")
        failed = [report.name for report in reports if report.outcome is Outcome.FAILED]
        if failed:
            raise CommandError(f"Scheduled work failed: {', '.join(failed)}.")
