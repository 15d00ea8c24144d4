"""Print the gate's verdict on every city page, by the service behind the editor's report."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from locations.models import CityPageVerdict, GateException
from locations.rules.gate import percent
from locations.services.verdicts import update_verdicts


class Command(BaseCommand):
    """``manage.py check_city_pages``: which city pages pass, and what to do about the others."""

    help = "Prints the publishing gate's verdict on each city page. Pages are not changed."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--json", action="store_true", help="Print JSON for programs.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Judge every page and print the verdicts, those that fail first."""
        update_verdicts()
        rows = list(
            CityPageVerdict.objects.select_related("page", "closest").order_by(
                "passes", "score", "page__slug", "pk"
            )
        )
        excepted = set(GateException.objects.values_list("page_id", "content_hash"))
        if options["json"]:
            self.stdout.write(json.dumps([_as_json(row, excepted) for row in rows], indent=2))
            return
        for row in rows:
            self._print(row)
        failing = sum(not row.passes for row in rows)
        self.stdout.write(f"{len(rows)} city pages, {failing} do not pass.")

    def _print(self, row: CityPageVerdict) -> None:
        closest = row.closest.slug if row.closest else "none"
        self.stdout.write(
            f"{'pass' if row.passes else 'FAIL':<5} {row.score:>3}  {row.page.slug:<24} "
            f"{percent(row.similarity):>3} % in common with {closest}, "
            f"{percent(row.own_share)} % its own"
        )
        for line in row.advice:
            self.stdout.write(f"           - {line}")


def _as_json(row: CityPageVerdict, excepted: set[tuple[int, str]]) -> dict[str, Any]:
    return {
        "page": row.page.slug,
        "page_id": row.page_id,
        "live": row.page.live,
        "passes": row.passes,
        "score": row.score,
        "similarity": round(row.similarity, 4),
        "closest": row.closest.slug if row.closest else None,
        "own_similarity": round(row.own_similarity, 4),
        "own_share": round(row.own_share, 4),
        "advice": row.advice,
        "published_over_the_gate": (row.page_id, row.content_hash) in excepted,
        "failing_since": row.failing_since and row.failing_since.isoformat(),
        "withheld_since": row.withheld_since and row.withheld_since.isoformat(),
    }
