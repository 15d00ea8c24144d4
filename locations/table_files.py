"""Files of places by their name: CSV or workbook."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO

from django.utils.translation import gettext as _

from locations.area_records import known_choices, table_rows
from locations.models import ServiceArea
from locations.tables.columns import TableFileError
from locations.tables.csv_file import MAX_BYTES, read_csv, too_large, write_csv
from locations.tables.reading import Table, read_table
from locations.tables.records import value_text
from locations.tables.workbook import read_workbook, write_workbook


def read_places_file(name: str, source: BinaryIO, size: int) -> Table:
    """Return the table in the file ``name`` of ``size`` bytes.

    Raises :class:`TableFileError` with the remedy for a file that cannot be read.
    """
    ending = PurePath(name).suffix.lower()
    if size > MAX_BYTES:
        raise TableFileError(too_large())
    if ending == ".csv":
        return read_table(read_csv(source), known_choices())
    if ending == ".xlsx":
        return read_table(read_workbook(source), known_choices())
    raise TableFileError(
        _("The name of the file has to end in .csv or .xlsx. Save it from the spreadsheet as one.")
    )


def places_as_csv() -> Iterator[bytes]:
    """Yield every place as CSV, piece by piece."""
    rows = table_rows(ServiceArea.objects.order_by("slug"))
    return write_csv([value_text(value) for value in row] for row in rows)


def places_as_workbook() -> bytes:
    """Return every place as a workbook."""
    return write_workbook(table_rows(ServiceArea.objects.order_by("slug")), title="Places")
