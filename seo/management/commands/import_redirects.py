"""Store the redirects of a file."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from operations.tables.problems import TableFileError
from seo.redirect_planning import RedirectPlan, plan_redirects, read_file
from seo.services.redirect_import import RedirectsRefusedError, import_redirects
from seo.site_reading import default_site


class Command(BaseCommand):
    """``manage.py import_redirects``: addresses of an old site from a table."""

    help = (
        "Store the redirects of FILE, which ends in .csv or .xlsx and has the columns old, new "
        "and perhaps permanent: all of them, or none if one row cannot be."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument(
            "--dry-run", action="store_true", help="Print what would change, write nothing."
        )
        parser.add_argument("--json", action="store_true", help="Print JSON for programs.")
        parser.add_argument(
            "--good-rows", action="store_true", help="Store the rows that can be, leave the rest."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the command; raises ``CommandError`` when a row cannot be stored."""
        site = default_site()
        if site is None:
            raise CommandError("There is no site to redirect on.")
        rows, unreadable = _read(Path(options["file"]))
        is_stored = not options["dry_run"]
        try:
            if options["dry_run"]:
                plan = plan_redirects(rows=rows, unreadable=unreadable, site=site)
            else:
                plan = import_redirects(
                    rows=rows,
                    unreadable=unreadable,
                    site=site,
                    user=None,
                    good_rows_only=options["good_rows"],
                )
        except RedirectsRefusedError as error:
            plan, is_stored = error.plan, False
        self._print(plan, is_stored=is_stored, as_json=options["json"])
        if plan.problems:
            stored = f"{len(plan.to_write)} stored. " if is_stored else "Nothing was stored. "
            raise CommandError(
                f"{stored}{len(plan.refused_rows)} cannot be: see the reasons above."
            )

    def _print(self, plan: RedirectPlan, *, is_stored: bool, as_json: bool) -> None:
        if as_json:
            told = {
                "stored": is_stored,
                "checksum": plan.checksum,
                "redirects": [asdict(item) for item in plan.items],
                "problems": [asdict(problem) for problem in plan.problems],
            }
            self.stdout.write(json.dumps(told, indent=2))
            return
        for item in plan.to_write:
            note = f" ({item.note})" if item.note else ""
            self.stdout.write(f"{item.step:<7} {item.path} → {item.shown}{note}")
        for problem in plan.problems:
            self.stdout.write(str(problem))
        self.stdout.write(
            f"{len(plan.to_write)} to store, {plan.same_count} the same, "
            f"{plan.repeated} repeated, {len(plan.refused_rows)} refused."
        )
        if not is_stored:
            self.stdout.write("Nothing was written.")


def _read(path: Path) -> tuple[Any, Any]:
    try:
        with path.open("rb") as source:
            rows, unreadable, _cells = read_file(path.name, source, path.stat().st_size)
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    except TableFileError as error:
        raise CommandError(str(error)) from error
    return rows, unreadable
