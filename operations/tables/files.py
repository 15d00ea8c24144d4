"""Tables by the name of their file: CSV or workbook."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import PurePath
from typing import BinaryIO

from operations.tables.csv_file import MAX_BYTES, read_csv, too_large
from operations.tables.problems import TableFileError
from operations.tables.workbook import read_workbook


def read_rows(
    name: str, source: BinaryIO, size: int, *, columns: Collection[str]
) -> Iterator[list[str]]:
    """Return the rows of the file ``name`` of ``size`` bytes; ``columns`` are names it may have.

    Raises :class:`TableFileError` with the remedy for a file that cannot be read, some of it only
    while the rows are taken.
    """
    ending = PurePath(name).suffix.lower()
    if size > MAX_BYTES:
        raise TableFileError(too_large())
    if ending == ".csv":
        return read_csv(source, columns)
    if ending == ".xlsx":
        return read_workbook(source, max_columns=2 * len(columns))
    raise TableFileError(
        "The name of the file has to end in .csv or .xlsx. Save it from the spreadsheet as one."
    )
