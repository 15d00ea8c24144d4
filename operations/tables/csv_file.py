"""Tables as CSV: reading bytes that nobody can trust in bounded memory, and writing."""

from __future__ import annotations

import csv
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, getincrementaldecoder
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Protocol

from operations.formulas import neutralized, restored
from operations.tables.problems import TableFileError

MAX_BYTES = 20 * 1024 * 1024
"""Bytes of one file: 10,000 places with five local facts each have fewer."""
MAX_RECORD = 100_000
"""Characters of one row, over all of its lines; below the limit of Python's own CSV reader."""
CHUNK = 64 * 1024

SAVE_AS_UTF8 = "In the spreadsheet, choose “Save as” and there “CSV UTF-8”, then import that file."


class Source(Protocol):
    """Something that hands out bytes piece by piece."""

    def read(self, size: int, /) -> bytes: ...


def read_csv(source: Source, columns: Collection[str]) -> Iterator[list[str]]:
    """Yield the rows of the CSV file in ``source``, what was neutralized for spreadsheets restored.

    Takes UTF-8 with or without byte order mark, any line ends, and commas, semicolons or tabs. At
    no moment is more of the file in memory than one row, however long its lines are. Raises
    :class:`TableFileError` for anything else. The names of ``columns``, in lower case, tell in the
    first row which of the three marks stands between the cells.
    """
    records = _Records(source)
    first = next(records, "")
    reader = csv.reader(_with(first, records), delimiter=_delimiter(first, columns), strict=True)
    number = 0
    while True:
        number += 1
        records.start_row(number)
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise TableFileError(
                f"Row {number} cannot be read: a quotation mark is not closed, or stands where "
                "none may. Inside a cell in quotation marks, write each of its own twice."
            ) from error
        if row is None:
            return
        yield [restored(cell) for cell in row]


class _Records:
    """The lines of a file, decoded, while no row is longer than allowed."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._decoder = getincrementaldecoder("utf-8-sig")()
        self._text, self._position, self._is_done = "", 0, False
        self._bytes, self._row, self._row_length = 0, 1, 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._line()
        if not line:
            raise StopIteration
        self._row_length += len(line)
        self._check_length(0)
        return line

    def start_row(self, number: int) -> None:
        """Count the length of row ``number`` from here; the first line was read before it."""
        self._row = number
        if number > 1:
            self._row_length = 0

    def _line(self) -> str:
        while True:
            end = self._text.find("\n", self._position) + 1
            if end or self._is_done:
                end = end or len(self._text)
                line = self._text[self._position : end]
                self._position = end
                return line
            self._text, self._position = self._text[self._position :], 0
            self._check_length(len(self._text))
            self._text += self._decoded(self._source.read(CHUNK))

    def _check_length(self, more: int) -> None:
        if self._row_length + more > MAX_RECORD:
            raise TableFileError(
                f"Row {self._row} is longer than {MAX_RECORD:,} characters. Look for a quotation "
                "mark that is not closed, or shorten the row."
            )

    def _decoded(self, data: bytes) -> str:
        if not self._bytes and (data[:2] in (BOM_UTF16_LE, BOM_UTF16_BE) or data[1:2] == b"\0"):
            raise TableFileError(f"The file is saved as UTF-16, not as UTF-8. {SAVE_AS_UTF8}")
        if data[:4] == b"PK\x03\x04" and not self._bytes:
            raise TableFileError(
                "This is no CSV file but a workbook. Give it a name that ends in .xlsx."
            )
        self._bytes += len(data)
        if self._bytes > MAX_BYTES:
            raise TableFileError(too_large())
        self._is_done = not data
        try:
            return self._decoder.decode(data, final=not data)
        except UnicodeDecodeError as error:
            raise TableFileError(
                f"The file is not saved as UTF-8: row {self._row} or one soon after it holds a "
                f"letter that cannot be read. {SAVE_AS_UTF8}"
            ) from error


def too_large() -> str:
    """Return what is said of a file that is too large."""
    return f"The file is larger than {MAX_BYTES // 1024**2} MB. Split it into several files."


def _with(first: str, lines: Iterator[str]) -> Iterator[str]:
    if first:
        yield first
    yield from lines


def _delimiter(line: str, columns: Collection[str]) -> str:
    """Return what stands between the cells: no name of a column has any of the three in it."""
    return max(",;\t", key=lambda mark: sum(name in columns for name in _names(line, mark)))


def _names(line: str, mark: str) -> list[str]:
    return [name.strip().strip('"').lower() for name in line.split(mark)]


class _Echo:
    """A file that hands each written row back."""

    def write(self, text: str) -> str:
        return text


def write_csv(rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """Yield ``rows`` as CSV that every spreadsheet opens rightly and none runs anything of.

    UTF-8 with a byte order mark, without which Excel takes it for another encoding.
    """
    writer = csv.writer(_Echo())
    yield BOM_UTF8
    for row in rows:
        # The writer returns what the file's "write" returned.
        yield str(writer.writerow([neutralized(cell) for cell in row])).encode()
