"""What a visitor typed to ask whether a place is served: a ZIP code or a name."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum

from locations.rules.states import STATE_NAMES

LONGEST_TEXT = 60

_ZIP = re.compile(r"(?<![0-9])([0-9]{5})(?:[-\s]?[0-9]{4})?(?![0-9])")
_LETTER = re.compile(r"[^\W\d_]")
_STATES = {name.casefold(): code for code, name in STATE_NAMES.items()}
_STATES |= {code.casefold(): code for code in STATE_NAMES}
_NAME_AND_STATE = re.compile(r"(?P<name>.*\S)\s*,\s*(?P<state>[^,]+)")
# "Palo Alto CA": the state's two letters, or its name, at the end without a comma.
_NAME_THEN_STATE = re.compile(
    rf"(?P<name>[^,]*\w)\s+(?P<state>{'|'.join(map(re.escape, _STATES))})\.?", re.IGNORECASE
)


class Problem(Enum):
    """Why nothing can be looked up; the words for it are the template's."""

    EMPTY = "empty"
    NO_ZIP = "no-zip"


@dataclass(frozen=True, kw_only=True, slots=True)
class PlaceQuery:
    """What to look for: ``zip_code``, five digits, or ``name``, perhaps in one ``state``."""

    text: str
    zip_code: str = ""
    name: str = ""
    state: str = ""
    problem: Problem | None = None


def read_query(typed: str) -> PlaceQuery:
    """Return what ``typed`` asks for.

    A ZIP code may stand in a longer line ("Palo Alto, CA 94301") and have four more digits. Other
    numbers are no ZIP code, and words without a number are the name of a place.
    """
    text = " ".join(unicodedata.normalize("NFKC", typed.replace("\x00", " ")).split())
    text = text[:LONGEST_TEXT]
    codes = set(_ZIP.findall(text))
    if len(codes) == 1:
        return PlaceQuery(text=text, zip_code=codes.pop())
    if not text:
        return PlaceQuery(text=text, problem=Problem.EMPTY)
    if re.search("[0-9]", text) or not _LETTER.search(text):
        return PlaceQuery(text=text, problem=Problem.NO_ZIP)
    parts = _NAME_AND_STATE.fullmatch(text) or _NAME_THEN_STATE.fullmatch(text)
    state = _STATES.get(parts["state"].casefold().strip(" ."), "") if parts else ""
    return PlaceQuery(text=text, name=parts["name"] if parts and state else text, state=state)
