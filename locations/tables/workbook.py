"""Places as a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter

from locations.tables.columns import COLUMNS
from locations.tables.records import Value, value_text

WIDTHS = {"fact_text": 60, "name": 20, "slug": 22, "zip_codes": 30, "fact_source_name": 30}


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
