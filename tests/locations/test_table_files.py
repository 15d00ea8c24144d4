"""Files that nobody can trust: whatever is in them, the memory stays flat and the answer clear."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from locations.tables import reading
from locations.tables.columns import COLUMNS, read_header
from locations.tables.reading import MAX_CELL, read_table, rejected_rows
from locations.tables.workbook import write_workbook
from operations.tables import workbook
from operations.tables.csv_file import MAX_BYTES, MAX_RECORD, read_csv, write_csv
from operations.tables.problems import TableFileError
from operations.tables.workbook import read_workbook

MEGABYTE = 1024 * 1024


class Endless:
    """Hands out ``first`` and then ``piece`` again and again, and counts."""

    def __init__(self, first: bytes, piece: bytes, limit: int) -> None:
        self.first, self.piece, self.left = first, piece, limit

    def read(self, size: int) -> bytes:
        if self.first:
            first, self.first = self.first, b""
            return first
        size = min(size, self.left)
        self.left -= size
        return (self.piece * (size // len(self.piece) + 1))[:size]


def peak_of(work: Callable[[], Any]) -> int:
    """Return the most bytes that ``work`` had allocated at any moment."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def csv_of(data: bytes) -> list[list[str]]:
    return list(read_csv(BytesIO(data), COLUMNS))


def xlsx_of(data: bytes) -> list[list[str]]:
    return [
        [cell for cell in row if cell]
        for row in read_workbook(BytesIO(data), max_columns=2 * len(COLUMNS))
    ]


@pytest.mark.parametrize(
    ("first", "piece"),
    [
        (b"", b"a"),
        (b"slug\n", b"a"),
        (b'slug\n"', b"a"),
        (b'slug\n"', b"a\n"),
        (b'slug\n"x', b'","\n'),
        (b"slug\n", b","),
    ],
)
def test_a_row_without_end_is_refused_long_before_it_is_in_memory(
    first: bytes, piece: bytes
) -> None:
    source = Endless(first, piece, 64 * MEGABYTE)

    def read() -> None:
        with pytest.raises(TableFileError, match=r"Row [12] is longer than 100,000 characters"):
            list(read_csv(source, COLUMNS))

    assert peak_of(read) < 2 * MEGABYTE
    assert source.left > 63 * MEGABYTE


def test_a_file_without_end_is_refused_at_the_limit() -> None:
    source = Endless(b"slug\n", b"a" * 5_000 + b"\n", 64 * MEGABYTE)

    def read() -> None:
        with pytest.raises(TableFileError, match="larger than 20 MB"):
            for _row in read_csv(source, COLUMNS):
                pass

    assert peak_of(read) < 2 * MEGABYTE
    assert source.left >= 64 * MEGABYTE - MAX_BYTES - MEGABYTE


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        (b"slug,name\r\na,b\r\n", [["slug", "name"], ["a", "b"]]),
        (b"\xef\xbb\xbfslug,name\na,b", [["slug", "name"], ["a", "b"]]),
        (b"slug;name\na;b,c\n", [["slug", "name"], ["a", "b,c"]]),
        (b"slug\tname\na\tb\n", [["slug", "name"], ["a", "b"]]),
        (
            b'"slug","name"\n"a","say ""hi"",\r\nnow"\n',
            [["slug", "name"], ["a", 'say "hi",\r\nnow']],
        ),
        ("slug\nÜ😀\n".encode(), [["slug"], ["Ü😀"]]),
        (b"slug\n'=1\n", [["slug"], ["=1"]]),
        (b"slug\na\0b\n", [["slug"], ["a\0b"]]),
        (b"", []),
    ],
)
def test_csv_is_read_as_spreadsheets_write_it(data: bytes, rows: list[list[str]]) -> None:
    assert csv_of(data) == rows


@pytest.mark.parametrize(
    ("data", "remedy"),
    [
        ("slug\n".encode("utf-16"), "UTF-16.*CSV UTF-8"),
        ("slug\n".encode("utf-16-le"), "UTF-16.*CSV UTF-8"),
        (b"slug\nCaf\xe9\n", "not saved as UTF-8.*CSV UTF-8"),
        (b"slug\n\xf0\x9f", "not saved as UTF-8"),
        (b'slug\n"a"b\n', "Row 2 cannot be read: a quotation mark"),
        (b'slug\n"a', "quotation mark is not closed"),
        (b"slug\ra\rb", "cannot be read"),
        (b"PK\x03\x04", "ends in .xlsx"),
    ],
)
def test_csv_that_cannot_be_read_is_refused_with_the_remedy(data: bytes, remedy: str) -> None:
    with pytest.raises(TableFileError, match=remedy):
        csv_of(data)


texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)


@given(st.lists(st.lists(texts, min_size=2, max_size=3), max_size=5))
def test_any_rows_come_back_from_csv_as_they_were(rows: list[list[str]]) -> None:
    written = b"".join(write_csv([list(COLUMNS[:3]), *rows]))
    assert csv_of(written)[1:] == rows


@given(st.binary(max_size=300))
def test_any_bytes_are_rows_or_a_clear_refusal(data: bytes) -> None:
    for read in (csv_of, xlsx_of):
        try:
            answer = "".join("".join(row) for row in read(data))
        except TableFileError as error:
            answer = str(error)
        assert isinstance(answer, str)


# Workbooks ------------------------------------------------------------------------------------


def test_a_workbook_keeps_text_as_text_and_numbers_as_numbers() -> None:
    rows: list[list[Any]] = [["slug"], ["=1+1", Decimal("-122.143020"), date(2026, 1, 2), True]]
    data = write_workbook(rows, title="Places")
    assert xlsx_of(data) == [["slug"], ["=1+1", "-122.14302", "2026-01-02", "yes"]]

    cells = list(load_workbook(BytesIO(data)).active.iter_rows())[1]
    assert [cell.data_type for cell in cells[:4]] == ["s", "n", "d", "s"]


def book_with(*values: Any) -> bytes:
    book, file = Workbook(), BytesIO()
    book.active.append(["slug"])
    book.active.append(values)
    book.save(file)
    return file.getvalue()


def repacked(data: bytes, changes: Callable[[str, bytes], bytes]) -> bytes:
    """Return the workbook with each of its parts changed."""
    file = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changes(name, old.read(name)))
    return file.getvalue()


def test_a_formula_counts_as_the_value_that_is_stored_for_it() -> None:
    with_value = repacked(
        book_with("=1+1"),
        lambda name, part: part.replace(b"<v></v>", b"<v>2</v>").replace(b"<v />", b"<v>2</v>"),
    )
    assert xlsx_of(with_value)[1] == ["2"]
    with pytest.raises(TableFileError, match="formula in cell A2 has no stored value"):
        xlsx_of(book_with("=1+1"))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (37.441879999999998, "37.44188"),
        (94301, "94301"),
        (2138.0, "2138"),
        (True, "yes"),
        (datetime(2026, 11, 22), "2026-11-22"),  # noqa: DTZ001
        ("  x", "  x"),
    ],
)
def test_values_of_a_workbook_become_the_text_of_a_cell(value: Any, text: str) -> None:
    assert xlsx_of(book_with(value))[1] == [text]


def test_a_workbook_that_lists_its_texts_apart_is_read_as_excel_writes_it() -> None:
    def changes(name: str, part: bytes) -> bytes:
        for number, text in enumerate((b"slug", b"a")):
            inline = b't="inlineStr"><is><t>%s</t></is>' % text
            part = part.replace(inline, b't="s"><v>%d</v>' % number)
        part = part.replace(
            b"</Types>",
            b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/'
            b'vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
        )
        return part

    texts = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b"<si><t>slug</t></si><si><r><t>palo</t></r><r><t>-alto-ca</t></r></si></sst>"
    )
    file = BytesIO(repacked(book_with("a"), changes))
    with ZipFile(file, "a") as archive:
        archive.writestr("xl/sharedStrings.xml", texts)
    assert xlsx_of(file.getvalue()) == [["slug"], ["palo-alto-ca"]]


def bomb(name: str, part: bytes) -> bytes:
    return part.replace(b"</sheetData>", b" " * (5 * MEGABYTE) + b"</sheetData>")


def entities(name: str, part: bytes) -> bytes:
    return part.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet', 1)


def endless_size(name: str, part: bytes) -> bytes:
    return part.replace(b'ref="A1:A2"', b'ref="A1:XFD1048576"')


