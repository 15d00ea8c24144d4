"""Cells of a table: what spreadsheets may not run, and what people may write."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locations.tables.cells import (
    CellError,
    ZipCode,
    read_choice,
    read_coordinate,
    read_date,
    read_text,
    read_yes_or_no,
    read_zip_codes,
    zip_codes_text,
)
from operations.formulas import neutralized, restored

KINDS = {"city": "City", "census-designated-place": "Community (not a city)"}
RISKY = "=+-@\t\r\n＝＋－＠"  # noqa: RUF001


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://x")',
        "+1",
        "@SUM(A1)",
        "-1+2",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1",
        "'=1",
        "-122.1.2",
        "＝1",  # noqa: RUF001
    ],
)
def test_what_a_spreadsheet_could_run_gets_an_apostrophe(text: str) -> None:
    assert neutralized(text) == f"'{text}"
    assert restored(neutralized(text)) == text


@pytest.mark.parametrize("text", ["", "Palo Alto", "-122.143020", "-5", "'tis", "O'Brien", "a=b"])
def test_what_no_spreadsheet_could_run_stays_as_it_is(text: str) -> None:
    assert neutralized(text) == restored(text) == text


@given(st.one_of(st.text(), st.text(alphabet=f"{RISKY}'\" 1.9a")))
def test_any_text_comes_back_as_it_was_and_never_begins_like_a_formula(text: str) -> None:
    written = neutralized(text)
    assert restored(written) == text
    is_number = bool(written) and written[1:].replace(".", "", 1).isdecimal()
    assert written[:1] not in set(RISKY) or is_number


codes = st.builds(ZipCode, st.from_regex(r"[0-9]{5}", fullmatch=True), st.booleans())


@given(st.lists(codes, max_size=8).map(tuple))
def test_zip_codes_come_back_in_their_order(codes: tuple[ZipCode, ...]) -> None:
    assert read_zip_codes(zip_codes_text(codes)) == codes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("94301 94303 (PO 94302)", "94301 94303 (PO 94302)"),
        ("94301, 94303;94304", "94301 94303 94304"),
        ("(po 94302, 94309)94301", "(PO 94302 94309) 94301"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_zip_codes_may_be_written_in_several_ways(text: str, expected: str) -> None:
    assert zip_codes_text(read_zip_codes(text)) == expected


@pytest.mark.parametrize(
    ("read", "text", "expected"),
    [
        (read_date, "2026-11-22", date(2026, 11, 22)),
        (read_date, "11/22/2026", date(2026, 11, 22)),
        (read_date, "", None),
        (read_yes_or_no, "TRUE", True),
        (read_yes_or_no, "No", False),
        (read_yes_or_no, "", None),
        (lambda text: read_coordinate(text, 180), "-122.14302", Decimal("-122.143020")),
        (lambda text: read_coordinate(text, 180), "'-122.1", Decimal("-122.1")),
        (lambda text: read_coordinate(text, 90), "37", Decimal(37)),
        (lambda text: read_coordinate(text, 90), " ", None),
        (lambda text: read_choice(text, KINDS), "CITY", "city"),
        (
            lambda text: read_choice(text, KINDS),
            "Community (not a city)",
            "census-designated-place",
        ),
        (read_text, " a\r\nb\rc ", "a\nb\nc"),
    ],
)
def test_a_cell_is_read(read: Callable[[str], Any], text: str, expected: Any) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("read", "text", "remedy"),
    [
        (read_date, "22.11.2026", "as year, month, day: 2026-11-22"),
        (read_date, "2026-02-30", "a day of the calendar"),
        (read_yes_or_no, "maybe", "Write yes or no."),
        (lambda text: read_coordinate(text, 90), "37,44", "degrees with a point, as in 37.441880"),
        (lambda text: read_coordinate(text, 90), "NaN", "degrees with a point"),
        (lambda text: read_coordinate(text, 90), "1e1", "degrees with a point"),
        (lambda text: read_coordinate(text, 90), "٣٧", "degrees with a point"),
        (lambda text: read_coordinate(text, 90), "122.1", "from -90 to 90"),
        (lambda text: read_coordinate(text, 90), "37.12345678", "at most 6 digits"),
        (lambda text: read_choice(text, KINDS), "citty", "Write city."),
        (lambda text: read_choice(text, {}), "x", "Leave it empty"),
        (read_zip_codes, "2138", "write 02138"),
        (read_zip_codes, "94301-1234", "five digits"),
        (read_zip_codes, "94301 (94302", "in brackets of their own"),
        (read_zip_codes, "٩٤٣٠١", "five digits"),
        (read_text, "a\0b", "NUL"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_remedy(
    read: Callable[[str], Any], text: str, remedy: str
) -> None:
    with pytest.raises(CellError, match=remedy):
        read(text)
