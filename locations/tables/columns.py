"""The columns of a table of places, and which of them a file has.

A place is one row; each further local fact of it is a row below with the same ``slug`` and the
place's other cells empty. A column that a file leaves out keeps what is stored.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from operations.tables.problems import TableFileError, shortened

KEY = "slug"
PROBLEM = "problem"
"""Stands in the file of rows that were not imported; an import passes over it."""

PLACE_COLUMNS: Mapping[str, str] = {
    KEY: "The short name, which tells which place is meant. Example: palo-alto-ca.",
    "name": "Example: Palo Alto.",
    "kind": "One of city, town, census-designated-place, neighborhood, county.",
    "state": "Two letters. Example: CA.",
    "county": "Without the word county. Example: Santa Clara.",
    "published": "yes or no. An import publishes, and never unpublishes.",
    "status": "active or retired. It is changed under Places, not by an import.",
    "zip_codes": "Five digits each; post-office boxes as in 94301 94303 (PO 94302).",
    "latitude": "Degrees. Example: 37.441880.",
    "longitude": "Degrees; west of London with a minus. Example: -122.143020.",
    "clinic": "The short name of the clinic; empty for the nearest one.",
    "geonames_id": "Digits. Example: 5380748.",
    "wikidata_id": "Example: Q47265.",
    "figures_source": "Where coordinates and ZIP codes come from.",
}
FACT_COLUMNS: Mapping[str, str] = {
    "fact_topic": "One of getting-here, getting-home, parking, transit, local-note.",
    "fact_text": "One to three sentences.",
    "fact_source_name": "Who says so. Example: Caltrain, station list.",
    "fact_source_url": "Example: https://www.caltrain.com/stations.",
    "fact_checked_date": "Year, month, day. Example: 2026-11-22.",
    "fact_valid_until": "The last day on which it is shown, or empty.",
    "fact_is_sample": "yes or no.",
    "fact_language": "Two letters; empty for the site's own language.",
}
COLUMNS = (*PLACE_COLUMNS, *FACT_COLUMNS)


def read_header(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the columns in the file's order, ``""`` for one without a name.

    Raises :class:`TableFileError` for a name that is unknown or stands twice, without the short
    name, and for some of the columns of local facts without the others.
    """
    names = tuple(cell.strip().lower() for cell in cells)
    known = {*COLUMNS, PROBLEM, ""}
    for name in names:
        if name not in known:
            raise TableFileError(_unknown(name))
        if name and names.count(name) > 1:
            raise TableFileError(
                f"The column “{name}” stands twice in the first row. Take one away."
            )
    if KEY not in names:
        raise TableFileError(
            "The first row has to name the columns, “slug” among them, and it does not. Export the "
            "places, change that file and import it."
        )
    missing = [name for name in FACT_COLUMNS if name not in names]
    if missing and len(missing) < len(FACT_COLUMNS):
        raise TableFileError(
            f"The file has some columns of local facts, but not {', '.join(missing)}. Add what is "
            "missing, or take all columns away whose names begin with fact_ to keep the facts as "
            "they are."
        )
    return names


def _unknown(name: str) -> str:
    close = get_close_matches(name, [*COLUMNS, PROBLEM], n=1, cutoff=0.5)
    hint = f" Did you mean “{close[0]}”?" if close else ""
    return (
        f"There is no column “{shortened(name)}”.{hint} The names stand in the first row of every "
        "export."
    )