@pytest.mark.parametrize(
    ("change", "remedy"),
    [(bomb, "once unpacked. Split it"), (entities, "cannot be read. Open it in")],
)
def test_a_workbook_made_to_fill_the_memory_is_refused(
    change: Callable[[str, bytes], bytes], remedy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MAX_UNPACKED", 4 * MEGABYTE)
    data = repacked(book_with("a"), change)

    def read() -> None:
        with pytest.raises(TableFileError, match=remedy):
            xlsx_of(data)

    assert peak_of(read) < 2 * MEGABYTE


def test_what_a_workbook_says_of_its_own_size_is_not_believed() -> None:
    data = repacked(book_with("a"), endless_size)
    assert xlsx_of(data) == [["slug"], ["a"]]


def test_a_workbook_with_too_long_a_list_of_texts_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workbook, "MAX_TEXTS", 10)
    texts = b"<si><t>a</t></si>" * 11
    data = repacked(
        book_with("a"), lambda name, part: texts if name == "docProps/app.xml" else part
    )
    with pytest.raises(TableFileError, match="once unpacked"):
        xlsx_of(data)


def test_a_cell_with_an_error_is_named() -> None:
    with pytest.raises(TableFileError, match="Cell A2 holds the error #REF!"):
        xlsx_of(book_with("#REF!"))


# Columns and rows -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "remedy"),
    [
        ([], "The first row has to name the columns"),
        (["name"], "“slug” among them"),
        (["slug", "kounty"], "no column “kounty”. Did you mean “county”?"),
        (["slug", "=cmd|x"], "no column “=cmd|x”"),
        (["slug", "name", "Name "], "“name” stands twice"),
        (["slug", "fact_text", "fact_topic"], "not fact_source_name, fact_source_url"),
    ],
)
def test_a_header_that_cannot_be_used_is_refused_with_the_remedy(
    header: list[str], remedy: str
) -> None:
    with pytest.raises(TableFileError) as refusal:
        read_header(header)
    assert remedy in str(refusal.value)


def test_a_place_is_found_in_all_its_rows_wherever_they_stand() -> None:
    header = [*COLUMNS, "problem", ""]
    empty = dict.fromkeys(header, "")
    rows = [
        empty | {"slug": "a", "fact_topic": "parking", "fact_text": "Second in the sheet."},
        empty | {"slug": "b", "name": "B"},
        empty,
        empty | {"slug": "a", "name": "A", "fact_topic": "transit", "fact_text": "Last."},
    ]
    choices = {"fact_topic": {"parking": "Parking", "transit": "Transit"}}
    table = read_table([header, *(list(row.values()) for row in rows)], choices)

    first, second = table.places
    assert (first.slug, first.values["name"], first.value_row) == ("a", "A", 5)
    assert [fact.text for fact in first.facts or []] == ["Second in the sheet.", "Last."]
    assert first.fact_rows == [2, 5]
    assert (second.slug, second.facts) == ("b", [])
    assert table.problems == []


def test_a_file_without_fact_columns_says_nothing_of_facts() -> None:
    (place,) = read_table([["slug", "name"], ["a", "A"]], {}).places
    assert place.facts is None


def test_every_problem_names_row_column_value_and_remedy() -> None:
    rows = [
        ["slug", "name", "latitude", "zip_codes"],
        ["a", "A", "north", "123456"],
        ["", "Palo Alto", "", ""],
        ["b", "x" * (MAX_CELL + 1), "", ""],
        ["c", "C", "", "", "surplus"],
        ["a", "A again", "", ""],
    ]
    table = read_table(rows, {})
    assert [(one.row, one.column, one.value[:8]) for one in table.problems] == [
        (2, "latitude", "north"),
        (2, "zip_codes", "123456"),
        (3, "slug", ""),
        (4, "name", "x" * 8),
        (5, "", "surplus"),
        (6, "slug", "a"),
    ]
    assert "for example palo-alto" in str(table.problems[2])
    assert "Row 2 has the same short name" in str(table.problems[5])
    assert str(table.problems[0]).startswith("Row 2, latitude, “north”: Write degrees")


def test_rejected_rows_are_the_rows_of_the_file_with_what_is_wrong() -> None:
    rows = [["slug", "problem", "name"], ["a", "old", "A"], ["", "", "B"], ["c", "", "C"]]
    table = read_table(rows, {})
    assert rejected_rows(table, {})[1:] == [["", "B", str(table.problems[0])]]


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_ROWS", 3)
    assert len(read_table([["slug"], ["a"], ["b"], ["c"]], {}).places) == 3
    with pytest.raises(TableFileError, match="more than 3 rows"):
        read_table([["slug"], ["a"], ["b"], ["c"], ["d"]], {})


def test_the_longest_row_allowed_is_within_what_pythons_reader_takes() -> None:
    longest = b"slug\n" + b"a" * (MAX_RECORD - 1) + b"\n"
    assert len(csv_of(longest)[1][0]) == MAX_RECORD - 1
