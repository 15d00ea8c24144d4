"""What stands in one cell: reading it and writing it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches

DECIMALS = 6
"""Digits after the point of a coordinate."""

_COORDINATE = re.compile(r"[+-]?\d{1,3}(\.\d+)?", re.ASCII)
_ISO_DATE = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)
_US_DATE = re.compile(r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4})", re.ASCII)
_ZIP_PARTS = re.compile(r"\(\s*PO\b([^()]*)\)|([^\s,;()]+)", re.IGNORECASE)
_YES = {"yes", "y", "true", "1"}
_NO = {"no", "n", "false", "0"}


class CellError(Exception):
    """The cell cannot be read; the message says what to write."""


@dataclass(frozen=True, slots=True)
class ZipCode:
    """A ZIP code; nobody lives where there are only post-office boxes."""

    code: str
    is_po_box: bool = False


def read_text(text: str) -> str:
    """Return ``text`` with line ends as a web form sends them on, and no white space around it."""
    if "\0" in text:
        raise CellError("The cell holds a character that no text has (NUL). Type the text anew.")
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def read_choice(text: str, choices: Mapping[str, str]) -> str:
    """Return the key of ``choices`` that ``text`` is, or whose label it is; ``""`` if empty."""
    wanted = read_text(text).casefold()
    if not wanted:
        return ""
    names = {label.casefold(): key for key, label in choices.items()}
    names |= {key.casefold(): key for key in choices}
    if wanted in names:
        return names[wanted]
    close = get_close_matches(wanted, names, n=1)
    shown = [names[close[0]]] if close else list(choices)[:12]
    raise CellError(f"Write {' or '.join(shown)}." if shown else "Leave it empty: there is none.")


def read_yes_or_no(text: str) -> bool | None:
    """Return the answer, ``None`` if empty."""
    answer = read_text(text).lower()
    if answer and answer not in _YES | _NO:
        raise CellError("Write yes or no.")
    return answer in _YES if answer else None


def read_coordinate(text: str, limit: int) -> Decimal | None:
    """Return degrees between ``-limit`` and ``limit``, ``None`` if empty."""
    # A file that somebody's program has neutralized has an apostrophe before the minus.
    number = read_text(text).removeprefix("'")
    if not number:
        return None
    example = "37.441880" if limit == 90 else "-122.143020"
    if not _COORDINATE.fullmatch(number):
        raise CellError(f"Write degrees with a point, as in {example}.")
    degrees = Decimal(number)
    if abs(degrees) > limit:
        raise CellError(f"Write degrees from -{limit} to {limit}, as in {example}.")
    if degrees != round(degrees, DECIMALS):
        raise CellError(
            f"Write at most {DECIMALS} digits after the point: {round(degrees, DECIMALS)}"
        )
    return round(degrees, DECIMALS)


def read_date(text: str) -> date | None:
    """Return the day, ``None`` if empty; takes 2026-11-22, and 11/22/2026 as US spreadsheets do."""
    written = read_text(text)
    if not written:
        return None
    match = _ISO_DATE.fullmatch(written) or _US_DATE.fullmatch(written)
    try:
        if match:
            return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        pass
    raise CellError("Write a day of the calendar as year, month, day: 2026-11-22.")


def read_zip_codes(text: str) -> tuple[ZipCode, ...]:
    """Return the ZIP codes in their order, from ``94301 94303 (PO 94302)``."""
    line = read_text(text).removeprefix("'")
    codes: list[ZipCode] = []
    position = 0
    for match in _ZIP_PARTS.finditer(line):
        if line[position : match.start()].strip(" ,;\n\t"):
            break
        position = match.end()
        boxes, code = match.groups()
        if boxes is None:
            codes.append(ZipCode(_zip_code(code)))
        else:
            codes += [ZipCode(_zip_code(box), True) for box in re.split(r"[\s,;]+", boxes.strip())]
    if line[position:].strip(" ,;\n\t"):
        raise CellError("Put post-office boxes in brackets of their own: 94301 (PO 94302).")
    return tuple(codes)


def _zip_code(text: str) -> str:
    if re.fullmatch(r"[0-9]{5}", text):
        return text
    if re.fullmatch(r"[0-9]{3,4}", text):
        raise CellError(
            f"A ZIP code has five digits; spreadsheets drop a zero in front. If it is one, write "
            f"{text.zfill(5)}."
        )
    raise CellError("Write ZIP codes of five digits with spaces between, as in 94301 94303.")


def zip_codes_text(codes: tuple[ZipCode, ...]) -> str:
    """Return the cell that :func:`read_zip_codes` reads as ``codes``."""
    parts: list[str] = []
    for number, code in enumerate(codes):
        if not code.is_po_box:
            parts.append(code.code)
        elif number and codes[number - 1].is_po_box:
            parts[-1] = f"{parts[-1][:-1]} {code.code})"
        else:
            parts.append(f"(PO {code.code})")
    return " ".join(parts)
