"""Plan and make city pages from the command line, by the service behind the editor's screen."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from locations.models import (
    CityIndexPage,
    GenerationRun,
    GenerationRunItem,
    LandingBlueprint,
    ServiceArea,
)
from locations.rules.planning import Action
from locations.services.generation import (
    GenerationPlan,
    PlanOutdatedError,
    plan_for,
    start_run,
)
from locations.services.run_lease import LEASE
from locations.services.runs import continue_run

OUTDATED = (
    "The plan has changed since you looked at it, and nothing was written. Look at the new plan "
    "with --dry-run, then give its checksum."
)


class Command(BaseCommand):
    """``manage.py generate_city_pages``: make the city pages that are missing."""

    help = (
        "Makes a draft city page for each place that has none. Pages that exist are never touched. "
        "With --dry-run it only prints the plan."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument(
            "--area",
            action="append",
            metavar="SLUG",
            help="A place, e.g. palo-alto-ca; may be given several times. All places if left out.",
        )
        parser.add_argument(
            "--blueprint", metavar="SLUG", help="The shared page text; the general one if left out."
        )
        parser.add_argument("--hub", type=int, metavar="ID", help="The page above the new pages.")
        parser.add_argument("--dry-run", action="store_true", help="Print the plan, write nothing.")
        parser.add_argument(
            "--checksum",
            metavar="HEX",
            help="Go on only if the plan still has the checksum that --dry-run printed.",
        )
        parser.add_argument(
            "--publish",
            action="store_true",
            help=(
                "Publish new pages that are ready. A new page never is before it has its local "
                "introduction, so that each stays a draft and says so."
            ),
        )
        parser.add_argument(
            "--resume", action="store_true", help="Carry on unfinished runs; plan nothing new."
        )
        parser.add_argument("--json", action="store_true", help="Print JSON for programs.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the command; raises ``CommandError`` with the remedy for anything that is missing."""
        self.as_json = options["json"]
        if options["resume"]:
            self._resume(options)
            return
        plan = plan_for(
            hub=_hub(options["hub"]),
            blueprint=_blueprint(options["blueprint"]),
            areas=_areas(options["area"]),
        )
        if options["dry_run"]:
            self._print_plan(plan)
        elif options["checksum"] and options["checksum"] != plan.checksum:
            self._print_plan(plan)
            raise CommandError(OUTDATED)
        elif plan.count(Action.CREATE):
            self._report([continue_run(_start(plan, publish=options["publish"]))])
        else:
            self._print_nothing_to_do(plan)

    def _resume(self, options: dict[str, Any]) -> None:
        chosen = ("area", "blueprint", "hub", "dry_run", "publish", "checksum")
        if any(options[name] for name in chosen):
            raise CommandError(
                "--resume takes no other choice: a run goes on with what was chosen at its start."
            )
        # A process that was killed holds its run for a moment longer.
        patience = LEASE.total_seconds() + 1
        runs = GenerationRun.objects.unfinished()
        self._report([continue_run(run, patience=patience) for run in runs])

    def _print_plan(self, plan: GenerationPlan) -> None:
        if self.as_json:
            self._print_json(
                {
                    "blueprint": plan.blueprint.slug,
                    "checksum": plan.checksum,
                    "items": [
                        {
                            "area": item.slug,
                            "title": item.title,
                            "action": item.action.value,
                            "reason": item.reason,
                            "page_id": item.page_id,
                        }
                        for item in plan.items
                    ],
                }
            )
            return
        self._print_items((item.action.value, item.slug, item.reason) for item in plan.items)
        self.stdout.write(f"Checksum: {plan.checksum}")
        self.stdout.write("Nothing was written.")

    def _print_nothing_to_do(self, plan: GenerationPlan) -> None:
        """Report on a plan that makes no page, and so needs no run."""
        skipped = GenerationRunItem.Outcome.SKIPPED.value
        if self.as_json:
            items = [
                _item_as_json(item.slug, item.action, skipped, item.reason, item.page_id)
                for item in plan.items
            ]
            self._print_json({"runs": [], "items": items})
            return
        self._print_items((item.action.value, item.slug, item.reason) for item in plan.items)
        if not plan.items:
            self.stdout.write("Nothing to do: there is no place yet.")
        elif plan.count(Action.CONFLICT):
            self.stdout.write("No page made: see the reasons above.")
        else:
            self.stdout.write("Nothing to do: every place has its page.")

    def _report(self, runs: list[GenerationRun]) -> None:
        items = [item for run in runs for item in run.items.select_related("page")]
        failed = sum(item.outcome == GenerationRunItem.Outcome.FAILED for item in items)
        if self.as_json:
            rows = [
                _item_as_json(item.slug, item.action, item.outcome, item.message, item.page_id)
                for item in items
            ]
            self._print_json({"runs": [run.pk for run in runs], "items": rows})
        elif not runs:
            self.stdout.write("Nothing to do: no run is unfinished.")
        else:
            created = sum(item.outcome == GenerationRunItem.Outcome.CREATED for item in items)
            self._print_items((item.outcome, item.slug, item.message) for item in items)
            for run in runs:
                if run.is_unfinished:
                    self.stdout.write(f"Run {run.pk} is left to another process, at work on it.")
            self.stdout.write(f"{created} page{'' if created == 1 else 's'} made.")
        if failed:
            raise CommandError(f"{failed} of {len(items)} failed: see the reasons above.")

    def _print_items(self, rows: Iterable[tuple[str, str, str]]) -> None:
        for outcome, slug, reason in rows:
            self.stdout.write(f"{outcome:<9} {slug:<24} {reason}")

    def _print_json(self, document: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(document, indent=2))


