"""How much of a title or a description a search engine shows: by width, not by letters.

Google shows results in Arial, titles 20 and descriptions 14 pixels high, and cuts what is wider
than its column. It publishes no figures; these are what its result pages measure (2026), a little
less on the safe side.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

ELLIPSIS = " …"


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """What there is room for, in pixels; the lines of a phone are counted as one long one.

    ``least`` is the width below which a line tells too little.
    """

    font_size: int
    desktop: int
    phone: int
    least: int


TITLE = Limits(font_size=20, desktop=600, phone=650, least=200)
DESCRIPTION = Limits(font_size=14, desktop=960, phone=680, least=330)


class Fit(StrEnum):
    """How a line suits the room."""

    FITS = "fits"
    CUT_ON_PHONE = "cut-on-phone"
    CUT = "cut"
    SHORT = "short"
    MISSING = "missing"


def _widths() -> dict[str, int]:
    """Return the advance of Arial's letters, in thousandths of the font's size."""
    by_width = {
        191: "'",
        222: "ijl",
        260: "|",
        278: " !,./:;I[\\]ft",
        333: "()-`r",
        334: "{}",
        355: '"',
        389: "*",
        469: "^",
        500: "Jcksvxyz",
        556: "#$0123456789?L_abdeghnopqu",
        584: "+<=>~",
        611: "FTZ",
        667: "&ABEKPSVXY",
        722: "CDHNRUw",
        778: "GOQ",
        833: "Mm",
        889: "%",
        944: "W",
        1000: "…—",
        1015: "@",
    }
    return {letter: width for width, letters in by_width.items() for letter in letters}


_ARIAL = _widths()
_OTHER_LETTER = 556
_FULL_WIDTH = 1000


def pixel_width(text: str, font_size: int) -> int:
    """Return about how many pixels ``text`` is wide in Arial."""
    return round(sum(map(_advance, text)) * font_size / 1000)


def _advance(character: str) -> int:
    if character in _ARIAL:
        return _ARIAL[character]
    if unicodedata.combining(character):
        return 0
    if unicodedata.east_asian_width(character) in "WF":
        return _FULL_WIDTH
    base = unicodedata.normalize("NFD", character)[0]
    return _ARIAL.get(base, _OTHER_LETTER)


def cut_to_width(text: str, *, font_size: int, width: int) -> str:
    """Return ``text`` as shown in a column of ``width`` pixels: whole, or cut after a word."""
    text = " ".join(text.split())
    if pixel_width(text, font_size) <= width:
        return text
    kept = text
    while kept and pixel_width(kept + ELLIPSIS, font_size) > width:
        kept = kept.rpartition(" ")[0] if " " in kept else kept[:-1]
    return kept.rstrip(" ,;:.") + ELLIPSIS


def fit_of(text: str, limits: Limits) -> Fit:
    """Return how ``text`` suits the room that search engines have for it."""
    width = pixel_width(" ".join(text.split()), limits.font_size)
    if not width:
        return Fit.MISSING
    if width > limits.desktop:
        return Fit.CUT
    if width > limits.phone:
        return Fit.CUT_ON_PHONE
    return Fit.SHORT if width < limits.least else Fit.FITS
