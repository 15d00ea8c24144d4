"""Write every place with ZIP codes and local facts to a file."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.core.management.base import CommandError, CommandParser

from locations.management.table_command import TableCommand, columns_help
from locations.table_files import places_as_csv, places_as_workbook


class Command(TableCommand):
    """``manage.py export_service_areas``: places as a table."""

    help = (
        "Writes every place to FILE, or as CSV to the standard output. A published place\n"
        "is written as published, one that never was as its newest draft.\n\n" + columns_help()
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("file", nargs="?", metavar="FILE", help="Ends in .csv or .xlsx.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the command; raises ``CommandError`` where the file cannot be written."""
        if not options["file"]:
            for piece in places_as_csv():
                sys.stdout.buffer.write(piece)
            return
        path = Path(options["file"])
        if path.suffix.lower() not in (".csv", ".xlsx"):
            raise CommandError("The name of the file has to end in .csv or .xlsx.")
        try:
            self._write(path)
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"Written: {path}")

    def _write(self, path: Path) -> None:
        """Write the whole file, or leave what was there."""
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            try:
                if path.suffix.lower() == ".csv":
                    file.writelines(places_as_csv())
                else:
                    file.write(places_as_workbook())
                file.flush()
                os.replace(file.name, path)
            except BaseException:
                Path(file.name).unlink(missing_ok=True)
                raise
        path.chmod(0o644)
