"""Files of places by their name: CSV or workbook."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from locations.area_records import known_choices, table_rows
from locations.models import ServiceArea
from locations.tables.columns import COLUMNS
from locations.tables.reading import Table, read_table
from locations.tables.records import value_text
from locations.tables.workbook import write_workbook
from operations.tables.csv_file import write_csv
from operations.tables.files import read_rows


def read_places_file(name: str, source: BinaryIO, size: int) -> Table:
    """Return the table in the file ``name`` of ``size`` bytes.

    Raises :class:`TableFileError` with the remedy for a file that cannot be read.
    """
    return read_table(read_rows(name, source, size, columns=COLUMNS), known_choices())


def places_as_csv() -> Iterator[bytes]:
    """Yield every place as CSV, piece by piece."""
    rows = table_rows(ServiceArea.objects.order_by("slug"))
    return write_csv([value_text(value) for value in row] for row in rows)


def places_as_workbook() -> bytes:
    """Return every place as a workbook."""
    return write_workbook(table_rows(ServiceArea.objects.order_by("slug")), title="Places")
