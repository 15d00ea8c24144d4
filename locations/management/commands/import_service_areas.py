"""Store the places of a file."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from django.core.management.base import CommandError, CommandParser

from locations.import_planning import plan_import
from locations.management.table_command import TableCommand, columns_help
from locations.services.place_import import (
    ImportOutdatedError,
    ImportRefusedError,
    import_places,
)
from locations.table_files import read_places_file
from locations.tables.plan import ImportPlan, Step
from locations.tables.reading import Table, rejected_rows
from operations.tables.csv_file import write_csv
from operations.tables.problems import TableFileError


class Command(TableCommand):
    """``manage.py import_service_areas``: places from a table."""

    help = (
        "Stores the places of FILE, which ends in .csv or .xlsx: all of them, or none if\n"
        "one row cannot be. A published place is published again at once. A draft stays a\n"
        "draft unless its row says that it is published. A column that the file leaves out\n"
        "keeps what is stored. Begin with an export.\n\n" + columns_help()
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("file", metavar="FILE")
        parser.add_argument(
            "--dry-run", action="store_true", help="Print what would change, write nothing."
        )
        parser.add_argument("--json", action="store_true", help="Print JSON for programs.")
        parser.add_argument(
            "--good-rows", action="store_true", help="Store the places that can be, leave the rest."
        )
        parser.add_argument(
            "--rejected", metavar="FILE", help="Write the rows that cannot be stored to this CSV."
        )
        parser.add_argument(
            "--into-drafts",
            action="store_true",
            help="Write into unpublished drafts too, which stay drafts.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the command; raises ``CommandError`` when a place cannot be stored."""
        table = _read(Path(options["file"]))
        into_drafts = options["into_drafts"]
        rejected = Path(options["rejected"]) if options["rejected"] else None
        if rejected:
            _opened(rejected, "ab").close()  # refuses before anything is stored
        try:
            if options["dry_run"]:
                plan = plan_import(table=table, user=None, into_drafts=into_drafts)
            else:
                plan = import_places(
                    table=table,
                    user=None,
                    good_rows_only=options["good_rows"],
                    into_drafts=into_drafts,
                )
            is_stored = not options["dry_run"]
        except ImportRefusedError as error:
            plan, is_stored = error.plan, False
        except ImportOutdatedError as error:
            raise CommandError("Somebody else is adding the same places. Try again.") from error
        if rejected:
            with _opened(rejected, "wb") as file:
                file.writelines(write_csv(rejected_rows(table, plan.problems_by_slug)))
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(plan, is_stored=is_stored), indent=2))
        else:
            self._print(plan, is_stored=is_stored)
        if plan.refused:
            stored = f"{len(plan.to_write)} stored. " if is_stored else "Nothing was stored. "
            raise CommandError(f"{stored}{len(plan.refused)} cannot be: see the reasons above.")

    def _print(self, plan: ImportPlan, *, is_stored: bool) -> None:
        for item in plan.items:
            if item.step is Step.SAME:
                continue
            self.stdout.write(f"{item.step:<8} {item.slug:<24} {item.note}".rstrip())
            for change in item.changes:
                subject = f" ({change.subject})" if change.subject else ""
                self.stdout.write(f"    {change.column}{subject}: “{change.old}” → “{change.new}”")
            for problem in item.problems:
                self.stdout.write(f"    {problem}")
        same = len(plan.with_step(Step.SAME))
        self.stdout.write(
            f"{len(plan.with_step(Step.CREATE))} new, {len(plan.with_step(Step.CHANGE))} changed, "
            f"{same} the same, {len(plan.refused)} refused."
        )
        if not is_stored:
            self.stdout.write("Nothing was written.")


def _read(path: Path) -> Table:
    try:
        with path.open("rb") as source:
            return read_places_file(path.name, source, path.stat().st_size)
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    except TableFileError as error:
        raise CommandError(str(error)) from error


def _opened(path: Path, mode: str) -> IO[bytes]:
    try:
        return path.open(mode)
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}.") from error


def _as_json(plan: ImportPlan, *, is_stored: bool) -> dict[str, Any]:
    return {
        "stored": is_stored,
        "checksum": plan.checksum,
        "places": [asdict(item) for item in plan.items],
    }
