"""A place and its local facts as rows of cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from locations.tables.cells import DECIMALS, ZipCode, zip_codes_text
from locations.tables.columns import FACT_COLUMNS, KEY, PLACE_COLUMNS

Value = str | bool | Decimal | date | tuple[ZipCode, ...] | None


@dataclass(frozen=True, kw_only=True, slots=True)
class FactRecord:
    """One local fact; the fields are the columns without ``fact_``, in their order."""

    topic: str = ""
    text: str = ""
    source_name: str = ""
    source_url: str = ""
    checked_date: date | None = None
    valid_until: date | None = None
    is_sample: bool = False
    language: str = ""


FACT_FIELDS = tuple(field.name for field in fields(FactRecord))


@dataclass(frozen=True, kw_only=True, slots=True)
class PlaceRecord:
    """A place: ``values`` has each of ``PLACE_COLUMNS``."""

    values: Mapping[str, Value]
    facts: tuple[FactRecord, ...] = ()

    @property
    def slug(self) -> str:
        """Return the short name."""
        return str(self.values[KEY])


def value_text(value: Value) -> str:
    """Return ``value`` as it stands in a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{value:.{DECIMALS}f}"
    if isinstance(value, date):
        return value.isoformat()
    return zip_codes_text(value) if isinstance(value, tuple) else value


def rows_of(place: PlaceRecord) -> Iterator[list[Value]]:
    """Yield the rows of one place, in the order of ``COLUMNS``: one, and one for each fact more."""
    first: list[Value] = [place.values[name] for name in PLACE_COLUMNS]
    further: list[Value] = [place.slug, *("" for _name in list(PLACE_COLUMNS)[1:])]
    if not place.facts:
        yield [*first, *("" for _name in FACT_COLUMNS)]
    for number, fact in enumerate(place.facts):
        row = further if number else first
        yield [*row, *(getattr(fact, name) for name in FACT_FIELDS)]
