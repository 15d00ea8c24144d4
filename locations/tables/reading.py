"""Rows of text into places, with every cell that cannot be read named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from locations.tables.cells import (
    CellError,
    read_choice,
    read_coordinate,
    read_date,
    read_text,
    read_yes_or_no,
    read_zip_codes,
)
from locations.tables.columns import FACT_COLUMNS, KEY, PLACE_COLUMNS, PROBLEM, read_header
from locations.tables.records import FactRecord, Value
from operations.tables.problems import Problem, TableFileError, shortened

MAX_ROWS = 50_000
"""Rows of one file: 10,000 places with five local facts each."""
MAX_CELL = 10_000
"""Characters in one cell; the longest field takes a good deal fewer."""

Choices = Mapping[str, Mapping[str, str]]
"""What may stand in a column of names: by column, then label by key."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row as it stands in the file, numbered as a spreadsheet does."""

    number: int
    cells: tuple[str, ...]


@dataclass(kw_only=True, slots=True)
class TablePlace:
    """What the file says of one place; ``facts`` is ``None`` where it says nothing of them.

    ``fact_rows`` has the number of each fact's row. ``problems`` are the cells that cannot be read.
    """

    slug: str
    rows: list[TableRow] = field(default_factory=list)
    values: dict[str, Value] = field(default_factory=dict)
    facts: list[FactRecord] | None = None
    fact_rows: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    value_row: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A file that has been read: its columns and its places, in the order of the file."""

    header: tuple[str, ...]
    places: tuple[TablePlace, ...]

    @property
    def problems(self) -> list[Problem]:
        """Return the cells that cannot be read, in the order of the file."""
        found = [problem for place in self.places for problem in place.problems]
        return sorted(found, key=lambda problem: problem.row)


def read_table(rows: Iterable[Sequence[str]], choices: Choices) -> Table:
    """Return the table in ``rows``, the first of which names the columns.

    Raises :class:`TableFileError` for a file without rows or with too many, and whatever reading
    ``rows`` raises. What is wrong in a single cell is a problem of its place.
    """
    numbered = enumerate(rows, start=1)
    header = read_header(next(numbered, (1, ()))[1])
    reader = _Reader(header, choices)
    for number, cells in numbered:
        if number > MAX_ROWS + 1:
            raise TableFileError(
                f"The file has more than {MAX_ROWS:,} rows. Split it into several files."
            )
        if any(cell.strip() for cell in cells):
            reader.take(TableRow(number, tuple(cells)))
    return reader.finish()


class _Reader:
    """Collects the rows of each place, wherever in the file they stand."""

    def __init__(self, header: tuple[str, ...], choices: Choices) -> None:
        self.header = header
        self.parsers = _parsers(choices)
        self.has_facts = "fact_text" in header
        self.places: dict[object, TablePlace] = {}

    def take(self, row: TableRow) -> None:
        cells = dict(zip(self.header, row.cells, strict=False))
        slug = cells.get(KEY, "").strip()
        # A row without a short name belongs to no other.
        place = self.places.setdefault(slug or row.number, TablePlace(slug=shortened(slug, 80)))
        place.rows.append(row)
        if not slug:
            self._refuse(place, row, KEY, "", _missing_key(cells))
        if len(row.cells) > len(self.header):
            surplus = next((cell for cell in row.cells[len(self.header) :] if cell.strip()), None)
            if surplus is not None:
                self._refuse(place, row, "", surplus, "This cell stands under no column name.")
        self._take_values(place, row, cells)
        if self.has_facts and any(cells.get(name, "").strip() for name in FACT_COLUMNS):
            self._take_fact(place, row, cells)

    def _take_values(self, place: TablePlace, row: TableRow, cells: dict[str, str]) -> None:
        names = [name for name in self.header if name in PLACE_COLUMNS and name != KEY]
        if not any(cells.get(name, "").strip() for name in names):
            return
        if place.value_row:
            message = (
                f"Row {place.value_row} has the same short name. Give one of them another, or, "
                "if this row is a further local fact, empty its cells before fact_topic."
            )
            self._refuse(place, row, KEY, place.slug, message)
            return
        place.value_row = row.number
        for name in names:
            place.values[name] = self._read(place, row, name, cells.get(name, ""))

    def _take_fact(self, place: TablePlace, row: TableRow, cells: dict[str, str]) -> None:
        values: dict[str, Any] = {}
        for name in FACT_COLUMNS:
            value = self._read(place, row, name, cells.get(name, ""))
            values[name.removeprefix("fact_")] = value
        values["is_sample"] = bool(values["is_sample"])
        place.facts = [*(place.facts or []), FactRecord(**values)]
        place.fact_rows.append(row.number)

    def _read(self, place: TablePlace, row: TableRow, name: str, text: str) -> Value:
        try:
            if len(text) > MAX_CELL:
                raise CellError(f"The cell has more than {MAX_CELL:,} characters. Shorten it.")
            return self.parsers.get(name, read_text)(text)
        except CellError as error:
            self._refuse(place, row, name, text, str(error))
            return None

    def _refuse(
        self, place: TablePlace, row: TableRow, column: str, value: str, message: str
    ) -> None:
        place.problems.append(Problem(row.number, column, shortened(value), message))

    def finish(self) -> Table:
        for place in self.places.values():
            if self.has_facts and place.facts is None:
                place.facts = []
        return Table(header=self.header, places=tuple(self.places.values()))


def _parsers(choices: Choices) -> dict[str, Callable[[str], Value]]:
    return {
        "published": read_yes_or_no,
        "latitude": partial(read_coordinate, limit=90),
        "longitude": partial(read_coordinate, limit=180),
        "zip_codes": read_zip_codes,
        "fact_checked_date": read_date,
        "fact_valid_until": read_date,
        "fact_is_sample": read_yes_or_no,
        **{name: partial(read_choice, choices=labels) for name, labels in choices.items()},
    }


def _missing_key(cells: Mapping[str, str]) -> str:
    words = f"{cells.get('name', '')} {cells.get('state', '')}".lower().split()
    made = "-".join("".join(letter for letter in word if letter.isalnum()) for word in words)
    example = made if made.isascii() and made.strip("-") else "palo-alto-ca"
    return f"Every row needs a short name. Write one, for example {shortened(example, 80)}."


def rejected_rows(table: Table, problems: Mapping[str, Sequence[Problem]]) -> list[list[str]]:
    """Return the rows of the places in ``problems``, by short name, with what is wrong in each.

    The first row names the columns. A mended file can be imported as it is.
    """
    header = [name for name in table.header if name != PROBLEM]
    rows = [[*header, PROBLEM]]
    for place in table.places:
        found = [*problems.get(place.slug, ())] if place.slug else place.problems
        if not found:
            continue
        own = {row.number for row in place.rows}
        for number, row in enumerate(place.rows):
            cells = dict(zip(table.header, row.cells, strict=False))
            texts = [
                str(problem)
                for problem in found
                if problem.row == row.number or (number == 0 and problem.row not in own)
            ]
            rows.append([*(cells.get(name, "") for name in header), " ".join(texts)])
    return rows
