"""Tables as XLSX: reading workbooks that nobody can trust in bounded memory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, time
from itertools import zip_longest
from typing import IO, Any, BinaryIO
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from operations.tables.problems import TableFileError

MAX_UNPACKED = 60 * 1024 * 1024
"""Bytes of all parts of a workbook, unpacked: several times what 10,000 places need."""
MAX_TEXTS = 300_000
"""Entries in a workbook's list of texts, the one part that has to be in memory as a whole."""
MAX_PARTS = 500
CHUNK = 64 * 1024
DECIMALS = 8
"""Digits after the point that count; more come from the way in which computers divide."""
_TEXT_ENTRY = re.compile(rb"<(?:\w+:)?si[\s/>]")
# No workbook has any; a file with one is made to fill the memory of whoever reads it.
_DOCTYPE = re.compile("|".join(("<!DOCTYPE", "<\0!\0D\0O\0C\0", "\0<\0!\0D\0O\0C")).encode())

BROKEN = (
    "The workbook cannot be read. Open it in the spreadsheet, save it as “Excel workbook (.xlsx)” "
    "or as “CSV UTF-8”, and import that file."
)
TOO_LARGE = (
    f"The workbook has more than {MAX_UNPACKED // 1024**2} MB or {MAX_TEXTS:,} texts once "
    "unpacked. Split it into several, or save it as “CSV UTF-8” and import that file."
)


def read_workbook(source: BinaryIO, *, max_columns: int) -> Iterator[list[str]]:
    """Yield the rows of the first sheet of the workbook in ``source`` as text.

    A formula counts as the value that the spreadsheet stored for it. Raises
    :class:`TableFileError` for a workbook that is broken, too large once unpacked, protected by a
    password, or that has a formula without a stored value or with an error for one.
    """
    try:
        _check_parts(source)
        yield from _rows(source, max_columns)
    except (TableFileError, GeneratorExit):
        raise
    except Exception as error:
        # A library for files of strangers fails in as many ways as there are broken files.
        raise TableFileError(BROKEN) from error


def _check_parts(source: BinaryIO) -> None:
    source.seek(0)
    try:
        with ZipFile(source) as archive:
            parts = archive.infolist()
            # An archive cannot hand out more than the sizes that it states.
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise TableFileError(TOO_LARGE)
            texts = 0
            for part in parts:
                with archive.open(part) as stream:
                    texts += _checked_texts(stream)
                if texts > MAX_TEXTS:
                    raise TableFileError(TOO_LARGE)
    except (BadZipFile, ZlibError, EOFError, OSError, RuntimeError, NotImplementedError) as error:
        raise TableFileError(BROKEN) from error


def _checked_texts(stream: IO[bytes]) -> int:
    """Return how many texts a part lists; refuse one that defines what no workbook defines."""
    texts, tail = 0, b""
    while chunk := stream.read(CHUNK):
        if _DOCTYPE.search(tail + chunk):
            raise TableFileError(BROKEN)
        texts += len(_TEXT_ENTRY.findall(chunk))
        tail = chunk[-16:]
    return texts


def _rows(source: BinaryIO, max_columns: int) -> Iterator[list[str]]:
    with (
        closing(load_workbook(source, read_only=True, data_only=True)) as values,
        closing(load_workbook(source, read_only=True, data_only=False)) as formulas,
    ):
        sheets = [book.worksheets[0] for book in (values, formulas)]
        for sheet in sheets:
            # What a file says of its own size is not to be trusted either.
            sheet.reset_dimensions()
        pairs = zip_longest(*(sheet.iter_rows(max_col=max_columns) for sheet in sheets))
        for number, (cells, originals) in enumerate(pairs, start=1):
            yield [
                _cell_text(cell, original, f"{get_column_letter(column)}{number}")
                for column, (cell, original) in enumerate(
                    zip(cells, originals, strict=True), start=1
                )
            ]


def _cell_text(cell: Any, original: Any, place: str) -> str:
    value = cell.value
    if value is None and original.value is not None:
        raise TableFileError(
            f"The formula in cell {place} has no stored value. Open the workbook in the "
            "spreadsheet, save it and import it again, or write the value in its place."
        )
    if cell.data_type == "e":
        raise TableFileError(f"Cell {place} holds the error {value}. Write a value in its place.")
    return _text(value)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, float):
        # 37.44188 comes back as 37.441879999999998.
        rounded = f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".")
        return rounded if abs(value) < 10**12 else repr(value)
    return value.isoformat() if isinstance(value, date | time) else str(value)