def _start(plan: GenerationPlan, *, publish: bool) -> GenerationRun:
    try:
        return start_run(plan=plan, user=None, publish=publish)
    except PlanOutdatedError:
        raise CommandError(OUTDATED) from None


def _item_as_json(
    area: str, action: str, outcome: str, message: str, page_id: int | None
) -> dict[str, Any]:
    return {
        "area": area,
        "action": str(action),
        "outcome": outcome,
        "message": message,
        "page_id": page_id,
    }


def _hub(pk: int | None) -> CityIndexPage:
    hubs = CityIndexPage.objects.order_by("path")
    hub = hubs.first() if pk is None else hubs.filter(pk=pk).first()
    if hub is None and pk is not None:
        known = ", ".join(
            f"{number} ({title})" for number, title in hubs.values_list("pk", "title")
        )
        raise CommandError(
            f"There is no page “Areas we serve” with the number {pk}. There are: {known or 'none'}."
        )
    if hub is None:
        raise CommandError(
            "There is no page “Areas we serve” to put city pages under. Add one below the home "
            "page."
        )
    return hub


def _blueprint(slug: str | None) -> LandingBlueprint:
    published = LandingBlueprint.objects.for_generation()
    wanted = published.filter(slug=slug) if slug else published.filter(treatment=None)
    blueprint = wanted.first()
    if blueprint is None:
        known = ", ".join(published.values_list("slug", flat=True)) or "none"
        missing = f"shared page text “{slug}”" if slug else "general shared page text"
        raise CommandError(f"No published {missing}. Published are: {known}.")
    return blueprint


def _areas(slugs: list[str] | None) -> list[ServiceArea]:
    if not slugs:
        return list(ServiceArea.objects.filter(status=ServiceArea.Status.ACTIVE))
    found = {area.slug: area for area in ServiceArea.objects.filter(slug__in=slugs)}
    missing = [slug for slug in slugs if slug not in found]
    if missing:
        raise CommandError(
            f"No such place: {', '.join(missing)}. Places are named like palo-alto-ca; "
            "the list is under Places in the editor."
        )
    return [found[slug] for slug in slugs]
