"""Tables as XLSX: reading workbooks that nobody can trust in bounded memory, and writing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from itertools import zip_longest
from typing import IO, Any, BinaryIO
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter

from locations.tables.cells import DECIMALS
from locations.tables.columns import COLUMNS, TableFileError
from locations.tables.records import Value, value_text

MAX_UNPACKED = 60 * 1024 * 1024
"""Bytes of all parts of a workbook, unpacked: several times what 10,000 places need."""
MAX_TEXTS = 300_000
"""Entries in a workbook's list of texts, the one part that has to be in memory as a whole."""
MAX_PARTS = 500
MAX_COLUMNS = 2 * len(COLUMNS)
CHUNK = 64 * 1024
_TEXT_ENTRY = re.compile(rb"<(?:\w+:)?si[\s/>]")
# No workbook has any; a file with one is made to fill the memory of whoever reads it.
_DOCTYPE = re.compile("|".join(("<!DOCTYPE", "<\0!\0D\0O\0C\0", "\0<\0!\0D\0O\0C")).encode())
WIDTHS = {"fact_text": 60, "name": 20, "slug": 22, "zip_codes": 30, "fact_source_name": 30}

BROKEN = (
    "The workbook cannot be read. Open it in the spreadsheet, save it as “Excel workbook (.xlsx)” "
    "or as “CSV UTF-8”, and import that file."
)
TOO_LARGE = (
    f"The workbook has more than {MAX_UNPACKED // 1024**2} MB or {MAX_TEXTS:,} texts once "
    "unpacked. Split it into several, or save it as “CSV UTF-8” and import that file."
)


def read_workbook(source: BinaryIO) -> Iterator[list[str]]:
    """Yield the rows of the first sheet of the workbook in ``source`` as text.

    A formula counts as the value that the spreadsheet stored for it. Raises
    :class:`TableFileError` for a workbook that is broken, too large once unpacked, protected by a
    password, or that has a formula without a stored value or with an error for one.
    """
    try:
        _check_parts(source)
        yield from _rows(source)
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


def _rows(source: BinaryIO) -> Iterator[list[str]]:
    with (
        closing(load_workbook(source, read_only=True, data_only=True)) as values,
        closing(load_workbook(source, read_only=True, data_only=False)) as formulas,
    ):
        sheets = [book.worksheets[0] for book in (values, formulas)]
        for sheet in sheets:
            # What a file says of its own size is not to be trusted either.
            sheet.reset_dimensions()
        pairs = zip_longest(*(sheet.iter_rows(max_col=MAX_COLUMNS) for sheet in sheets))
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
        rounded = f"{value:.{DECIMALS + 2}f}".rstrip("0").rstrip(".")
        return rounded if abs(value) < 10**12 else repr(value)
    return value.isoformat() if isinstance(value, date | time) else str(value)


def write_workbook(rows: Iterable[Sequence[Value]], *, title: str) -> bytes:
    """Return a workbook with ``rows`` on one sheet: numbers and days as such, all else as text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "B2"
    for number, name in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get(name, 16)
    for row in rows:
        sheet.append([_written(sheet, value) for value in row])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _written(sheet: Any, value: Value) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, date):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("", value_text(value))
    if not text:
        return None
    cell = WriteOnlyCell(sheet, value=text)
    # Text, whatever it begins with: neither the file nor typing over it makes it a formula.
    cell.data_type = "s"
    cell.number_format = "@"
    return cell
